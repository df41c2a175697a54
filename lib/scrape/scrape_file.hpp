#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "input/source.hpp"
#include "scrape/cut_scrapes.hpp"
#include "scrape/time_points.hpp"

namespace invmon::scrape {

/// A file of scrapes, one after the other.
class ScrapeFile {
 public:
  /// Without a dialect `# EOF` tells it.
  static Result<ScrapeFile> open(const input::Source& source, std::optional<Dialect> dialect);

  /// Cuts off the next scrape, for parse_text; false at the end.
  Result<bool> next_text() { return cutter_.next(text_); }
  Result<Exposition> parse_text() const;

  /// The points in time of the next scrape that can be used; none at the end. What is wrong with others goes to `skipped`. The
  /// time in the file's name is that of its first scrape.
  Result<std::vector<TimePoint>> next(const std::function<void(const Error&)>& skipped);

  /// See ByteStream.
  std::string note() const { return cutter_.note(); }

 private:
  ScrapeFile(ScrapeCutter cutter, std::string path) : cutter_(std::move(cutter)), path_(std::move(path)) {}

  ScrapeCutter cutter_;
  std::string path_;
  ScrapeText text_;
  bool first_ = true;
};

}  // namespace invmon::scrape

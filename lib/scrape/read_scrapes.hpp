#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "scrape/sample_line.hpp"
#include "scrape/time_points.hpp"

namespace invmon::scrape {

struct ReadOptions {
  std::vector<std::string> inputs;                                             ///< as input::resolve_sources takes them
  std::optional<Dialect> dialect;                                              ///< absent: told by `# EOF`
  std::function<void(const Error&)> skipped;                                   ///< called for each scrape that can't be used
  std::function<void(const std::string& path, const std::string& note)> warn;  ///< of input that was not read to its end
};

/// Parses all scrapes and tells of those that are wrong. Gives how many there are. Errors: what can't be read at all; no scrape.
Result<std::uint64_t> check_scrapes(const ReadOptions& options);

/// Scrapes of several files in order of their time. Each file is read twice: its beginning, to know when it begins, and when its
/// time has come. Files are expected to be in order in themselves.
class ScrapeSeries {
 public:
  /// Looks at the beginnings. Errors: what can't be read; no scrape that is whole and says when it was taken.
  static Result<ScrapeSeries> open(ReadOptions options);

  ScrapeSeries(ScrapeSeries&&) noexcept;
  ScrapeSeries& operator=(ScrapeSeries&&) noexcept;
  ~ScrapeSeries();

  /// The next point in time; nullopt at the end. Errors: a file can't be read on.
  Result<std::optional<TimePoint>> next();

 private:
  struct Files;
  explicit ScrapeSeries(std::unique_ptr<Files> files);
  std::unique_ptr<Files> files_;
};

}  // namespace invmon::scrape

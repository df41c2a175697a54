#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "input/blocks.hpp"
#include "scrape/sample_line.hpp"

namespace invmon::scrape {

/// The text of one scrape.
struct ScrapeText {
  std::string text;
  std::uint64_t line = 1;     ///< of the file, at which it begins
  std::optional<Nanos> time;  ///< that a comment before it says
  Dialect dialect = Dialect::prometheus;
};

/// Cuts a stream into scrapes, of which a file may hold many: behind `# EOF`, before a comment with a time, and in Prometheus'
/// text where, behind samples with times of their own, the first metadata comes again. Unless a dialect is asked for, what ends
/// in `# EOF` is OpenMetrics, and so is all that follows it.
class ScrapeCutter {
 public:
  static constexpr std::size_t kLongest = std::size_t{256} << 20;  ///< bytes of one scrape

  ScrapeCutter(std::unique_ptr<input::ByteStream> stream, std::string path, std::optional<Dialect> dialect);

  /// The next scrape; false at the end. Texts of nothing but blank lines are none, but for a file that is blank altogether if
  /// OpenMetrics is asked for. Errors: the stream can't be read; a scrape, or a line of it, is too long.
  Result<bool> next(ScrapeText& scrape);

  /// See ByteStream.
  std::string note() const { return reader_.note(); }

 private:
  Result<bool> take_line(std::string_view& line);
  bool add(std::string_view line, ScrapeText& scrape);
  bool begins_anew(std::string_view line);
  bool end(ScrapeText& scrape, bool eof);

  input::BlockReader reader_;
  std::string path_;
  std::optional<Dialect> dialect_;
  input::Block block_;
  std::string_view lines_;  ///< of the block, not yet taken
  std::uint64_t line_ = 0;  ///< the latest one's number
  bool again_ = false;      ///< the latest line is the next scrape's first
  std::string_view latest_;
  std::uint64_t scrapes_ = 0;
  bool has_lines_ = false;      ///< the scrape has more than blank lines
  std::string first_metadata_;  ///< of the scrape: "# HELP NAME "
  std::string latest_sample_;
};

}  // namespace invmon::scrape

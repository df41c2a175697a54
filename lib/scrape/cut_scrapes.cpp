#include "scrape/cut_scrapes.hpp"

#include <fmt/core.h>

#include <utility>

#include "base/text.hpp"
#include "input/line_text.hpp"
#include "scrape/scrape_time.hpp"

namespace invmon::scrape {
namespace {

/// "# HELP NAME " of a line of metadata; empty for any other.
std::string_view metadata_of(std::string_view line) {
  if (!line.starts_with("# HELP ") && !line.starts_with("# TYPE ")) return {};
  return line.substr(0, line.find(' ', std::string_view("# HELP ").size()));
}

bool has_time(const std::string& sample) {
  try {
    return read_sample(sample, Dialect::prometheus).sample.time.has_value();
  } catch (const Fault&) {
    return false;
  }
}

}  // namespace

ScrapeCutter::ScrapeCutter(std::unique_ptr<input::ByteStream> stream, std::string path, std::optional<Dialect> dialect)
    : reader_(std::move(stream), {}), path_(std::move(path)), dialect_(dialect) {}

Result<bool> ScrapeCutter::next(ScrapeText& scrape) {
  scrape = {{}, line_ + 1 - (again_ ? 1 : 0), std::nullopt, dialect_.value_or(Dialect::prometheus)};
  has_lines_ = false;
  first_metadata_.clear();
  latest_sample_.clear();
  for (;;) {
    std::string_view line = latest_;
    if (!std::exchange(again_, false)) {
      auto taken = take_line(line);
      if (!taken) return taken.error();
      if (!*taken) return end(scrape, false);
    }
    if (scrape.text.size() + line.size() > kLongest) {
      return Error{ErrorKind::input, fmt::format("{}:{}", path_, scrape.line), "a scrape of more than 256 MiB", ""};
    }
    if (add(line, scrape)) return true;
  }
}

/// Adds a line to the scrape. Whether the scrape has ended, with the line or before it.
bool ScrapeCutter::add(std::string_view line, ScrapeText& scrape) {
  if (const auto time = time_of_comment(line)) {
    if (has_lines_) {
      again_ = true;
      return end(scrape, false);
    }
    scrape = {{}, line_ + 1, time, scrape.dialect};
    return false;
  }
  if (begins_anew(line)) {
    again_ = true;
    return end(scrape, false);
  }
  scrape.text += line;
  scrape.text += '\n';
  const auto text = trimmed(line);
  if (text.empty()) return false;
  has_lines_ = true;
  if (first_metadata_.empty()) first_metadata_ = metadata_of(line);
  if (text.front() != '#') latest_sample_ = text;
  return text == "# EOF" && end(scrape, true);
}

bool ScrapeCutter::begins_anew(std::string_view line) {
  const bool same = !first_metadata_.empty() && metadata_of(line) == first_metadata_;
  return same && dialect_ != Dialect::openmetrics && !latest_sample_.empty() && has_time(latest_sample_);
}

bool ScrapeCutter::end(ScrapeText& scrape, bool eof) {
  if (eof && !dialect_) dialect_ = Dialect::openmetrics;
  scrape.dialect = dialect_.value_or(Dialect::prometheus);
  const bool blank_file = scrape.dialect == Dialect::openmetrics && scrapes_ == 0;
  const bool any = has_lines_ || blank_file;
  scrapes_ += any ? 1 : 0;
  return any;
}

Result<bool> ScrapeCutter::take_line(std::string_view& line) {
  while (lines_.empty()) {
    auto filled = reader_.next(block_);
    if (!filled) return filled.error();
    if (!*filled) return false;
    if (block_.too_long) {
      return Error{ErrorKind::input, fmt::format("{}:{}", path_, line_ + 1), "a line of more than 16 MiB", ""};
    }
    lines_ = block_.lines();
  }
  line = latest_ = input::take_line(lines_);
  ++line_;
  return true;
}

}  // namespace invmon::scrape

#include "scrape/scrape_time.hpp"

#include <fmt/core.h>
#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "base/ascii.hpp"
#include "base/text.hpp"

namespace invmon::scrape {
namespace {

constexpr std::size_t kFewestDigits = 9;

/// A short number is no time: comments are free to hold any.
std::optional<Nanos> parse_time(std::string_view text) {
  if (const auto time = parse_rfc3339(text)) return time;
  const auto digits = std::ranges::find_if_not(text, is_digit) - text.begin();
  if (static_cast<std::size_t>(digits) < kFewestDigits) return std::nullopt;
  return parse_epoch(text, EpochUnit::by_magnitude);
}

}  // namespace

std::optional<Nanos> time_of_comment(std::string_view line) {
  if (!line.starts_with('#')) return std::nullopt;
  const auto text = trimmed(line.substr(1));
  if (const auto time = parse_time(text)) return time;
  static const re2::RE2 worded(R"((?i)(?:timestamp|time|date|scrape[_ ]time|scraped[_ ]at)\s*[:=]?\s+(\S.*))");
  std::string time;
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), worded, &time) ? parse_time(time) : std::nullopt;
}

std::optional<Nanos> time_of_file_name(std::string_view path) {
  const std::string name(path.substr(path.rfind('/') + 1));  // npos + 1 is 0
  static const re2::RE2 dated(
      R"((?:^|\D)((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])[T_ -]?([01]\d|2[0-3])[:_-]?([0-5]\d)(?:[:_-]?([0-5]\d))?(Z|[+-]\d\d:?\d\d)?(?:\D|$))");
  std::string year, month, day, hour, minute, second, offset;
  if (RE2::PartialMatch(name, dated, &year, &month, &day, &hour, &minute, &second, &offset)) {
    const auto time = parse_rfc3339(fmt::format("{}-{}-{}T{}:{}:{}{}", year, month, day, hour, minute,
                                                second.empty() ? "00" : second, offset.empty() ? "Z" : offset));
    if (time) return time;
  }
  static const re2::RE2 since_1970(R"((?:^|\D)(\d{10}|\d{13}|\d{16}|\d{19})(?:\D|$))");
  std::string number;
  return RE2::PartialMatch(name, since_1970, &number) ? parse_epoch(number, EpochUnit::by_magnitude) : std::nullopt;
}

}  // namespace invmon::scrape

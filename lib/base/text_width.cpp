#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "base/width_ranges.hpp"

namespace invmon {
namespace {

bool is_within(std::span<const CodeRange> ranges, char32_t code) {
  const auto above = std::upper_bound(ranges.begin(), ranges.end(), code,
                                      [](char32_t value, const CodeRange& range) { return value < range.first; });
  return above != ranges.begin() && code <= std::prev(above)->last;
}

std::size_t width_of(char32_t code) {
  if (code < 0x300) return 1;
  if (is_within(kZeroWidth, code)) return 0;
  return is_within(kDoubleWidth, code) ? 2 : 1;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) columns += width_of(take_utf8(text).code);
  return columns;
}

std::string shorten(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return make_valid_utf8(text);
  if (columns == 0) return "";
  std::string out;
  std::size_t left = columns - 1;  // one is for the ellipsis
  for (;;) {
    const Utf8Char character = take_utf8(text);
    const std::size_t width = width_of(character.code);
    if (width > left) return out + "…";
    left -= width;
    out += character.bytes;
  }
}

}  // namespace invmon

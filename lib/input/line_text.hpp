#pragma once

#include <cstddef>
#include <string_view>

namespace invmon::input {

/// The next line, without its end, taken from the front of a text.
inline std::string_view take_line(std::string_view& text) {
  const auto line = text.substr(0, text.find('\n'));
  text.remove_prefix(line.size() < text.size() ? line.size() + 1 : line.size());
  return line;
}

/// The line of a block that begins at an offset, without its end.
inline std::string_view line_at(std::string_view block, std::size_t offset) {
  block.remove_prefix(offset);
  return take_line(block);
}

/// A trimmed line without what other programs put before an object (`web-1 | `, syslog's or a container runtime's header), of at
/// most 256 bytes. Lines that begin as other JSON values do are left as they are, so that `[1] {}` stays malformed.
inline std::string_view without_prefix(std::string_view line) {
  constexpr std::size_t kLongestPrefix = 256;
  if (line.empty() || line.front() == '{' || line.front() == '[' || line.front() == '"' || line.back() != '}') return line;
  const auto begin = line.substr(0, kLongestPrefix).find('{');
  return begin == std::string_view::npos ? line : line.substr(begin);
}

}  // namespace invmon::input

#pragma once

#include <cstddef>
#include <string_view>

namespace invmon {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;
inline constexpr std::string_view kReplacementBytes = "\uFFFD";

struct Utf8Char {
  char32_t code;
  std::string_view bytes;  ///< valid UTF-8: of the text that was read, or kReplacementBytes
};

/// Takes the character at the front of `text`, which must not be empty. A byte that does not start a valid sequence (overlong,
/// a surrogate, above U+10FFFF, cut off) is taken alone and reads as U+FFFD.
Utf8Char take_utf8(std::string_view& text);

}  // namespace invmon

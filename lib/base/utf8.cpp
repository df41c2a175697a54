#include "base/utf8.hpp"

namespace invmon {
namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// The length that a first byte announces, and the bits of the code that it holds; 0 for what cannot be first.
struct Lead {
  std::size_t length;
  char32_t bits;
  char32_t smallest;  ///< the smallest code that needs this length; less is overlong
};

Lead lead_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0x80) return {1, byte, 0};
  if (byte < 0xC0) return {0, 0, 0};
  if (byte < 0xE0) return {2, static_cast<char32_t>(byte & 0x1F), 0x80};
  if (byte < 0xF0) return {3, static_cast<char32_t>(byte & 0x0F), 0x800};
  if (byte < 0xF8) return {4, static_cast<char32_t>(byte & 0x07), 0x10000};
  return {0, 0, 0};
}

}  // namespace

Utf8Char take_utf8(std::string_view& text) {
  const auto [length, bits, smallest] = lead_of(text[0]);
  char32_t code = bits;
  bool valid = length != 0 && length <= text.size();
  for (std::size_t i = 1; valid && i < length; ++i) {
    valid = is_continuation(text[i]);
    code = (code << 6) | (static_cast<unsigned char>(text[i]) & 0x3F);
  }
  valid = valid && code >= smallest && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  const std::string_view bytes = text.substr(0, valid ? length : 1);
  text.remove_prefix(bytes.size());
  return valid ? Utf8Char{code, bytes} : Utf8Char{kReplacementCharacter, kReplacementBytes};
}

}  // namespace invmon

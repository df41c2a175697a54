#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/utf8.hpp"

namespace invmon {
namespace {

bool is_control(char32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

/// Characters that change how the text around them is laid out: line and paragraph separators, bidirectional controls.
bool is_layout_control(char32_t code) {
  return code == 0x2028 || code == 0x2029 || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0x200E || code == 0x200F || code == 0x061C;
}

/// The letter that stands after a backslash for this control character, 0 if there is none.
char short_escape(char32_t code) {
  switch (code) {
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

/// True of a text that a spreadsheet takes for a formula.
bool runs_in_spreadsheet(std::string_view text) {
  constexpr std::string_view kStarts = "=+-@\t\r";
  if (text.empty() || kStarts.find(text[0]) == std::string_view::npos) return false;
  if (text[0] != '+' && text[0] != '-') return true;
  const std::string_view digits = text.substr(1);
  // A second sign, "inf" and "nan" would be read as numbers by from_chars alone.
  if (digits.find_first_of("0123456789.") != 0) return true;
  double number = 0;
  const char* const end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, number);
  return result.ec == std::errc::invalid_argument || result.ptr != end;
}

char* write_json_char(char* at, const Utf8Char& character) {
  if (character.code == '"' || character.code == '\\') *at++ = '\\';
  if (character.code >= 0x20) return std::ranges::copy(character.bytes, at).out;
  if (const char letter = short_escape(character.code)) {
    *at++ = '\\';
    *at++ = letter;
    return at;
  }
  return fmt::format_to(at, "\\u{:04x}", static_cast<unsigned>(character.code));
}

bool is_plain_in_json(char c) { return c >= ' ' && c != '"' && c != '\\' && static_cast<unsigned char>(c) < 0x80; }

}  // namespace

std::string escape_terminal(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Utf8Char character = take_utf8(text);
    const auto code = static_cast<unsigned>(character.code);
    if (const char letter = short_escape(character.code)) {
      out += '\\';
      out += letter;
    } else if (is_control(character.code)) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", code);
    } else if (is_layout_control(character.code)) {
      fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}", code);
    } else {
      out += character.bytes;
    }
  }
  return out;
}

std::string escape_markdown(std::string_view text) {
  constexpr std::string_view kSpecial = "|`*_<>[]\\~&";
  std::string out;
  for (const char c : escape_terminal(text)) {
    if (kSpecial.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string escape_csv(std::string_view text) {
  std::string cell = runs_in_spreadsheet(text) ? "'" : "";
  cell += make_valid_utf8(text);
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string out = "\"";
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

char* write_json_string(char* at, std::string_view text) {
  *at++ = '"';
  while (!text.empty()) {
    const auto plain_end = std::find_if_not(text.begin(), text.end(), is_plain_in_json);
    at = std::copy(text.begin(), plain_end, at);
    text.remove_prefix(static_cast<std::size_t>(plain_end - text.begin()));
    if (!text.empty()) at = write_json_char(at, take_utf8(text));
  }
  *at++ = '"';
  return at;
}

std::size_t json_string_room(std::string_view text) {
  constexpr std::size_t kLongestEscape = 6;
  const auto plain = static_cast<std::size_t>(std::ranges::count_if(text, is_plain_in_json));
  return plain + kLongestEscape * (text.size() - plain) + 2;
}

void append_json_string(std::string& out, std::string_view text) {
  const auto before = out.size();
  out.resize(before + json_string_room(text));
  out.resize(static_cast<std::size_t>(write_json_string(out.data() + before, text) - out.data()));
}

std::string make_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) out += take_utf8(text).bytes;
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
  return text.substr(0, text.find_last_not_of(kSpaces) + 1);
}

}  // namespace invmon

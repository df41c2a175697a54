#include "record/expression_lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.hpp"

namespace invmon::record {
namespace {

bool starts_name(char c) { return is_letter(c) || c == '_'; }
bool continues_name(char c) { return starts_name(c) || is_digit(c); }

void append_utf8(std::string& out, unsigned code) {
  const auto append = [&out](unsigned byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return append(code);
  if (code < 0x800) {
    append(0xC0 | code >> 6);
  } else {
    append(0xE0 | code >> 12);
    append(0x80 | (code >> 6 & 0x3F));
  }
  append(0x80 | (code & 0x3F));
}

}  // namespace

Token Lexer::next() {
  at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
  const std::size_t start = at_;
  Token token;
  token.column = start + 1;
  if (start == text_.size()) return token;
  token.kind = scan(token.text);
  token.source = text_.substr(start, at_ - start);
  if (token.kind != Token::Kind::string && token.kind != Token::Kind::quoted_name) token.text = token.source;
  return token;
}

Token::Kind Lexer::scan(std::string& text) {
  const char first = peek();
  const char second = peek(1);
  if (first == '"' || first == '\'') {
    text = scan_quoted(false);
    return Token::Kind::string;
  }
  if ((first == 'r' || first == 'R') && (second == '"' || second == '\'')) {
    ++at_;
    text = scan_quoted(true);
    return Token::Kind::string;
  }
  if (first == '`') {
    text = scan_quoted(true);
    return Token::Kind::quoted_name;
  }
  if (starts_name(first)) {
    while (continues_name(peek())) ++at_;
    return Token::Kind::name;
  }
  if (is_digit(first) || (first == '-' && is_digit(second))) {
    scan_number();
    return Token::Kind::number;
  }
  scan_symbol();
  return Token::Kind::symbol;
}

/// Takes in whatever clings to the number; the parser refuses what is none.
void Lexer::scan_number() {
  do {
    const char c = text_[at_++];
    if ((c == 'e' || c == 'E') && (peek() == '+' || peek() == '-')) ++at_;
  } while (continues_name(peek()) || peek() == '.');
}

std::string Lexer::scan_quoted(bool raw) {
  const std::size_t start = at_;
  const char quote = text_[at_++];
  std::string result;
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (c == quote) return result;
    if (c == '\\' && !raw) {
      result += scan_escape();
    } else {
      result += c;
    }
  }
  throw SyntaxError{start + 1, fmt::format("this {} has no end", quote), {}};
}

std::string Lexer::scan_escape() {
  static constexpr std::string_view kEscapes = "\\\"'`?nrt";
  static constexpr std::string_view kMeanings = "\\\"'`?\n\r\t";
  const std::size_t start = at_ - 1;
  const char letter = peek();
  if (const auto found = kEscapes.find(letter); found != std::string_view::npos) {
    ++at_;
    return {kMeanings[found]};
  }
  unsigned code = 0;
  const std::string_view digits = text_.substr(std::min(at_ + 1, text_.size())).substr(0, 4);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (letter != 'u' || read.ec != std::errc() || read.ptr != digits.data() + 4 || surrogate) {
    throw SyntaxError{start + 1, "unknown escape in a string", R"(write \\ for a backslash, or a raw string: r"...")"};
  }
  at_ += 5;
  std::string result;
  append_utf8(result, code);
  return result;
}

void Lexer::scan_symbol() {
  static constexpr std::array<std::string_view, 15> kSymbols = {"==", "!=", "<=", ">=", "&&", "||", "<", ">",
                                                                "!",  "(",  ")",  "[",  "]",  ",",  "."};
  const std::string_view rest = text_.substr(at_);
  const auto found = std::find_if(kSymbols.begin(), kSymbols.end(), [&](auto symbol) { return rest.starts_with(symbol); });
  if (found != kSymbols.end()) {
    at_ += found->size();
    return;
  }
  std::size_t size = 1;
  while (size < rest.size() && (static_cast<unsigned char>(rest[size]) & 0xC0) == 0x80) ++size;
  const std::string_view character = rest.substr(0, size);
  std::string hint = "names with other characters stand in back quotes: `user-agent`";
  if (character == "=" || character == "&" || character == "|") hint = fmt::format("did you mean '{0}{0}'?", character);
  throw SyntaxError{at_ + 1, fmt::format("unexpected '{}'", character), std::move(hint)};
}

}  // namespace invmon::record

#include "policy/condition_lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace invmon::policy {
namespace {

using record::SyntaxError;
using record::Token;

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::array<std::string_view, 18> kSymbols = {"==", "!=", "<=", ">=", "&&", "||", "<", ">", "!",
                                                       "(",  ")",  "[",  "]",  "+",  "-",  "*", "/", ","};

bool starts_name(char c) { return is_letter(c) || c == '_'; }
bool is_wide(char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; }  // the first letter of µs, in UTF-8
bool continues_name(char c) { return starts_name(c) || is_digit(c) || c == '.'; }

std::size_t name_size(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, continues_name) - text.begin());
}

/// Takes in whatever clings to the number, its unit foremost; the parser refuses what is none.
std::size_t number_size(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (continues_name(text[size]) || is_wide(text[size]))) {
    const bool exponent = text[size] == 'e' || text[size] == 'E';
    ++size;
    if (exponent && size < text.size() && (text[size] == '+' || text[size] == '-')) ++size;
  }
  const std::size_t sign = text.find_first_not_of(kBlanks, size);
  return sign != std::string_view::npos && text[sign] == '%' ? sign + 1 : size;
}

std::size_t quoted_size(std::string_view text, std::size_t column) {
  const std::size_t end = text.find('`', 1);
  if (end == std::string_view::npos) throw SyntaxError{column, "this ` has no end", {}};
  return end + 1;
}

std::size_t symbol_size(std::string_view text, std::size_t column) {
  const auto found = std::ranges::find_if(kSymbols, [&](auto symbol) { return text.starts_with(symbol); });
  if (found != kSymbols.end()) return found->size();
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  const std::string_view character = text.substr(0, size);
  const bool doubled = character == "=" || character == "&" || character == "|";
  throw SyntaxError{column, fmt::format("unexpected '{}'", character),
                    doubled ? fmt::format("did you mean '{0}{0}'?", character)
                            : "gauges with other characters in their names stand in back quotes: max(`cpu-load`)"};
}

Token scan(std::string_view rest, std::size_t column) {
  Token token;
  token.column = column;
  if (rest.empty()) return token;
  std::size_t size = 0;
  if (starts_name(rest[0])) {
    token.kind = Token::Kind::name;
    size = name_size(rest);
  } else if (is_digit(rest[0])) {
    token.kind = Token::Kind::number;
    size = number_size(rest);
  } else if (rest[0] == '`') {
    token.kind = Token::Kind::quoted_name;
    size = quoted_size(rest, column);
  } else {
    token.kind = Token::Kind::symbol;
    size = symbol_size(rest, column);
  }
  token.source = rest.substr(0, size);
  token.text = token.kind == Token::Kind::quoted_name ? rest.substr(1, size - 2) : token.source;
  return token;
}

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  do {
    at = std::min(text.find_first_not_of(kBlanks, at), text.size());
    tokens.push_back(scan(text.substr(at), at + 1));
    at += tokens.back().source.size();
  } while (tokens.back().kind != Token::Kind::end);
  return tokens;
}

const Token& TokenReader::take() {
  const Token& taken = token();
  if (taken.kind != Token::Kind::end) ++at_;
  return taken;
}

bool TokenReader::accept(std::string_view word) {
  if (!token().is(word)) return false;
  take();
  return true;
}

void TokenReader::expect(std::string_view word) {
  if (!accept(word)) fail_at(token(), fmt::format("'{}'", word));
}

std::size_t TokenReader::end() const {
  if (at_ == 0) return 0;
  const Token& last = tokens_[at_ - 1];
  return last.column - 1 + last.source.size();
}

void fail_at(const Token& token, std::string_view expected) {
  const std::string found = token.kind == Token::Kind::end ? "the end" : fmt::format("'{}'", token.source);
  throw SyntaxError{token.column, fmt::format("expected {}, found {}", expected, found), {}};
}

}  // namespace invmon::policy

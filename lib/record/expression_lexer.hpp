#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace invmon::record {

/// Thrown by the lexer and the parser of expressions; it never leaves Expression::compile.
struct SyntaxError {
  std::size_t column;  ///< 1-based, in bytes
  std::string what;
  std::string hint;
};

struct Token {
  enum class Kind : std::uint8_t { end, name, quoted_name, string, number, symbol };

  Kind kind = Kind::end;
  std::size_t column = 1;
  std::string_view source;  ///< as it is written; lives as long as the expression's text
  std::string text;         ///< of a string or a quoted name: without quotes and escapes; else as `source`

  /// Whether it is a symbol or a word of the language.
  bool is(std::string_view word) const { return (kind == Kind::symbol || kind == Kind::name) && source == word; }
};

/// Cuts an expression into tokens.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  /// The next token; at the end, one of kind `end` again and again. Throws SyntaxError.
  Token next();

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  Token::Kind scan(std::string& text);
  void scan_number();
  std::string scan_quoted(bool raw);
  std::string scan_escape();
  void scan_symbol();

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace invmon::record

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "record/expression_lexer.hpp"

namespace invmon::policy {

/// Cuts a condition into tokens, the last of which is of kind `end`. Conditions compute, where expressions over a record do not,
/// and their numbers have units: `a-5` is a difference here, and `300ms` and `2 %` are one number each. Names may hold points
/// (`p99.5`). The tokens live as long as the text. Throws record::SyntaxError.
std::vector<record::Token> tokenize(std::string_view text);

/// Goes through the tokens of a condition.
class TokenReader {
 public:
  explicit TokenReader(std::string_view text) : tokens_(tokenize(text)) {}

  const record::Token& token() const { return tokens_[at_]; }

  /// The token, and goes on to the next one; at the end it stays there.
  const record::Token& take();

  /// Takes a symbol or word of the language if it stands here.
  bool accept(std::string_view word);

  /// The same, but throws where something else stands.
  void expect(std::string_view word);

  /// Where the token begins, and where the one before it ends: bytes of the text.
  std::size_t begin() const { return token().column - 1; }
  std::size_t end() const;

 private:
  std::vector<record::Token> tokens_;
  std::size_t at_ = 0;
};

/// Throws "expected EXPECTED, found ...".
[[noreturn]] void fail_at(const record::Token& token, std::string_view expected);

}  // namespace invmon::policy

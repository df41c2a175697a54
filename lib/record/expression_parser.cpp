#include "record/expression_parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "record/expression_lexer.hpp"
#include "record/number.hpp"

namespace invmon::record {
namespace {

using Node = Expression::Node;
using NodePtr = std::unique_ptr<Node>;
using Kind = Node::Kind;

struct Word {
  std::string_view text;
  Kind kind;
};

constexpr std::array<Word, 6> kComparisons = {{{"==", Kind::equal},
                                               {"!=", Kind::not_equal},
                                               {"<", Kind::less},
                                               {"<=", Kind::less_equal},
                                               {">", Kind::greater},
                                               {">=", Kind::greater_equal}}};
constexpr std::array<Word, 4> kFunctions = {
    {{"startsWith", Kind::starts_with}, {"endsWith", Kind::ends_with}, {"contains", Kind::contains}, {"matches", Kind::matches}}};

/// Bounds the recursion of parsing, evaluating and destroying.
constexpr int kMaxDepth = 100;

bool is_value(const Node& node) { return node.kind == Kind::literal || node.kind == Kind::field; }
bool is_condition(const Node& node) { return node.kind != Kind::literal || node.value.kind == Value::Kind::boolean; }

NodePtr literal(const Value& value) {
  auto node = std::make_unique<Node>(Kind::literal);
  node->value = value;
  return node;
}

NodePtr string_literal(std::string text) {
  auto node = literal({});
  node->text = std::move(text);
  node->value = Value::of(std::string_view(node->text));
  return node;
}

std::string other_spelling(std::string_view word) {
  if (word == "and") return "did you mean '&&'?";
  if (word == "or") return "did you mean '||'?";
  return {};
}

[[noreturn]] void fail_at(const Token& token, std::string_view expected) {
  const std::string found = token.kind == Token::Kind::end ? "the end" : fmt::format("'{}'", token.source);
  throw SyntaxError{token.column, fmt::format("expected {}, found {}", expected, found), other_spelling(token.source)};
}

/// Recursive descent, one function a level of binding strength.
class Parser {
 public:
  Parser(std::string_view text, Layout& layout) : lexer_(text), layout_(layout), token_(lexer_.next()) {}

  NodePtr parse() {
    const Token start = token_;
    NodePtr node = disjunction();
    if (token_.kind != Token::Kind::end) fail_at(token_, is_value(*node) ? "an operator" : "'&&', '||' or the end");
    return condition(std::move(node), start);
  }

 private:
  Token take() { return std::exchange(token_, lexer_.next()); }

  bool accept(std::string_view word) {
    if (!token_.is(word)) return false;
    take();
    return true;
  }

  void expect(std::string_view symbol) {
    if (!accept(symbol)) fail_at(token_, fmt::format("'{}'", symbol));
  }

  static NodePtr condition(NodePtr node, const Token& start) {
    if (is_condition(*node)) return node;
    throw SyntaxError{start.column, fmt::format("'{}' alone is no condition", start.source), "compare it with a field"};
  }

  static NodePtr value(NodePtr node, const Token& start) {
    if (is_value(*node)) return node;
    throw SyntaxError{start.column, "a comparison needs a field or a literal on either side",
                      "combine conditions with && and ||; write !(a == b) or a != b for the opposite"};
  }

  NodePtr disjunction() { return chain(Kind::any, "||", &Parser::conjunction); }
  NodePtr conjunction() { return chain(Kind::all, "&&", &Parser::relation); }

  NodePtr chain(Kind kind, std::string_view symbol, NodePtr (Parser::*operand)()) {
    const Token start = token_;
    NodePtr first = (this->*operand)();
    if (!token_.is(symbol)) return first;
    auto node = std::make_unique<Node>(kind);
    node->children.push_back(condition(std::move(first), start));
    while (accept(symbol)) {
      const Token next = token_;
      node->children.push_back(condition((this->*operand)(), next));
    }
    return node;
  }

  NodePtr relation() {
    const Token start = token_;
    NodePtr left = unary();
    if (accept("in")) return membership(value(std::move(left), start));
    const auto found = std::find_if(kComparisons.begin(), kComparisons.end(), [&](Word word) { return token_.is(word.text); });
    if (found == kComparisons.end()) return left;
    take();
    auto node = std::make_unique<Node>(found->kind);
    node->children.push_back(value(std::move(left), start));
    const Token next = token_;
    node->children.push_back(value(unary(), next));
    return node->kind == Kind::equal ? in_one_step(std::move(node)) : std::move(node);
  }

  NodePtr membership(NodePtr left) {
    auto node = std::make_unique<Node>(Kind::in);
    node->children.push_back(std::move(left));
    expect("[");
    while (!token_.is("]")) {
      const Token element = token_;
      node->children.push_back(primary());
      if (node->children.back()->kind != Kind::literal) fail_at(element, "a literal");
      if (!token_.is("]")) expect(",");
    }
    take();
    return in_one_step(std::move(node));
  }

  /// `equal` or `in` as one_of where a field is compared with nothing but texts, as is usual.
  static NodePtr in_one_step(NodePtr node) {
    const auto& children = node->children;
    const auto is_text = [](const NodePtr& child) {
      return child->kind == Kind::literal && child->value.kind == Value::Kind::string;
    };
    if (children.front()->kind != Kind::field || !std::all_of(children.begin() + 1, children.end(), is_text)) return node;
    auto result = std::make_unique<Node>(Kind::one_of);
    result->slot = children.front()->slot;
    for (std::size_t i = 1; i < children.size(); ++i) result->texts.push_back(children[i]->text);
    return result;
  }

  NodePtr unary() {
    if (++depth_ > kMaxDepth) throw SyntaxError{token_.column, "nested too deeply", {}};
    NodePtr node = negation_or_group();
    --depth_;
    return node;
  }

  NodePtr negation_or_group() {
    if (accept("(")) {
      NodePtr node = disjunction();
      expect(")");
      return node;
    }
    if (!accept("!")) return primary();
    auto node = std::make_unique<Node>(Kind::negation);
    const Token start = token_;
    node->children.push_back(condition(unary(), start));
    return node;
  }

  NodePtr primary() {
    const Token token = token_;
    switch (token.kind) {
      case Token::Kind::string:
        return string_literal(take().text);
      case Token::Kind::number:
        return number();
      case Token::Kind::name:
        if (token.source == "in") break;
        take();
        if (token.source == "null") return literal({});
        if (token.source == "true" || token.source == "false") return literal(Value::of(token.source == "true"));
        if (token_.is("(")) return has(token);
        return path_or_call(token.text);
      case Token::Kind::quoted_name:
        return path_or_call(take().text);
      case Token::Kind::symbol:
      case Token::Kind::end:
        break;
    }
    fail_at(token, "a field or a literal");
  }

  NodePtr number() {
    const Token token = take();
    const auto parsed = parse_number(token.source);
    if (!parsed) throw SyntaxError{token.column, fmt::format("'{}' is not a number", token.source), {}};
    return literal(*parsed);
  }

  NodePtr has(const Token& function) {
    if (function.source != "has") throw unknown_function(function);
    take();
    const Token start = token_;
    NodePtr node = primary();
    if (node->kind != Kind::field) throw SyntaxError{start.column, "has() takes a field", {}};
    expect(")");
    node->kind = Kind::has;
    return node;
  }

  NodePtr path_or_call(std::string path) {
    for (;;) {
      if (accept(".")) {
        const Token member = take();
        if (member.kind == Token::Kind::name && token_.is("(")) return call(field(path), member);
        if (member.kind != Token::Kind::name && member.kind != Token::Kind::quoted_name) fail_at(member, "a name");
        path += '.' + member.text;
      } else if (accept("[")) {
        const Token key = take();
        if (key.kind != Token::Kind::string) fail_at(key, "a key in quotes");
        path += '.' + key.text;
        expect("]");
      } else {
        return field(path);
      }
    }
  }

  NodePtr field(std::string_view path) {
    auto node = std::make_unique<Node>(Kind::field);
    node->slot = layout_.slot(path);
    return node;
  }

  NodePtr call(NodePtr receiver, const Token& function) {
    const auto found =
        std::find_if(kFunctions.begin(), kFunctions.end(), [&](Word word) { return function.source == word.text; });
    if (found == kFunctions.end()) throw unknown_function(function);
    take();
    const Token argument = take();
    if (argument.kind != Token::Kind::string) fail_at(argument, "a text in quotes");
    expect(")");
    auto node = std::make_unique<Node>(found->kind);
    node->children.push_back(std::move(receiver));
    node->text = argument.text;
    if (node->kind == Kind::matches) node->pattern = pattern(argument);
    return node;
  }

  static std::unique_ptr<re2::RE2> pattern(const Token& argument) {
    auto compiled = std::make_unique<re2::RE2>(argument.text, re2::RE2::Quiet);
    if (!compiled->ok()) throw SyntaxError{argument.column, "bad regular expression: " + compiled->error(), {}};
    return compiled;
  }

  static SyntaxError unknown_function(const Token& function) {
    std::vector<std::string> names = {"has"};
    for (const Word& word : kFunctions) names.emplace_back(word.text);
    const auto near = nearest_spelling(function.source, names);
    return {function.column, fmt::format("unknown function '{}'", function.source),
            near ? fmt::format("did you mean '{}'?", *near) : "functions: has, startsWith, endsWith, contains, matches"};
  }

  Lexer lexer_;
  Layout& layout_;
  Token token_;
  int depth_ = 0;
};

}  // namespace

NodePtr parse_expression(std::string_view text, Layout& layout) { return Parser(text, layout).parse(); }

}  // namespace invmon::record

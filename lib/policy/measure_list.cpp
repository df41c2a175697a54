#include "policy/measure_list.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "policy/condition_measure.hpp"

namespace invmon::policy {
namespace {

using record::SyntaxError;
using record::Token;

void add_paths(const std::vector<Token>& tokens, std::vector<std::string>& gauges) {
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    const auto& name = tokens[i];
    if (name.kind != Token::Kind::name && name.kind != Token::Kind::quoted_name) continue;
    const bool alone = tokens[i + 1].is(")") || tokens[i + 1].kind == Token::Kind::end;
    if (!tokens[i - 1].is("(") || !alone) continue;
    if (std::ranges::find(gauges, name.text) == gauges.end()) gauges.push_back(name.text);
  }
}

std::vector<Measure> take_measures(std::string_view text, std::vector<std::string>& gauges) {
  add_paths(tokenize(text), gauges);
  TokenReader tokens(text);
  std::vector<Measure> measures;
  do {
    const auto begin = tokens.begin();
    if (tokens.token().kind != Token::Kind::name) fail_at(tokens.token(), "a KPI");
    auto measure = take_measure(tokens, gauges);
    measure.text = text.substr(begin, tokens.end() - begin);
    if (measure.window) throw SyntaxError{begin + 1, fmt::format("'{}' has a window of its own", measure.text), "use --window"};
    if (std::ranges::find(measures, measure.text, &Measure::text) != measures.end()) {
      throw SyntaxError{begin + 1, fmt::format("'{}' stands here twice", measure.text), {}};
    }
    measures.push_back(std::move(measure));
  } while (tokens.accept(","));
  if (tokens.token().kind != Token::Kind::end) fail_at(tokens.token(), "a comma");
  return measures;
}

}  // namespace

Result<std::vector<Measure>> parse_measures(std::string_view text, std::vector<std::string>& gauges, std::string_view place) {
  try {
    return take_measures(text, gauges);
  } catch (SyntaxError& error) {
    return Error{ErrorKind::usage, fmt::format("{}:{}", place, error.column), std::move(error.what), std::move(error.hint)};
  }
}

}  // namespace invmon::policy

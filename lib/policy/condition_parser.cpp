#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "policy/condition.hpp"
#include "policy/condition_lexer.hpp"
#include "policy/condition_measure.hpp"
#include "policy/condition_quantity.hpp"

namespace invmon::policy {
namespace {

using record::SyntaxError;
using record::Token;
using Node = Condition::Node;
using Op = Node::Op;
using std::string_view;

struct Word {
  string_view text;
  Op op;
};

constexpr std::array<Word, 2> kOr = {{{"or", Op::logical_or}, {"||", Op::logical_or}}};
constexpr std::array<Word, 2> kAnd = {{{"and", Op::logical_and}, {"&&", Op::logical_and}}};
constexpr std::array<Word, 2> kSigns = {{{"+", Op::add}, {"-", Op::subtract}}};
constexpr std::array<Word, 2> kFactors = {{{"*", Op::multiply}, {"/", Op::divide}}};
constexpr std::array<Word, 6> kComparisons = {{{"<", Op::less},
                                               {"<=", Op::less_equal},
                                               {">", Op::greater},
                                               {">=", Op::greater_equal},
                                               {"==", Op::equal},
                                               {"!=", Op::not_equal}}};
/// Bounds the recursion of parsing.
constexpr int kMaxDepth = 100;

/// The same comparison with its sides exchanged.
Op mirrored(Op op) {
  switch (op) {
    case Op::less:
      return Op::greater;
    case Op::less_equal:
      return Op::greater_equal;
    case Op::greater:
      return Op::less;
    case Op::greater_equal:
      return Op::less_equal;
    default:
      return op;
  }
}

bool same_reading(const Measure& a, Measure b) {
  b.text = a.text;
  return a == b;
}

/// Recursive descent, one function a level of binding strength.
class Parser {
 public:
  Parser(string_view text, std::span<const std::string> gauges) : text_(text), gauges_(gauges), tokens_(text) {}

  void parse() {
    const Part whole = disjunction();
    if (tokens_.token().kind != Token::Kind::end) {
      fail_at(tokens_.token(), whole.quantity == Quantity::truth ? "'and', 'or' or the end" : "a comparison");
    }
    require_truth(whole);
  }

  std::vector<Node> nodes;
  std::vector<Measure> measures;
  std::vector<Quantity> quantities;  ///< by node

 private:
  /// What was parsed last: a node with all that lies below it, which is everything from `first`.
  struct Part {
    std::size_t node = 0, first = 0;
    Quantity quantity = Quantity::number;
    std::size_t begin = 0, end = 0;  ///< in the text, parentheses included
  };

  string_view text_of(const Part& part) const { return text_.substr(part.begin, part.end - part.begin); }

  std::optional<Op> accept_one(std::span<const Word> words) {
    const auto found = std::ranges::find_if(words, [&](Word word) { return tokens_.token().is(word.text); });
    if (found == words.end()) return std::nullopt;
    tokens_.take();
    return found->op;
  }

  Part add(Node node, std::size_t first, Quantity quantity) {
    nodes.push_back(node);
    quantities.push_back(quantity);
    written_.push_back(node.number);
    return {nodes.size() - 1, first, quantity, node.begin, node.end};
  }

  Part join(Op op, const Part& left, const Part& right, Quantity quantity) {
    return add({.op = op, .left = left.node, .right = right.node, .begin = left.begin, .end = tokens_.end()}, left.first,
               quantity);
  }

  /// What two numbers come to stands in their place as one number, if it is one.
  Part calculated(Op op, const Part& left, const Part& right, Quantity quantity) {
    if (nodes[left.node].op == Op::number && nodes[right.node].op == Op::number) {
      const auto number = calculate(op, nodes[left.node].number, nodes[right.node].number);
      const auto written = calculate(op, written_[left.node], written_[right.node]);
      if (number && written) {
        take_back_to(left.node);
        const Part part = add({.number = *number, .begin = left.begin, .end = tokens_.end()}, left.node, quantity);
        written_.back() = *written;
        return part;
      }
    }
    return join(op, left, right, quantity);
  }

  void take_back_to(std::size_t node) {
    nodes.resize(node);
    quantities.resize(node);
    written_.resize(node);
  }

  void require_truth(const Part& part) const {
    if (part.quantity == Quantity::truth) return;
    throw SyntaxError{part.begin + 1, fmt::format("'{}' alone is no condition", text_of(part)), "compare it: error_rate > 2%"};
  }

  void require_number(const Part& part) const {
    if (part.quantity != Quantity::truth) return;
    throw SyntaxError{part.begin + 1, fmt::format("'{}' is a condition, where a number is needed", text_of(part)),
                      "join conditions with and, or, not"};
  }

  bool is_constant(const Part& part) const {
    return std::all_of(nodes.begin() + static_cast<std::ptrdiff_t>(part.first),
                       nodes.begin() + static_cast<std::ptrdiff_t>(part.node) + 1,
                       [](const Node& node) { return node.op != Op::measure && node.op != Op::absent; });
  }

  void enter() {
    if (++depth_ > kMaxDepth) throw SyntaxError{tokens_.token().column, "nested too deeply", {}};
  }

  Part disjunction() { return logical(kOr, &Parser::conjunction); }
  Part conjunction() { return logical(kAnd, &Parser::negation); }

  Part logical(std::span<const Word> words, Part (Parser::*operand)()) {
    Part left = (this->*operand)();
    while (const auto op = accept_one(words)) {
      require_truth(left);
      const Part right = (this->*operand)();
      require_truth(right);
      left = join(*op, left, right, Quantity::truth);
    }
    return left;
  }

  Part negation() {
    const std::size_t start = tokens_.begin();
    if (!tokens_.accept("not") && !tokens_.accept("!")) return relation();
    enter();
    Part part = negation();
    --depth_;
    require_truth(part);
    part.begin = start;
    return join(Op::logical_not, part, part, Quantity::truth);
  }

  Part relation() {
    Part left = sum();
    const auto op = accept_one(kComparisons);
    if (!op) return left;
    require_number(left);
    Part right = sum();
    require_number(right);
    if (tokens_.accept("of")) return against_baseline(*op, left, right);
    check_comparable(left, right);
    to_common_unit(left, right);
    if (!is_constant(left)) return join(*op, left, right, Quantity::truth);
    if (is_constant(right)) throw SyntaxError{left.begin + 1, "nothing is measured in this comparison", {}};
    const Part turned = join(mirrored(*op), left, right, Quantity::truth);
    std::swap(nodes.back().left, nodes.back().right);
    return turned;
  }

  Part against_baseline(Op op, const Part& left, const Part& right) {
    tokens_.expect("baseline");
    if (nodes[left.node].op != Op::measure) {
      throw SyntaxError{left.begin + 1, "only one measure may stand left of 'of baseline'", "p95 > 150% of baseline"};
    }
    const bool factor = right.quantity == Quantity::percent || right.quantity == Quantity::number;
    if (!factor || !is_constant(right)) {
      throw SyntaxError{right.begin + 1, fmt::format("'{}' is no part of a baseline", text_of(right)), "p95 > 150% of baseline"};
    }
    const Part part = join(op, left, right, Quantity::truth);
    nodes.back().of_baseline = true;
    return part;
  }

  void check_comparable(const Part& left, const Part& right) const {
    if (sum_of(left.quantity, right.quantity)) return;
    const bool number_first = left.quantity == Quantity::number;
    const auto& number = number_first ? left : right;
    const auto& other = number_first ? right : left;
    const auto amount = parse_amount(text_of(number));
    if (amount && amount->quantity == Quantity::number && amount->value >= 0) {  // written as such, not calculated
      throw SyntaxError{number.begin + 1,
                        fmt::format("{0} is {1}: write {2}{3}, not {2}", text_of(other), describe(other.quantity),
                                    text_of(number), amount->value < 10 ? "s" : "ms"),
                        {}};
    }
    throw SyntaxError{
        right.begin + 1,
        fmt::format("{} is {}, but {} is {}", text_of(left), describe(left.quantity), text_of(right), describe(right.quantity)),
        {}};
  }

  /// Next to a gauge in percent, 85% means 85.
  void to_common_unit(const Part& a, const Part& b) {
    if (a.quantity == Quantity::percent_gauge) to_hundredths(b);
    if (b.quantity == Quantity::percent_gauge) to_hundredths(a);
  }

  void to_hundredths(const Part& part) {
    if (part.quantity != Quantity::percent) return;
    for (std::size_t i = part.first; i <= part.node; ++i) nodes[i].number = written_[i];
  }

  Part sum() {
    Part left = product();
    while (const auto op = accept_one(kSigns)) {
      require_number(left);
      const Part right = product();
      require_number(right);
      check_comparable(left, right);
      to_common_unit(left, right);
      left = calculated(*op, left, right, *sum_of(left.quantity, right.quantity));
    }
    return left;
  }

  Part product() {
    Part left = factor();
    while (const auto op = accept_one(kFactors)) {
      require_number(left);
      const Part right = factor();
      require_number(right);
      const auto quantity =
          *op == Op::divide ? quotient_of(left.quantity, right.quantity) : product_of(left.quantity, right.quantity);
      if (!quantity) throw SyntaxError{right.begin + 1, "a product of two durations has no meaning", {}};
      left = calculated(*op, left, right, *quantity);
    }
    return left;
  }

  Part factor() {
    const std::size_t start = tokens_.begin();
    if (!tokens_.accept("-")) return primary();
    enter();
    const std::size_t first = nodes.size();
    const Part zero = add({.begin = start, .end = start}, first, Quantity::number);
    const Part part = factor();
    --depth_;
    require_number(part);
    return calculated(Op::subtract, zero, part, part.quantity);
  }

  Part primary() {
    switch (tokens_.token().kind) {
      case Token::Kind::number:
        return number();
      case Token::Kind::name:
        return tokens_.token().is("absent") ? absent() : measure();
      default:
        if (!tokens_.token().is("(")) fail_at(tokens_.token(), "a KPI, a function of a gauge or a number");
        return group();
    }
  }

  Part group() {
    const std::size_t start = tokens_.begin();
    tokens_.take();
    enter();
    Part part = disjunction();
    --depth_;
    tokens_.expect(")");
    part.begin = start;
    part.end = tokens_.end();
    return part;
  }

  Part number() {
    const std::size_t start = tokens_.begin();
    const Amount amount = take_amount(tokens_);
    const Part part = add({.number = amount.value, .begin = start, .end = tokens_.end()}, nodes.size(), amount.quantity);
    written_.back() = amount.written;
    return part;
  }

  Part absent() {
    const std::size_t start = tokens_.begin();
    tokens_.take();
    Measure measure{.kind = Measure::Kind::records, .unit = kpi::Unit::count};
    measure.window = take_window(tokens_);
    return add_measure(Op::absent, std::move(measure), start, Quantity::truth);
  }

  Part measure() {
    const std::size_t start = tokens_.begin();
    Measure measure = take_measure(tokens_, gauges_);
    const Quantity quantity = quantity_of(measure, gauges_);
    return add_measure(Op::measure, std::move(measure), start, quantity);
  }

  Part add_measure(Op op, Measure measure, std::size_t start, Quantity quantity) {
    measure.text = text_.substr(start, tokens_.end() - start);
    const auto same = std::ranges::find_if(measures, [&](const Measure& other) { return same_reading(other, measure); });
    const auto index = static_cast<std::size_t>(same - measures.begin());
    if (same == measures.end()) measures.push_back(std::move(measure));
    return add({.op = op, .measure = index, .begin = start, .end = tokens_.end()}, nodes.size(), quantity);
  }

  string_view text_;
  std::span<const std::string> gauges_;
  TokenReader tokens_;
  std::vector<double> written_;  ///< of the numbers among the nodes, as Amount has it
  int depth_ = 0;
};

/// The unit of the left side of the first comparison.
std::optional<kpi::Unit> unit_of(const Parser& parser) {
  std::size_t at = parser.nodes.size() - 1;
  while (parser.quantities[at] == Quantity::truth && parser.nodes[at].op != Op::absent) at = parser.nodes[at].left;
  const Node& node = parser.nodes[at];
  if (node.op == Op::measure) return parser.measures[node.measure].unit;
  switch (parser.quantities[at]) {
    case Quantity::ratio:
      return kpi::Unit::ratio;
    case Quantity::seconds:
      return kpi::Unit::seconds;
    case Quantity::count:
      return kpi::Unit::count;
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<Condition> Condition::parse(string_view text, std::span<const std::string> gauges, const record::ExpressionPlace& place) {
  try {
    Parser parser(text, gauges);
    parser.parse();
    Condition condition;
    condition.text_ = text;
    condition.unit_ = unit_of(parser);
    condition.measures_ = std::move(parser.measures);
    condition.nodes_ = std::move(parser.nodes);
    for (std::size_t i = 0; i < condition.nodes_.size(); ++i) {
      const Node& node = condition.nodes_[i];
      if (node.op == Op::logical_and || node.op == Op::logical_or) condition.nodes_[node.left].decides = i;
      condition.uses_baseline_ |= node.of_baseline;
    }
    return condition;
  } catch (SyntaxError& error) {
    return Error{ErrorKind::configuration, fmt::format("{}:{}", place.name, place.column + error.column - 1),
                 std::move(error.what), std::move(error.hint)};
  }
}

}  // namespace invmon::policy

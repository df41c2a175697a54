#include "input/line_shape.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/ascii.hpp"
#include "input/extract.hpp"
#include "input/simd.hpp"

namespace invmon::input {
namespace {

using record::Value;

constexpr std::size_t kMaxLine = 8 * 1024;
constexpr std::size_t kMaxParts = 128;
constexpr int kMaxDepth = 32;

/// Digits that a number may have to be read here: they fit an int64.
constexpr int kMaxDigits = 18;
/// Largest whole number up to which every one is a double.
constexpr std::int64_t kMaxExact = 1LL << 53;
/// Powers of ten that are exact as doubles.
constexpr std::array<double, kMaxDigits + 1> kPowers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                                        1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};

/// Reads digits into `number`; returns where they end.
const char* read_digits(const char* at, std::int64_t& number) {
  std::uint64_t value = static_cast<std::uint64_t>(number);  // wraps on too many digits, which the caller finds by their count
  for (; is_digit(*at); ++at) value = value * 10 + static_cast<unsigned char>(*at - '0');
  number = static_cast<std::int64_t>(value);
  return at;
}

/// A number without exponent; nullptr if it is none or can't be read exactly this way. A double is exact by Clinger's fast path:
/// a quotient of two exact doubles is rounded once.
[[gnu::always_inline]] inline const char* match_number(const char* at, Value& value) {
  const bool negative = *at == '-';
  if (negative) ++at;
  std::int64_t number = 0;
  const char* const whole = at;
  at = read_digits(at, number);
  const auto whole_digits = at - whole;
  if (whole_digits == 0 || whole_digits > kMaxDigits || (whole_digits > 1 && *whole == '0')) return nullptr;
  if (*at != '.') {
    value = Value::of(negative ? -number : number);
    return at;
  }
  const char* const fraction = at + 1;
  at = read_digits(fraction, number);
  const auto fraction_digits = at - fraction;
  if (fraction_digits == 0 || whole_digits + fraction_digits > kMaxDigits || number > kMaxExact) return nullptr;
  const double real = static_cast<double>(number) / kPowers[static_cast<std::size_t>(fraction_digits)];
  value = Value::of(negative ? -real : real);
  return at;
}

const char* match_word(const char* at, std::string_view word, Value result, Value& value) {
  if (std::memcmp(at, word.data(), word.size()) != 0) return nullptr;
  value = result;
  return at + word.size();
}

/// `size`, and keeps it in `usual`. Where it is the one kept before, a processor that foresees so goes on with the rest of the
/// line while it still looks for the end of this string; so the compiler must not know that the result is `size`.
std::size_t foreseen(std::size_t size, std::size_t& usual) {
  std::size_t kept = usual;
  asm("" : "+r"(kept));
  if (size == usual) [[likely]] {
    return kept;
  }
  usual = size;
  return size;
}

/// A scalar value; nullptr if there is none that can be read here. `usual_size`: of a string here in lines before. Inline in each
/// of its callers, as the whole of a log goes through it.
[[gnu::always_inline]] inline const char* match_value(const char* at, const char* end, std::size_t& usual_size, Value& value) {
  if (*at == '"') {
    const char* const begin = at + 1;
    const char* const close = find_string_end(begin, end);
    if (close == nullptr) return nullptr;
    const auto size = foreseen(static_cast<std::size_t>(close - begin), usual_size);
    value = Value::of(std::string_view(begin, size));
    return begin + size + 1;
  }
  switch (*at) {
    case 't':
      return match_word(at, "true", Value::of(true), value);
    case 'f':
      return match_word(at, "false", Value::of(false), value);
    case 'n':
      return match_word(at, "null", Value(), value);
    default:
      return match_number(at, value);
  }
}

}  // namespace

/// Whether a part's literal stands at `at`, which is not after `end`. The literal may reach beyond it.
inline bool LineShape::stands_at(const char* at, const char* end, const Part& part) const {
  const char* const literal = text_.data() + part.begin;
  if ((differing(at, literal) & part.first_bytes) != 0) return false;
  if (part.size <= kComparedAtOnce) return true;
  if (static_cast<std::size_t>(end - at) < part.size) return false;
  const std::size_t last = part.size - kComparedAtOnce;
  unsigned differences = differing(at + last, literal + last);
  for (std::size_t i = kComparedAtOnce; i < last; i += kComparedAtOnce) differences |= differing(at + i, literal + i);
  return differences == 0;
}

/// Reads the scalar of each part into target(part), and calls done(part, begin, end) with where it stands.
template <class Target, class Done>
const char* LineShape::walk(const char* begin, const char* end, Target target, Done done) const {
  const char* at = begin;
  for (const Part& part : parts_) {
    if (!stands_at(at, end, part)) return nullptr;
    const char* const value = at + part.size;
    at = match_value(value, end, part.usual_size, target(part));
    if (at == nullptr || at > end) return nullptr;
    done(part, value, at);
  }
  if (!stands_at(at, end, tail_) || static_cast<std::size_t>(end - at) < tail_.size) return nullptr;
  return at + tail_.size;
}

const char* LineShape::match(const char* begin, const char* end) {
  const auto target = [this](const Part& part) -> Value& { return values_[part.slot]; };
  return walk(begin, end, target, [](const Part&, const char*, const char*) {});
}

const char* LineShape::match(const char* begin, const char* end, std::vector<Token>& tokens) const {
  tokens.resize(parts_.size());
  const auto token = [&](const Part& part) -> Token& { return tokens[static_cast<std::size_t>(&part - parts_.data())]; };
  const auto target = [&](const Part& part) -> Value& { return token(part).value; };
  return walk(begin, end, target, [&](const Part& part, const char* from, const char* to) {
    auto& [value, text] = token(part);
    text = value.kind == Value::Kind::string ? value.string : std::string_view(from, static_cast<std::size_t>(to - from));
  });
}

LineShape::Part LineShape::add_literal(std::string_view literal) {
  const auto first = std::min(literal.size(), kComparedAtOnce);
  const Part part{static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(literal.size()), (1U << first) - 1};
  text_ += literal;
  return part;
}

LineShape LineShape::with_texts(std::span<const Value> texts) const {
  LineShape result;
  std::vector<std::size_t> begins(texts.size());  // of the texts
  std::string before;                             // what stands before the next value that is left out
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    before += literal(parts_[i]);
    if (texts[i].kind == Value::Kind::absent) {
      auto& part = result.parts_.emplace_back(result.add_literal(before));
      part.slot = parts_[i].slot;
      before.clear();
    } else {
      begins[i] = result.text_.size() + before.size() + 1;
      before.append(1, '"').append(texts[i].string).append(1, '"');
    }
  }
  result.tail_ = result.add_literal(before + std::string(literal(tail_)));
  result.text_.append(kPadding, '\0');
  result.values_ = values_;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (texts[i].kind == Value::Kind::absent) continue;
    auto& value = result.values_[parts_[i].slot];
    value = texts[i];
    value.string = std::string_view(result.text_).substr(begins[i], texts[i].string.size());
  }
  return result;
}

bool LineShape::same_as(const LineShape& other) const {
  const auto same_part = [](const Part& a, const Part& b) { return a.begin == b.begin && a.size == b.size; };
  return text_ == other.text_ && std::equal(parts_.begin(), parts_.end(), other.parts_.begin(), other.parts_.end(), same_part);
}

/// Walks a line that is known to be JSON, and notes what stands between its values and where the values go.
class ShapeLearner {
 public:
  ShapeLearner(std::string_view line, const ExtractPlan& plan) : line_(line), plan_(plan), by_descent_(plan.slots) {
    for (const auto& node : plan.nodes) seen_.emplace_back(node.members.size());
    shape_.values_.resize(plan.slots + 1);
  }

  std::optional<LineShape> learn() {
    if (line_.size() > kMaxLine) return std::nullopt;
    walk_object(0);
    if (shape_.parts_.size() > kMaxParts || at_ != line_.size()) return std::nullopt;
    shape_.tail_ = take_literal();
    shape_.text_.append(kPadding, '\0');
    resolve_whole_keys();
    for (auto& part : shape_.parts_) part.slot = std::min(part.slot, plan_.slots);
    return std::move(shape_);
  }

 private:
  static constexpr int kNowhere = ExtractPlan::kNone;

  /// A value that the key of a dotted path's rest leads to.
  struct WholeKey {
    std::size_t slot;
    std::size_t part;
  };

  void skip_space() {
    while (at_ < line_.size() && (line_[at_] == ' ' || line_[at_] == '\t' || line_[at_] == '\r')) ++at_;
  }

  char peek() {
    skip_space();
    return at_ < line_.size() ? line_[at_] : '\0';
  }

  std::string_view take_string() {
    const auto start = ++at_;
    while (at_ < line_.size() && line_[at_] != '"') at_ += line_[at_] == '\\' ? 2 : 1;
    const auto text = line_.substr(start, at_ - start);
    ++at_;
    return text;
  }

  /// `node`: of the plan, or kNowhere.
  void walk_object(int node) {
    ++at_;
    while (peek() == '"') {
      const auto key = take_string();
      if (key.find('\\') != std::string_view::npos) return give_up();
      peek();
      ++at_;  // the colon
      walk_value(find_member(node, key));
      if (peek() == ',') ++at_;
    }
    ++at_;
  }

  void give_up() { at_ = line_.size() + 1; }

  const ExtractPlan::Member* find_member(int node, std::string_view key) {
    if (node == kNowhere) return nullptr;
    const auto& members = plan_.nodes[static_cast<std::size_t>(node)].members;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i].key != key) continue;
      auto seen = seen_[static_cast<std::size_t>(node)].begin() + static_cast<std::ptrdiff_t>(i);
      if (*seen) return nullptr;  // the first one of a name counts
      *seen = true;
      return &members[i];
    }
    return nullptr;
  }

  void walk_value(const ExtractPlan::Member* member) {
    const char first = peek();
    if (first != '{' && first != '[') return take_scalar(member);
    if (++depth_ > kMaxDepth) return give_up();
    if (member != nullptr) fill_composite(*member);
    walk_composite(first, member);
    --depth_;
  }

  void walk_composite(char first, const ExtractPlan::Member* member) {
    if (first == '{') return walk_object(member == nullptr ? kNowhere : member->child);
    ++at_;
    while (at_ < line_.size() && peek() != ']') {
      walk_value(nullptr);
      if (peek() == ',') ++at_;
    }
    ++at_;
  }

  void fill_composite(const ExtractPlan::Member& member) {
    Value composite;
    composite.kind = Value::Kind::composite;
    if (member.slot != kNowhere) {
      shape_.values_[static_cast<std::size_t>(member.slot)] = composite;
      by_descent_[static_cast<std::size_t>(member.slot)] = true;
    }
    if (member.whole_slot != kNowhere) composite_wholes_.push_back(static_cast<std::size_t>(member.whole_slot));
  }

  LineShape::Part take_literal() { return shape_.add_literal(line_.substr(literal_start_, at_ - literal_start_)); }

  void take_scalar(const ExtractPlan::Member* member) {
    auto part = take_literal();
    if (member != nullptr && member->slot != kNowhere) {
      part.slot = static_cast<std::size_t>(member->slot);
      by_descent_[part.slot] = true;
    }
    if (member != nullptr && member->whole_slot != kNowhere) {
      whole_keys_.push_back({static_cast<std::size_t>(member->whole_slot), shape_.parts_.size()});
    }
    shape_.parts_.push_back(part);
    const auto start = at_;
    if (peek() == '"') {
      take_string();
    } else {
      while (at_ < line_.size() && std::strchr(",]} \t\r", line_[at_]) == nullptr) ++at_;
    }
    if (at_ == start) return give_up();
    literal_start_ = at_;
  }

  /// A key that is the rest of a dotted path fills its slot if descending does not.
  void resolve_whole_keys() {
    for (const auto& whole : whole_keys_) {
      if (!by_descent_[whole.slot]) shape_.parts_[whole.part].slot = whole.slot;
    }
    for (const auto slot : composite_wholes_) {
      if (!by_descent_[slot]) shape_.values_[slot].kind = Value::Kind::composite;
    }
  }

  std::string_view line_;
  const ExtractPlan& plan_;
  LineShape shape_;
  int depth_ = 0;
  std::size_t at_ = 0;
  std::size_t literal_start_ = 0;
  std::vector<std::vector<bool>> seen_;  ///< members of each node
  std::vector<bool> by_descent_;         ///< slots filled by descending
  std::vector<WholeKey> whole_keys_;
  std::vector<std::size_t> composite_wholes_;
};

std::optional<LineShape> LineShape::learn(std::string_view line, const ExtractPlan& plan) {
  return ShapeLearner(line, plan).learn();
}

}  // namespace invmon::input

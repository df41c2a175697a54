#include "detect/shape_match.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "detect/signature.hpp"
#include "input/extract.hpp"
#include "record/expression.hpp"

namespace invmon::detect {
namespace {

using record::Expression;

/// A signature that can be asked.
struct Compiled {
  Signature signature;
  std::vector<Expression> needs;
  std::vector<Expression> hints;
  std::uint64_t lines = 0, claimed = 0, points = 0;
  std::vector<std::uint64_t> hint_lines;  ///< for which each hint holds
};

/// Built-in profiles are tested: one that does not compile is a mistake in the program.
std::vector<Expression> compile_all(const std::vector<std::string>& texts, record::Layout& layout) {
  std::vector<Expression> expressions;
  for (const auto& text : texts) {
    auto compiled = Expression::compile(text, layout);
    if (!compiled) throw std::logic_error(text + ": " + compiled.error().what);
    expressions.push_back(*std::move(compiled));
  }
  return expressions;
}

/// Asks all signatures about each line.
class Matcher final : public input::LineSink {
 public:
  Matcher() {
    for (auto& signature : builtin_signatures()) {
      Compiled compiled;
      compiled.needs = compile_all(signature.needs, layout_);
      compiled.hints = compile_all(signature.hints, layout_);
      compiled.hint_lines.resize(signature.hints.size());
      compiled.signature = std::move(signature);
      compiled_.push_back(std::move(compiled));
    }
  }

  const record::Layout& layout() const { return layout_; }

  void values(record::Values values, input::LinePosition) override {
    ++objects_;
    Compiled* best = nullptr;
    std::uint64_t most = 0;
    for (auto& compiled : compiled_) {
      const auto points = points_of(compiled, values);
      if (points <= most) continue;
      most = points;
      best = &compiled;
    }
    if (best != nullptr) ++best->claimed;
  }

  void bad_line(record::DropReason, input::LinePosition, std::string_view) override {}

  std::uint64_t objects() const { return objects_; }

  std::vector<Candidate> candidates() const {
    std::vector<Candidate> candidates;
    for (const auto& compiled : compiled_) {
      if (compiled.lines > 0) candidates.push_back(candidate(compiled));
    }
    std::ranges::stable_sort(candidates, std::greater(), &Candidate::points);
    return candidates;
  }

 private:
  /// 0 if a need does not hold.
  static std::uint64_t points_of(Compiled& compiled, record::Values values) {
    const auto holds = [&](const Expression& expression) { return expression.holds(values); };
    if (!std::ranges::all_of(compiled.needs, holds)) return 0;
    std::uint64_t points = compiled.needs.size();
    for (std::size_t i = 0; i < compiled.hints.size(); ++i) {
      if (!holds(compiled.hints[i])) continue;
      ++points;
      ++compiled.hint_lines[i];
    }
    ++compiled.lines;
    compiled.points += points;
    return points;
  }

  Candidate candidate(const Compiled& compiled) const {
    const auto& [profile, needs, hints] = compiled.signature;
    const auto possible = objects_ * (needs.size() + hints.size());
    Candidate result{profile, compiled.lines, compiled.claimed, compiled.points, 0, needs};
    result.score = static_cast<double>(compiled.points) / static_cast<double>(possible);
    for (std::size_t i = 0; i < hints.size(); ++i) {
      if (2 * compiled.hint_lines[i] >= compiled.lines) result.evidence.push_back(hints[i]);
    }
    return result;
  }

  record::Layout layout_;
  std::vector<Compiled> compiled_;
  std::uint64_t objects_ = 0;
};

}  // namespace

ShapeMatch match_shapes(std::string_view text) {
  Matcher matcher;
  ShapeMatch match;
  match.lines = input::make_extractor(matcher.layout(), std::numeric_limits<std::uint32_t>::max())->extract(text, matcher);
  match.objects = matcher.objects();
  match.candidates = matcher.candidates();
  return match;
}

}  // namespace invmon::detect

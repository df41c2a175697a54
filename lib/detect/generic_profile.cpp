#include "detect/generic_profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "detect/field_rank.hpp"

namespace invmon::detect {
namespace {

using std::string_view;

/// How a path stands in a profile, and in an expression.
std::string in_yaml(string_view path) {
  std::string text;
  append_json_string(text, path);
  return text;
}

bool is_name(string_view text) {
  const auto plain = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
  return !text.empty() && std::ranges::all_of(text, plain) && !is_digit(text.front());
}

std::string in_expression(string_view path) {
  std::string text;
  for (std::size_t begin = 0; begin <= path.size();) {
    const auto end = std::min(path.find('.', begin), path.size());
    const auto member = path.substr(begin, end - begin);
    if (begin > 0) text += '.';
    text += is_name(member) ? std::string(member) : fmt::format("`{}`", member);
    begin = end + 1;
  }
  return text;
}

using Rank = std::function<double(const FieldSummary&)>;

class Evidence {
 public:
  explicit Evidence(const FieldSurvey& survey) : objects_(static_cast<double>(survey.objects())) {
    for (const auto* field : survey.fields()) {
      const bool expressible = field->path.find("[]") == std::string::npos && field->path.find('`') == std::string::npos;
      if (expressible && field->lines > 0 && field->path.size() <= kLongestPath) fields_.push_back(field);
    }
  }

  double presence(const FieldSummary& field) const { return static_cast<double>(field.lines) / objects_; }

  /// The field with the highest rank, the first of several; nullptr if none fits. Ranks count for more the more lines have the
  /// field and the less deep it lies.
  const FieldSummary* best(const Rank& rank) const {
    const FieldSummary* best = nullptr;
    double highest = 0;
    for (const auto* field : fields_) {
      const double own = rank(*field);
      if (own <= 0) continue;
      const auto depth = static_cast<double>(std::ranges::count(field->path, '.'));
      const double value = own * presence(*field) / (1 + depth / 4);
      if (value > highest) std::tie(best, highest) = std::pair(field, value);
    }
    return best;
  }

  const std::vector<const FieldSummary*>& fields() const { return fields_; }

 private:
  static constexpr std::size_t kLongestPath = 200;

  double objects_;
  std::vector<const FieldSummary*> fields_;
};

/// What a transaction and a failure are, with the reason.
struct Outcome {
  std::string reason;
  std::string present;  ///< the path that a transaction has; empty: all records are transactions
  std::string failure;
  const FieldSummary* key = nullptr;  ///< to group by
};

Outcome outcome_of(const Evidence& evidence) {
  if (const auto* status = evidence.best(rank_status)) {
    return {"status codes", status->path, in_expression(status->path) + " >= 500", status};
  }
  if (const auto* success = evidence.best(rank_success)) {
    return {"true or false", success->path, in_expression(success->path) + " == false", success};
  }
  if (const auto* outcome = evidence.best(rank_outcome)) {
    return {"outcomes", outcome->path, fmt::format("{}.matches(\"{}\")", in_expression(outcome->path), kBadOutcomes), outcome};
  }
  if (const auto* level = evidence.best(rank_level)) {
    return {"levels", "", fmt::format("{}.matches(\"{}\")", in_expression(level->path), kBadLevels), level};
  }
  const auto* error = evidence.best(rank_error);
  if (error != nullptr && evidence.presence(*error) < 1) {
    return {"only some lines have it", "", fmt::format("has({})", in_expression(error->path)), nullptr};
  }
  return {};
}

/// Texts and codes of few kinds that most lines have: at most kMaxDimensions, those in most lines first.
std::vector<const FieldSummary*> dimensions_of(const Evidence& evidence, const FieldSummary* first, const FieldSummary* time) {
  constexpr std::size_t kMost = 8;
  constexpr double kMostKinds = 50;
  constexpr std::size_t kLongest = 60;
  std::vector<const FieldSummary*> found;
  for (const auto* field : evidence.fields()) {
    const auto kinds = field->values.estimate();
    const bool few =
        field->values.is_exact() && kinds >= 2 && kinds <= kMostKinds && kinds * 2 <= static_cast<double>(field->lines);
    const bool texts = field->count(JsonType::string) == field->lines && evidence.presence(*field) >= 0.5;
    if (field == first || field == time || !few || !texts) continue;
    if (share_of(*field, [](const auto& text) { return text.size() <= kLongest && !is_date(text); }) == 1) found.push_back(field);
  }
  std::ranges::stable_sort(found, std::greater(), &FieldSummary::lines);
  if (first != nullptr) found.insert(found.begin(), first);
  if (found.size() > kMost) found.resize(kMost);
  return found;
}

std::string time_text(const FieldSummary& time, const FieldSummary* nanos) {
  if (nanos == nullptr) return in_yaml(time.path);
  return fmt::format("{{path: {}, format: epoch_s, nanos: {}}}", in_yaml(time.path), in_yaml(nanos->path));
}

std::string duration_lines(const FieldSummary& field) {
  auto unit = unit_of(field);
  const bool texts = field.numbers.count() == 0;
  const bool integers = field.count(JsonType::real) == 0 && field.numeric() > 0;
  std::string why = "its name says the unit";
  if (texts) {
    why = "the unit stands with each value";
    unit = "s";
  } else if (unit.empty()) {
    unit = integers ? "ms" : "s";
    why = fmt::format("THE UNIT IS A GUESS: {}", integers ? "whole numbers" : "numbers with a fraction");
  }
  return fmt::format("  # {}\n  duration: {{path: {}, unit: {}}}\n", why, in_yaml(field.path), unit);
}

}  // namespace

std::optional<std::string> generic_profile(const FieldSurvey& survey) {
  const Evidence evidence(survey);
  const auto* time = evidence.best(rank_time);
  if (time == nullptr) return std::nullopt;
  const auto* nanos = evidence.best([&](const auto& field) { return are_nanos(field, *time) ? 1 : 0; });
  const auto outcome = outcome_of(evidence);
  std::string yaml = fmt::format("name: generic\nfields:\n  time: {}\n", time_text(*time, nanos));
  const auto rank_other_duration = [&](const auto& field) {
    return &field == time || &field == nanos ? 0 : rank_duration(field);
  };
  if (const auto* duration = evidence.best(rank_other_duration)) yaml += duration_lines(*duration);
  const auto dimensions = dimensions_of(evidence, outcome.key, time);
  if (!dimensions.empty()) yaml += "  dimensions:\n";
  for (const auto* field : dimensions) yaml += fmt::format("  - {}\n", in_yaml(field->path));
  if (!outcome.failure.empty()) yaml += fmt::format("# {}\n", outcome.reason);
  if (!outcome.present.empty()) yaml += fmt::format("transaction: has({})\n", in_expression(outcome.present));
  if (!outcome.failure.empty()) yaml += fmt::format("failure: {}\n", in_yaml(outcome.failure));
  if (!dimensions.empty()) yaml += fmt::format("report: {{by: [{}]}}\n", in_yaml(dimensions.front()->path));
  return yaml;
}

}  // namespace invmon::detect

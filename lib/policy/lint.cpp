#include "policy/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "base/units.hpp"
#include "policy/lint_range.hpp"
#include "policy/template.hpp"

namespace invmon::policy {
namespace {

/// What checks of a rule see, and where they put what they find.
class Context {
 public:
  Context(const Policy& of_policy, std::vector<Finding>& findings) : policy(of_policy), findings_(findings) {}

  void add(const Rule& rule, const std::string& message, std::string hint = {}) {
    findings_.push_back({rule.place, fmt::format("{}: {}", rule.alert, message), std::move(hint)});
  }

  const Policy& policy;

 private:
  std::vector<Finding>& findings_;
};

/// Requires that one end is finite.
std::string to_text(ValueRange range) {
  if (std::isinf(range.low)) return fmt::format("{:.6g} or less", range.high);
  if (std::isinf(range.high)) return fmt::format("{:.6g} or more", range.low);
  return range.low == range.high ? fmt::format("{:.6g}", range.low) : fmt::format("{:.6g} to {:.6g}", range.low, range.high);
}

void check_outcome(const Rule& rule, Context& context) {
  const std::string_view text = rule.when.text();
  for (const auto& fixed : fixed_comparisons(rule.when)) {
    const auto comparison = text.substr(fixed.node->begin, fixed.node->end - fixed.node->begin);
    context.add(rule, fmt::format("'{}' {} holds", comparison, fixed.holds ? "always" : "never"),
                fmt::format("{} against {}", to_text(fixed.left), to_text(fixed.right)));
  }
}

void check_hold(const Rule& rule, std::string_view key, const Hold& hold, Context& context) {
  if (hold.span % rule.every == 0) return;
  const Nanos rounded = (hold.span / rule.every + 1) * rule.every;
  context.add(rule, fmt::format("`{}: {}` is rounded up to {}", key, format_span(hold.span), format_span(rounded)),
              fmt::format("checks are every {}", format_span(rule.every)));
}

void check_holds(const Rule& rule, Context& context) {
  check_hold(rule, "for", rule.hold, context);
  check_hold(rule, "keep_firing_for", rule.keep_firing, context);
}

void check_window(const Rule& rule, Context& context) {
  Nanos longest = 0;
  for (const auto& measure : rule.when.measures()) {
    if (measure.kind == Measure::Kind::age) return;
    longest = std::max(longest, measure.window.value_or(rule.window));
  }
  if (longest >= rule.every) return;
  context.add(
      rule, fmt::format("the window of {} is shorter than the {} between checks", format_span(longest), format_span(rule.every)),
      "records in between are never looked at");
}

void check_priority(const Rule& rule, Context& context) {
  const auto priority = rule.labels.find("priority");
  if (priority == rule.labels.end()) {
    if (!rule.labels.contains("severity")) context.add(rule, "no label tells how urgent it is", "add 'labels: {priority: P2}'");
    return;
  }
  std::vector<std::string> known;
  for (const auto& declared : context.policy.priorities) known.push_back(declared.name);
  if (known.empty() || std::ranges::find(known, priority->second) != known.end()) return;
  context.add(rule, fmt::format("the priority '{}' is not declared", priority->second),
              did_you_mean(priority->second, known, fmt::format("priorities: {}", fmt::join(known, ", "))));
}

void check_route(const Rule& rule, Context& context) {
  const Routing& routing = context.policy.routing;
  if (routing.root || routing.receivers.empty()) return;
  context.add(rule, "no route leads to a receiver",
              fmt::format("add 'routes: {{receiver: {}}}'", routing.receivers.front().name));
}

bool is_known(const Rule& rule, std::string_view placeholder) {
  constexpr std::string_view kLabel = "labels.";
  if (!placeholder.starts_with(kLabel)) return placeholder == "value";
  const std::string name(placeholder.substr(kLabel.size()));
  return rule.labels.contains(name) || std::ranges::find(rule.by, name) != rule.by.end();
}

void check_annotations(const Rule& rule, Context& context) {
  for (const auto& [name, text] : rule.annotations) {
    for (const auto& placeholder : placeholders(text)) {
      if (is_known(rule, placeholder)) continue;
      context.add(rule, fmt::format("the annotation '{}' refers to '{}', which is not known", name, placeholder),
                  "known are value, and labels.NAME of its labels and of 'by'");
    }
  }
  if (!rule.annotations.contains("runbook") && !rule.annotations.contains("runbook_url")) {
    context.add(rule, "no runbook", "add 'annotations: {runbook: ...}'");
  }
}

bool same_question(const Rule& a, const Rule& b) {
  const auto where = [](const Rule& rule) { return rule.where ? rule.where->text : std::string(); };
  return a.when.text() == b.when.text() && a.window == b.window && a.by == b.by && where(a) == where(b);
}

void check_twin(const Rule& rule, Context& context) {
  const auto& rules = context.policy.rules;
  const auto first = std::ranges::find_if(rules, [&](const Rule& other) { return same_question(rule, other); });
  if (first == rules.end() || &*first == &rule) return;
  context.add(rule, fmt::format("asks the same as '{}'", first->alert), fmt::format("which stands at {}", first->place));
}

constexpr std::array kChecks = {check_outcome, check_holds,       check_window, check_priority,
                                check_route,   check_annotations, check_twin};

}  // namespace

std::vector<Finding> lint(const Policy& policy) {
  std::vector<Finding> findings;
  Context context(policy, findings);
  for (const auto& rule : policy.rules) {
    for (const auto& check : kChecks) check(rule, context);
  }
  for (const auto& slo : policy.slos) {
    for (const auto& row : unreachable_rows(slo)) {
      findings.push_back({slo.place, fmt::format("{}: no alert can fire: {}", slo.name, row), "lower the burn rate"});
    }
  }
  return findings;
}

}  // namespace invmon::policy

#include "policy/score.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

namespace invmon::policy {
namespace {

/// What is gathered of one rule's alerts.
struct Matches {
  std::uint64_t alerts = 0, true_alerts = 0;
  std::vector<std::optional<Nanos>> detected_at;  ///< of each incident
};

Nanos end_of(const KnownIncident& incident, Nanos grace) {
  Nanos end = 0;
  return __builtin_add_overflow(incident.to, grace, &end) ? std::numeric_limits<Nanos>::max() : end;
}

/// What happens to an alert after the range is not known: of one that goes on, nothing later counts.
bool overlaps(const Alert& alert, const KnownIncident& incident, Nanos grace, Nanos range_end) {
  return *alert.starts_at < end_of(incident, grace) && alert.ends_at.value_or(range_end) > incident.from;
}

bool agree(const Labels& a, const Labels& b) {
  return std::ranges::all_of(a, [&](const auto& label) {
    const auto other = b.find(label.first);
    return other == b.end() || other->second == label.second;
  });
}

void add(const Alert& alert, const IncidentLabels& known, Nanos range_end, Matches& own) {
  const Labels labels = full_labels(alert);
  bool about_any = false;
  for (std::size_t i = 0; i < known.incidents.size(); ++i) {
    const auto& incident = known.incidents[i];
    if (!overlaps(alert, incident, known.grace, range_end) || !agree(incident.labels, labels)) continue;
    about_any = true;
    auto& first = own.detected_at[i];
    first = std::min(first.value_or(*alert.starts_at), *alert.starts_at);
  }
  ++own.alerts;
  own.true_alerts += about_any;
}

kpi::Maybe ratio(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

kpi::Maybe harmonic_mean(kpi::Maybe a, kpi::Maybe b) {
  if (!a || !b || *a + *b == 0) return std::nullopt;
  return 2 * *a * *b / (*a + *b);
}

/// Unsigned inside, because the time between two points may be longer than Nanos can tell.
double delay_of(const KnownIncident& incident, Nanos detected_at) {
  if (detected_at <= incident.from) return 0;
  return static_cast<double>(static_cast<std::uint64_t>(detected_at) - static_cast<std::uint64_t>(incident.from)) / kSecond;
}

void summarize(std::vector<double> delays, RuleScore& score) {
  if (delays.empty()) return;
  std::ranges::sort(delays);
  const std::size_t middle = delays.size() / 2;
  score.delay_mean = std::accumulate(delays.begin(), delays.end(), 0.0) / static_cast<double>(delays.size());
  score.delay_median = delays.size() % 2 == 1 ? delays[middle] : (delays[middle - 1] + delays[middle]) / 2;
  score.delay_worst = delays.back();
}

bool is_inside(const KnownIncident& incident, Range range) { return incident.from < range.to && incident.to > range.from; }

/// `incidents` are those inside the range, by index.
RuleScore score_of(const RuleSummary& rule, const Matches& own, const IncidentLabels& known,
                   const std::vector<std::size_t>& incidents) {
  RuleScore score;
  score.alert = rule.alert;
  score.labels = rule.labels;
  score.alerts = own.alerts;
  score.true_alerts = own.true_alerts;
  score.firing_seconds = rule.firing_seconds;
  Labels labels = rule.labels;
  labels.insert_or_assign("alertname", rule.alert);
  std::vector<double> delays;
  for (const std::size_t i : incidents) {
    const auto& incident = known.incidents[i];
    if (!agree(incident.labels, labels)) continue;
    ++score.incidents;
    if (const auto at = own.detected_at[i]) {
      delays.push_back(delay_of(incident, *at));
    } else {
      score.missed.push_back(incident.name);
    }
  }
  score.detected = delays.size();
  score.precision = ratio(score.true_alerts, score.alerts);
  score.recall = ratio(score.detected, score.incidents);
  score.f1 = harmonic_mean(score.precision, score.recall);
  summarize(std::move(delays), score);
  return score;
}

}  // namespace

Scores score(const Judgement& judgement, const IncidentLabels& known, Range range) {
  std::vector<std::size_t> inside;
  for (std::size_t i = 0; i < known.incidents.size(); ++i) {
    if (is_inside(known.incidents[i], range)) inside.push_back(i);
  }
  std::vector<Matches> matches(judgement.rules.size());
  for (auto& own : matches) own.detected_at.resize(known.incidents.size());
  for (const auto& alert : judgement.alerts) {
    if (alert.starts_at) add(alert, known, range.to, matches[alert.rule]);
  }
  Scores result;
  result.incidents_out_of_range = known.incidents.size() - inside.size();
  for (std::size_t i = 0; i < matches.size(); ++i) {
    result.rules.push_back(score_of(judgement.rules[i], matches[i], known, inside));
  }
  return result;
}

}  // namespace invmon::policy

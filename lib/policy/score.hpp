#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kpi/snapshot.hpp"
#include "policy/incident_labels.hpp"
#include "policy/judgement.hpp"

namespace invmon::policy {

/// How well a rule's alerts meet the known incidents. An alert is about an incident if it fires at some time in
/// [from, to + grace) and none of the labels that both have differ; it is true if it is about any incident.
struct RuleScore {
  std::string alert;
  Labels labels;             ///< the rule's own
  std::uint64_t alerts = 0;  ///< that fired, silenced ones included
  std::uint64_t true_alerts = 0;
  double firing_seconds = 0;    ///< of all alerts
  std::uint64_t incidents = 0;  ///< inside the range at least in part, with labels that the rule's own don't contradict
  std::uint64_t detected = 0;   ///< of them, those that an alert is about
  kpi::Maybe precision;         ///< true_alerts / alerts
  kpi::Maybe recall;            ///< detected / incidents
  kpi::Maybe f1;                ///< the harmonic mean of both; absent if one of them is, or both are 0
  /// Seconds from an incident's begin to the start of the first alert about it, at least 0; absent if none is detected. The
  /// median of an even number is the mean of the middle two.
  kpi::Maybe delay_mean, delay_median, delay_worst;
  std::vector<std::string> missed;  ///< names of the other incidents, in the order of the file
};

struct Scores {
  std::vector<RuleScore> rules;              ///< in the order of the judgement's
  std::uint64_t incidents_out_of_range = 0;  ///< they are in no rule's `incidents`
};

/// `range` is that of the evaluation.
Scores score(const Judgement& judgement, const IncidentLabels& known, Range range);

}  // namespace invmon::policy

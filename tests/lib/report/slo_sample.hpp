#pragma once

#include "lib/report/sample_report.hpp"
#include "report/slo_report.hpp"

namespace invmon::report {

/// An SLO that is missed, by timeslices, with a name and labels that are hostile to every format.
inline policy::SloResult missed_slo() {
  policy::SloResult slo;
  slo.name = "p95 <fast> & \"good\"|\x1b[31m";
  slo.labels = {{"team", "a&b"}, {"warehouse", "WH\x01-\xff"}};
  slo.objective = 0.95;
  slo.sli = "p95 <= 300 ms per 1h";
  slo.actual = 0.9;
  slo.met = false;
  slo.good = 950;
  slo.bad = 50;
  slo.total = 1'000;
  slo.slices = policy::SliceCounts{3'600, 90, 10, 4};
  slo.period_from = kSampleStart;
  slo.period_to = kSampleStart + 30 * kDay;
  slo.budget = {5, 2.0, -1.0, 2'160, 4'320, kSampleStart + 7 * kHour, {}};
  slo.burn_rate = {{6 * kHour, std::nullopt, {}}, {kDay, 2.5, {}}};
  slo.interval = policy::SloResult::Interval{0.8256, 0.9448};
  slo.worst_slices = {{kSampleStart, kSampleStart + kHour, 0.512, 20}, {kSampleStart + kHour, kSampleStart + 2 * kHour, {}, 0}};
  slo.value_unit = kpi::Unit::seconds;
  return slo;
}

/// One that is met, by events.
inline policy::SloResult met_slo() {
  policy::SloResult slo;
  slo.name = "availability";
  slo.description = "Batches succeed";
  slo.objective = 0.995;
  slo.sli = "success";
  slo.actual = 0.9975;
  slo.met = true;
  slo.good = 399;
  slo.bad = 1;
  slo.total = 400;
  slo.period_from = kSampleStart;
  slo.period_to = kSampleStart + 30 * kDay;
  slo.budget = {2, 0.5, 0.5, 216, 108, {}, 45.0};
  slo.burn_rate = {{kHour, 0.0, {}}};
  slo.interval = policy::SloResult::Interval{0.986, 0.9996};
  slo.value_unit = kpi::Unit::ratio;
  return slo;
}

/// One without an event.
inline policy::SloResult unknown_slo() {
  policy::SloResult slo;
  slo.name = "silent";
  slo.objective = 0.9;
  slo.sli = "success";
  slo.period_from = kSampleStart;
  slo.period_to = kSampleStart + kDay;
  slo.budget.minutes = 144;
  slo.burn_rate = {{kHour, {}, {}}};
  return slo;
}

}  // namespace invmon::report

#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "exposition/writers.hpp"

namespace invmon::exposition {

/// 2025-02-01T00:00:00Z.
inline constexpr Nanos kSampleBegin = 1'738'368'000 * kSecond;

inline record::Profile profile_of(const std::string& yaml) {
  auto profile = record::parse_profile(yaml, "p.yaml");
  if (!profile) throw std::runtime_error(to_string(profile.error()));
  return *std::move(profile);
}

/// A log with a duration, errors, a gauge and one dimension.
inline record::Profile sample_profile() {
  return profile_of(
      "name: web\nfields: {time: t, duration: d, error_code: e, dimensions: [route], gauges: {heap_mb: h}}\nfailure: has(e)\n");
}

inline std::vector<FamilyPlan> plan_of(const record::Profile& profile, const std::vector<std::string>& by = {}) {
  auto plan = plan_families(profile, by);
  if (!plan) throw std::runtime_error(to_string(plan.error()));
  return *std::move(plan);
}

inline const std::vector<double> kSampleBounds = {0.3, 1};

/// `transactions` of which `failures` failed, `fast` took at most 0.3 s, and all at most 1 s.
inline kpi::Snapshot sample_kpi(std::uint64_t transactions, std::uint64_t failures, std::uint64_t fast, double seconds) {
  kpi::Snapshot kpi;
  kpi.transactions = transactions;
  kpi.failures = failures;
  kpi.duration.count = transactions;
  kpi.duration.sum = seconds;
  kpi.duration.within = {fast, transactions};
  kpi.gauges = {{"heap_mb", 0, {}, {}, {}, {}, {}}};
  return kpi;
}

/// Two minutes: three transactions, one of them failed, then two that did not. Route /a has those of the second minute alone.
inline report::Report sample_report() {
  report::Report report;
  report.profile_name = "web";
  report.from = kSampleBegin;
  report.to = kSampleBegin + 2 * kMinute;
  report.windows = {{kSampleBegin, kSampleBegin + kMinute, sample_kpi(3, 1, 2, 1.5)},
                    {kSampleBegin + kMinute, kSampleBegin + 2 * kMinute, sample_kpi(2, 0, 2, 0.25)}};
  report.windows[1].kpi.gauges[0].last = 12.5;
  report.kpi = sample_kpi(5, 1, 4, 1.75);
  report.kpi.gauges[0].last = 12.5;
  report.errors = {{"E\"1\"\\\n", 1, 1, {1, 0}}};
  report.dimensions = {{"route", {{"/a", sample_kpi(2, 0, 2, 0.25)}}, false}};
  report.group_windows = {{0, 0, report.windows[1]}};
  return report;
}

/// What a writer makes of a report.
inline std::string written(void (*write)(const Export&, std::ostream&), const report::Report& report,
                           const std::vector<FamilyPlan>& plan) {
  std::ostringstream out;
  write({report, plan, kSampleBounds}, out);
  return std::move(out).str();
}

}  // namespace invmon::exposition

#pragma once

#include "report/report.hpp"

namespace invmon::report {

/// 2025-02-01T00:00:00Z.
inline constexpr Nanos kSampleStart = 1'738'368'000 * kSecond;

/// KPIs of so many transactions and failures; the other numbers follow from these in a simple way.
kpi::Snapshot sample_kpi(std::uint64_t transactions, std::uint64_t failures, double p95);

/// A week in windows of an hour with two incidents and a night without transactions, two dimensions, errors, streaks and dropped
/// lines. Every text that can come from a log is hostile somewhere: terminal escapes, bidirectional controls, formulas, pipes,
/// line breaks, keys of 300 columns, wide characters, invalid UTF-8.
Report sample_report();

}  // namespace invmon::report

#pragma once

#include "kpi/snapshot.hpp"
#include "window/pane_counts.hpp"

namespace invmon::kpi {

/// A quotient of two counts, or of a count and seconds; absent where the divisor is 0.
inline Maybe quotient(double part, double whole) { return whole == 0 ? std::nullopt : Maybe(part / whole); }

// The KPIs that are worked out from counts alone, as docs/report.md defines them. `seconds` is the length of the counts'
// interval.

inline Maybe per_transaction(std::uint64_t count, const window::PaneCounts& counts) {
  return quotient(static_cast<double>(count), static_cast<double>(counts.transactions()));
}
inline Maybe error_rate(const window::PaneCounts& counts, double /*seconds*/) {
  return per_transaction(counts.failures(), counts);
}
inline Maybe success_ratio(const window::PaneCounts& counts, double /*seconds*/) {
  return per_transaction(counts.transactions() - counts.failures(), counts);
}
inline Maybe retry_rate(const window::PaneCounts& counts, double /*seconds*/) {
  return per_transaction(counts.retries(), counts);
}
inline Maybe retried_share(const window::PaneCounts& counts, double /*seconds*/) {
  return per_transaction(counts.retried(), counts);
}
inline Maybe retries_per_1k(const window::PaneCounts& counts, double /*seconds*/) {
  return quotient(1000 * static_cast<double>(counts.retries()), static_cast<double>(counts.transactions()));
}
inline Maybe items_per_minute(const window::PaneCounts& counts, double seconds) {
  return quotient(60 * static_cast<double>(counts.items()), seconds);
}
inline Maybe transactions_per_minute(const window::PaneCounts& counts, double seconds) {
  return quotient(60 * static_cast<double>(counts.transactions()), seconds);
}

}  // namespace invmon::kpi

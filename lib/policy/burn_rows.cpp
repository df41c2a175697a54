#include "policy/burn_rows.hpp"

#include <cmath>

namespace invmon::policy {
namespace {

/// For messages and conditions: 14.4 and not 14.399999999999999.
double tidy(double burn) {
  constexpr double kDecimals = 1e9;
  return std::round(burn * kDecimals) / kDecimals;
}

/// Rows as they stand for a period, made to fit another one.
std::vector<BurnRow> scaled(std::vector<BurnRow> rows, Nanos from, Nanos period) {
  std::erase_if(rows, [&](const BurnRow& row) { return row.long_window > period; });
  for (BurnRow& row : rows) row.burn = tidy(row.burn * static_cast<double>(period) / static_cast<double>(from));
  return rows;
}

}  // namespace

std::vector<BurnRow> sre_rows(Nanos period) {
  return scaled({{kHour, 5 * kMinute, 14.4, "page", {}},
                 {6 * kHour, 30 * kMinute, 6, "page", {}},
                 {kDay, 2 * kHour, 3, "ticket", {}},
                 {3 * kDay, 6 * kHour, 1, "ticket", {}}},
                30 * kDay, period);
}

std::vector<BurnRow> pyrra_rows(Nanos period) {
  return scaled({{kHour, 5 * kMinute, 14, "critical", {2 * kMinute, 0}},
                 {6 * kHour, 30 * kMinute, 7, "critical", {15 * kMinute, 0}},
                 {kDay, 2 * kHour, 2, "warning", {kHour, 0}},
                 {4 * kDay, 6 * kHour, 1, "warning", {3 * kHour, 0}}},
                28 * kDay, period);
}

}  // namespace invmon::policy

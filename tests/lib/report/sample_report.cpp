#include "lib/report/sample_report.hpp"

#include <algorithm>

namespace invmon::report {
namespace {

double ratio(std::uint64_t part, std::uint64_t whole) { return static_cast<double>(part) / static_cast<double>(whole); }

Window sample_window(int hour) {
  const Nanos from = kSampleStart + hour * kHour;
  const bool night = hour >= 30 && hour < 36;
  const bool outage = hour >= 86 && hour < 89;
  const bool slow = hour >= 130 && hour < 140;
  if (night) return {from, from + kHour, sample_kpi(0, 0, 0), {}};
  return {from, from + kHour, sample_kpi(40, outage ? 19 : hour % 7 == 0, slow ? 2.31 : 0.2 + 0.01 * (hour % 24)), {}};
}

Input sample_input() {
  Input input;
  input.sources = {{"sample_data/inventory.jsonl", 1'000'000, 5'000, kSampleStart, kSampleStart + 3 * kDay},
                   {"logs/\x1b[31mred\n=cmd|' /C calc'!A0.jsonl", 234'567, 1'543, std::nullopt, std::nullopt}};
  input.bytes = 1'234'567;
  input.lines = 6'543;
  input.records = 6'500;
  input.dropped = {{"blank", 1},    {"malformed", 3},     {"no_time", 1},   {"bad_value", 0},
                   {"too_long", 0}, {"out_of_range", 20}, {"filtered", 18}, {"duplicate", 0}};
  input.examples = {{"sample_data/inventory.jsonl", 17, 3'021, "malformed", "unexpected end after \"\x1b]0;owned\x07\""},
                    {"logs/" + std::string(300, 'p'), 18, 4'000, "no_time", "\xff\xfe <b>|x|</b>\r\n" + std::string(200, 'd')}};
  input.late = 12;
  return input;
}

Dimension sample_warehouses() {
  Dimension dimension{"warehouse", {}, true};
  for (int i = 1; i <= 21; ++i) {
    const auto failures = static_cast<std::uint64_t>(i % 5);
    dimension.groups.push_back({"WH-" + std::to_string(100 + i), sample_kpi(300, failures, 0.2 + 0.001 * i)});
  }
  dimension.groups.push_back({"(other)", sample_kpi(3, 0, 0.2)});
  dimension.groups.back().kpi.streak.reset();
  std::ranges::sort(dimension.groups, {}, &Group::key);
  return dimension;
}

Dimension sample_events() {
  const std::vector<std::string> keys = {"",          "\x1b[2J\x1b[31mred", "\u202egnp.exe",       "=cmd|' /C calc'!A0",
                                         "a|b`c*d_e", "two\nlines",         std::string(300, 'k'), "倉庫東京第一センター"};
  Dimension dimension{"event|type", {}, false};
  std::uint64_t failures = 0;
  for (const std::string& key : keys) dimension.groups.push_back({key, sample_kpi(40, failures++, 0.3)});
  std::ranges::sort(dimension.groups, {}, &Group::key);
  return dimension;
}

}  // namespace

kpi::Snapshot sample_kpi(std::uint64_t transactions, std::uint64_t failures, double p95) {
  kpi::Snapshot kpi;
  kpi.streak = kpi::Streaks{std::nullopt, 0, 0, 5};
  kpi.gauges = {{"cpu_percent", 0, {}, {}, {}, {}, {}}, {"mem|mb", 0, {}, {}, {}, {}, {}}};
  if (transactions == 0) return kpi;
  kpi.transactions = transactions;
  kpi.failures = failures;
  kpi.error_rate = ratio(failures, transactions);
  kpi.success_ratio = 1 - *kpi.error_rate;
  kpi.retries = transactions / 16;
  kpi.retry_rate = ratio(kpi.retries, transactions);
  kpi.retried_share = *kpi.retry_rate / 2;
  kpi.retries_per_1k = 1'000 * *kpi.retry_rate;
  kpi.items = 34 * transactions;
  kpi.items_per_minute = static_cast<double>(kpi.items) / 60;
  kpi.transactions_per_minute = static_cast<double>(transactions) / 60;
  kpi.duration = {transactions, p95 / 2 * static_cast<double>(transactions),
                  p95 / 2,      p95 / 20,
                  p95 * 2,      p95 / 3,
                  p95 / 2,      p95 * 0.9,
                  p95,          p95 * 1.5,
                  p95 * 1.9};
  kpi.gauges = {{"cpu_percent", transactions, 21.4, 3.0, 71.0, 22.0, 38.0},
                {"mem|mb", transactions, 412.5, 380.0, 520.0, 411.0, 500.0}};
  if (failures > 0) kpi.streak = kpi::Streaks{stats::Run{failures, kSampleStart + kHour, kSampleStart + 2 * kHour}, 1, 2, 5};
  return kpi;
}

Report sample_report() {
  Report report;
  report.profile_name = "inventory-bot";
  report.profile_source = "detected";
  report.input = sample_input();
  report.from = kSampleStart;
  report.to = kSampleStart + 7 * kDay;
  report.window_seconds = 3'600;
  report.kpi = sample_kpi(6'400, 78, 0.271);
  report.errors = {
      {"E_TIMEOUT", 41, 41.0 / 78, {}}, {"E_\x1b[5mBLINK|\"x\"", 25, 25.0 / 78, {}}, {std::nullopt, 12, 12.0 / 78, {}}};
  report.dimensions = {sample_warehouses(), sample_events()};
  for (int hour = 0; hour < 7 * 24; ++hour) report.windows.push_back(sample_window(hour));
  report.group_windows = {{0, 1, report.windows[0]}, {1, 0, report.windows[0]}, {0, 2, report.windows[2]}};
  report.streaks = {{{7, kSampleStart + 5 * kHour, kSampleStart + 5 * kHour + 90 * kSecond}, std::nullopt, ""},
                    {{14, kSampleStart + 86 * kHour, kSampleStart + 88 * kHour}, 0, "WH-103"},
                    {{9, kSampleStart + 87 * kHour, kSampleStart + 87 * kHour + kSecond}, 1, "\x1b[2J\x1b[31mred"}};
  report.streaks_left_out = 4;
  return report;
}

}  // namespace invmon::report

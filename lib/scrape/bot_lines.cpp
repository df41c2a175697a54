#include <array>
#include <map>
#include <set>

#include "scrape/json_line.hpp"
#include "scrape/line_maker.hpp"
#include "scrape/transactions.hpp"

namespace invmon::scrape {
namespace {

constexpr std::string_view kBatches = "inv_batches_total";
constexpr std::string_view kDurations = "inv_batch_seconds";
constexpr std::string_view kErrors = "inv_errors_total";
constexpr std::string_view kItems = "inv_items_total";
constexpr std::string_view kRetries = "inv_retries_total";

/// A metric that becomes a gauge of the profile, under the bot's own name and in base units.
struct BotGauge {
  std::string_view metric, field;
  double multiplier, divisor;
};

constexpr std::array<BotGauge, 4> kBotGauges = {{{"inv_process_cpu_percent", "cpu_percent", 1, 1},
                                                 {"inv_process_cpu_ratio", "cpu_percent", 100, 1},
                                                 {"inv_process_mem_mb", "mem_mb", 1, 1},
                                                 {"inv_process_mem_bytes", "mem_mb", 1, 1e6}}};

class BotLines final : public LineMaker {
 public:
  BotLines()
      : batches_({std::string(kBatches), std::string(kDurations), std::string(kErrors), std::string(kItems),
                  std::string(kRetries), "status"}) {}

  void write(const Interval& interval, std::ostream& out) override {
    for (const auto& batches : batches_.take(interval)) write_batches(batches, interval.time, out);
    std::map<Labels, std::map<std::string_view, double>> gauges;
    for (const auto& family : interval.families) {
      const auto* const gauge = std::ranges::find(kBotGauges, family.name, &BotGauge::metric);
      if (gauge == kBotGauges.end()) {
        note(family.name);
        continue;
      }
      for (const auto& change : family.changes) {
        gauges[change.labels][gauge->field] = change.value * gauge->multiplier / gauge->divisor;
      }
    }
    for (const auto& [labels, values] : gauges) {
      JsonLine line(out, interval.time);
      line->text("event", "scrape");
      line.labels(labels);
      for (const auto& [field, value] : values) line->number(field, value);
    }
  }

  std::uint64_t left_out() const override { return left_out_.size(); }

 private:
  void note(const std::string& name) {
    static constexpr std::array kRead = {kBatches, kDurations, kErrors, kItems, kRetries};
    if (std::ranges::find(kRead, name) == kRead.end()) left_out_.insert(name);
  }

  static void write_batches(const Transactions& batches, Nanos time, std::ostream& out) {
    JsonLine line(out, time);
    line->text("event", batches.failure ? "batch_error" : "batch_complete");
    line->text("outcome", batches.failure ? "failure" : "success");
    line.labels(batches.labels, "status");
    line->count("count", batches.count);
    if (batches.duration) line->number("duration", *batches.duration);
    if (batches.error_code) line->text("error_code", *batches.error_code);
    if (batches.items > 0) line->count("items", batches.items);
    if (batches.retries > 0) line->count("retries", batches.retries);
  }

  TransactionAssembly batches_;
  std::set<std::string> left_out_;
};

}  // namespace

std::unique_ptr<LineMaker> bot_lines() { return std::make_unique<BotLines>(); }

bool has_bot_metrics(const Exposition& metrics) {
  // A counter with labels has no samples before the first batch, and OpenMetrics' metrics are called without the suffix.
  static constexpr std::array<std::string_view, 3> kNames = {kBatches, "inv_batches", kDurations};
  return std::ranges::any_of(metrics,
                             [](const Family& family) { return std::ranges::find(kNames, family.name) != kNames.end(); });
}

}  // namespace invmon::scrape

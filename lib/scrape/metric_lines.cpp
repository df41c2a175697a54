#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "scrape/json_line.hpp"
#include "scrape/line_maker.hpp"
#include "scrape/transactions.hpp"

namespace invmon::scrape {
namespace {

constexpr std::string_view kRequests = "requests_total";
constexpr std::string_view kRequestDurations = "request_duration_seconds";

bool tells_outcomes(const FamilyChanges& family) {
  static constexpr std::array kOutcomes = {"code", "status", "status_code", "outcome", "result"};
  return std::ranges::any_of(family.changes, [](const Change& change) {
    return std::ranges::any_of(kOutcomes, [&](const char* name) { return find_label(change.labels, name) != nullptr; });
  });
}

/// `http_` of `http_requests_total`, for its end.
std::optional<std::string> stem_of(const std::string& name, std::string_view end) {
  if (!name.ends_with(end)) return std::nullopt;
  const auto stem = name.substr(0, name.size() - end.size());
  return stem.empty() || stem.back() == '_' ? std::optional(stem) : std::nullopt;
}

class MetricLines final : public LineMaker {
 public:
  void write(const Interval& interval, std::ostream& out) override {
    for (const auto& family : interval.families) {
      if (is_part_of_another(family, interval)) continue;
      const auto metrics = transaction_metrics(family);
      if (metrics) {
        write_transactions(*metrics, interval, out);
      } else {
        for (const auto& change : family.changes) write_change(family, change, interval.time, out);
      }
    }
  }

  std::uint64_t left_out() const override { return 0; }

 private:
  /// Durations of requests that are counted besides.
  static bool is_part_of_another(const FamilyChanges& family, const Interval& interval) {
    const auto stem = stem_of(family.name, kRequestDurations);
    if (!stem || family.type == MetricType::gauge) return false;
    return std::ranges::find(interval.families, *stem + std::string(kRequests), &FamilyChanges::name) != interval.families.end();
  }

  static std::optional<TransactionMetrics> transaction_metrics(const FamilyChanges& family) {
    const auto& name = family.name;
    if (family.type == MetricType::counter) {
      if (const auto stem = stem_of(name, kRequests))
        return TransactionMetrics{name, *stem + std::string(kRequestDurations), {}, {}, {}, {}};
      if (tells_outcomes(family)) return TransactionMetrics{name, {}, {}, {}, {}, {}};
    } else if (family.type != MetricType::gauge && (stem_of(name, kRequestDurations) || stem_of(name, "requests_seconds"))) {
      return TransactionMetrics{name, name, {}, {}, {}, {}};
    }
    return std::nullopt;
  }

  void write_transactions(const TransactionMetrics& metrics, const Interval& interval, std::ostream& out) {
    auto& assembly = assemblies_.try_emplace(metrics.transactions, metrics).first->second;
    for (const auto& some : assembly.take(interval)) {
      JsonLine line(out, interval.time);
      line->text("metric", metrics.transactions);
      line.labels(some.labels);
      line->count("count", some.count);
      if (some.duration) line->number("duration", *some.duration);
    }
  }

  static void write_change(const FamilyChanges& family, const Change& change, Nanos time, std::ostream& out) {
    JsonLine line(out, time);
    line->text("metric", family.name);
    line.labels(change.labels);
    if (family.type == MetricType::gauge) {
      line->number("value", change.value);
    } else if (family.type == MetricType::counter) {
      line->number("increase", change.value);
    } else {
      line->number("increase", change.count);
      if (const double mean = change.sum / change.count; std::isfinite(mean)) line->number("value", mean);
    }
  }

  std::map<std::string, TransactionAssembly> assemblies_;
};

}  // namespace

std::unique_ptr<LineMaker> metric_lines() { return std::make_unique<MetricLines>(); }

}  // namespace invmon::scrape

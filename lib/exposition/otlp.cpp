#include <algorithm>
#include <ostream>
#include <string>

#include "base/json_writer.hpp"
#include "base/version.hpp"
#include "exposition/writers.hpp"
#include "stats/bucket_index.hpp"

namespace invmon::exposition {
namespace {

constexpr std::uint64_t kDelta = 1;          // AGGREGATION_TEMPORALITY_DELTA
constexpr std::size_t kMostBuckets = 2'048;  // of a histogram, so that two extreme values don't make a huge one
constexpr std::size_t kMetricIndent = 2;
constexpr std::size_t kPointIndent = 4;

/// JSON has no 64-bit integers: OTLP writes them as texts.
void write_integer(JsonWriter& json, std::string_view key, std::int64_t value) { json.text(key, std::to_string(value)); }
void write_count(JsonWriter& json, std::string_view key, std::uint64_t value) { json.text(key, std::to_string(value)); }

void write_attribute(JsonWriter& json, std::string_view key, std::string_view value) {
  json.begin_object();
  json.text("key", key);
  json.begin_object("value");
  json.text("stringValue", value);
  json.end_object();
  json.end_object();
}

/// An exponential histogram's buckets from `offset` on.
struct Positive {
  int scale = stats::kScale;
  int offset = 0;
  std::vector<std::uint64_t> counts = {};
};

Positive positive_buckets(const std::vector<stats::Bucket>& buckets) {
  std::vector<std::pair<int, std::uint64_t>> counted;
  for (const auto& bucket : buckets) {
    if (bucket.high > 0) counted.emplace_back(stats::bucket_index(bucket.high), bucket.count);
  }
  Positive result;
  if (counted.empty()) return result;
  int halvings = 0;
  const auto span = [&] { return (counted.back().first >> halvings) - (counted.front().first >> halvings) + 1; };
  while (span() > static_cast<int>(kMostBuckets)) ++halvings;
  result.scale -= halvings;
  result.offset = counted.front().first >> halvings;
  result.counts.resize(static_cast<std::size_t>(span()));
  for (const auto& [index, count] : counted)
    result.counts[static_cast<std::size_t>((index >> halvings) - result.offset)] += count;
  return result;
}

void write_durations(JsonWriter& json, const Durations& durations) {
  const auto& numbers = *durations.numbers;
  const auto& buckets = *durations.buckets;
  const auto positive = positive_buckets(buckets);
  const bool zeros = !buckets.empty() && buckets.front().high == 0;
  write_count(json, "count", numbers.count);
  json.number("sum", numbers.sum);
  json.key("scale");
  json.number(positive.scale);
  write_count(json, "zeroCount", zeros ? buckets.front().count : 0);
  json.begin_object("positive");
  json.key("offset");
  json.number(positive.offset);
  json.begin_array("bucketCounts");
  for (const auto count : positive.counts) json.text(std::to_string(count));
  json.end_array();
  json.end_object();
  json.number("min", numbers.min);
  json.number("max", numbers.max);
}

bool is_point(const Sample& sample) {
  const auto* durations = std::get_if<Durations>(&sample);
  return durations == nullptr ? !std::holds_alternative<std::monostate>(sample) : durations->numbers->count > 0;
}

class OtlpWriter {
 public:
  OtlpWriter(const Export& data, std::ostream& out) : data_(data), json_(out) {}

  void write() {
    json_.begin_object();
    json_.begin_array("resourceMetrics");
    json_.begin_object();
    write_resource();
    json_.begin_array("scopeMetrics");
    json_.begin_object();
    write_scope();
    json_.begin_array("metrics");
    visit_families(data_.report, data_.plan, [this](const Family& family) { write_metric(family); });
    json_.end_array();
    json_.end_object();
    json_.end_array();
    json_.end_object();
    json_.end_array();
    json_.end_object();
    json_.finish();
  }

 private:
  void write_resource() {
    json_.begin_object("resource");
    json_.begin_array("attributes");
    write_attribute(json_, "service.name", data_.report.profile_name);
    json_.end_array();
    json_.end_object();
  }

  void write_scope() {
    json_.begin_object("scope");
    json_.text("name", "invmon");
    json_.text("version", kVersion);
    json_.end_object();
  }

  void write_metric(const Family& family) {
    const FamilyPlan& plan = family.plan;
    json_.new_line(kMetricIndent);
    json_.begin_object();
    json_.text("name", plan.name);
    json_.text("description", plan.help);
    json_.text("unit", unit_of(plan));
    json_.begin_object(kind_of(plan));
    if (plan.type != Type::gauge) json_.count("aggregationTemporality", kDelta);
    if (plan.type == Type::counter) json_.boolean("isMonotonic", true);
    json_.begin_array("dataPoints");
    for (const auto& series : family.series) write_points(series);
    json_.end_array();
    json_.end_object();
    json_.end_object();
  }

  /// As the Unified Code for Units of Measure spells it.
  static std::string_view unit_of(const FamilyPlan& plan) {
    if (plan.unit == "seconds") return "s";
    return plan.unit == "bytes" ? "By" : "1";
  }

  static std::string_view kind_of(const FamilyPlan& plan) {
    if (plan.type == Type::histogram) return "exponentialHistogram";
    return plan.type == Type::counter ? "sum" : "gauge";
  }

  void write_points(const Series& series) {
    for (std::size_t i = 0; i < series.windows.size(); ++i) {
      if (is_point(series.windows[i])) write_point(series, data_.report.windows[i], series.windows[i]);
    }
  }

  void write_point(const Series& series, const report::Window& window, const Sample& sample) {
    json_.new_line(kPointIndent);
    json_.begin_object();
    json_.begin_array("attributes");
    for (const auto& [name, value] : series.labels) write_attribute(json_, name, value);
    json_.end_array();
    // The format knows no time before 1970.
    write_integer(json_, "startTimeUnixNano", std::max<Nanos>(window.from, 0));
    write_integer(json_, "timeUnixNano", std::max<Nanos>(window.to, 0));
    if (const auto* count = std::get_if<std::uint64_t>(&sample)) write_count(json_, "asInt", *count);
    if (const auto* value = std::get_if<double>(&sample)) json_.number("asDouble", *value);
    if (const auto* durations = std::get_if<Durations>(&sample)) write_durations(json_, *durations);
    json_.end_object();
  }

  const Export& data_;
  JsonWriter json_;
};

}  // namespace

void write_otlp(const Export& data, std::ostream& out) { OtlpWriter(data, out).write(); }

}  // namespace invmon::exposition

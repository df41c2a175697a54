#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/units.hpp"
#include "policy/condition_quantity.hpp"
#include "policy/openslo.hpp"
#include "policy/section_readers.hpp"
#include "policy/sli_parse.hpp"

namespace invmon::policy {
namespace {

using std::string_view;

constexpr string_view kVersion = "openslo/v1";
constexpr std::array<string_view, 4> kDocumentKeys = {"apiVersion", "kind", "metadata", "spec"};
constexpr std::array<string_view, 4> kMetadataKeys = {"name", "displayName", "labels", "annotations"};
constexpr std::array<string_view, 8> kSpecKeys = {"description", "service",         "indicator",  "indicatorRef",
                                                  "timeWindow",  "budgetingMethod", "objectives", "alertPolicies"};
constexpr std::array<string_view, 7> kObjectiveKeys = {
    "displayName", "op", "value", "target", "targetPercent", "timeSliceTarget", "timeSliceWindow"};
constexpr std::array<string_view, 2> kMetricKeys = {"ratioMetric", "thresholdMetric"};
constexpr std::array<string_view, 4> kRatioKeys = {"counter", "good", "bad", "total"};
constexpr std::array<string_view, 2> kSourceKeys = {"type", "spec"};
constexpr std::array<string_view, 2> kTotalKeys = {"total", "where"};
constexpr std::array<string_view, 6> kCopied = {"where", "by", "sustained", "no_data", "min_events", "alerting"};
constexpr std::array<string_view, 4> kGoodKeys = {"good", "share_within", "uptime", "when"};
constexpr std::array<string_view, 2> kBadKeys = {"bad", "over"};
constexpr std::array<string_view, 1> kThresholdKeys = {"measure"};

/// Rewrites the documents as `slos` of a profile, whose reader then has the last word. Nodes keep their places in the file.
class Importer {
 public:
  Importer(string_view name, const record::Profile& profile) : yaml_(std::string(name)), profile_(profile) {}

  Result<std::vector<Slo>> import(string_view text) {
    const auto documents = YAML::LoadAll(std::string(text));
    for (const auto& document : documents) collect_indicator(document);
    for (const auto& document : documents) {
      if (kind_of(document) == "SLO") add(document);
    }
    if (!yaml_.failed() && slos_.size() == 0) yaml_.fail(YAML::Node(), "no document of the kind SLO");
    auto slos = read_slos(yaml_, slos_, profile_);
    if (yaml_.failed()) return yaml_.error();
    for (std::size_t i = 0; i < slos.size(); ++i) slos[i].place = places_[i];
    return slos;
  }

 private:
  /// The text at a key of a node that may be anything; empty if there is none.
  static std::string peek(const YAML::Node& node, const char* key) {
    const bool text = node.IsDefined() && node.IsMap() && node[key].IsDefined() && node[key].IsScalar();
    return text ? node[key].Scalar() : "";
  }

  static std::string kind_of(const YAML::Node& document) { return peek(document, "kind"); }

  /// An error about a field of the SLO that is being read.
  void fail(const YAML::Node& node, string_view field, string_view what, std::string hint = "") {
    yaml_.fail(node, fmt::format("SLO '{}': {}: {}", name_, field, what), std::move(hint));
  }

  bool check(const YAML::Node& node, string_view field, std::span<const string_view> known) {
    if (!yaml_.failed() && !node.IsDefined()) fail(document_, field, "is not there");
    return !yaml_.failed() && yaml_.check_map(node, fmt::format("SLO '{}': {}", name_, field), known);
  }

  std::string text(const YAML::Node& node, string_view field) {
    if (!yaml_.failed() && !node.IsDefined()) fail(document_, field, "is not there");
    return yaml_.text(node, fmt::format("SLO '{}': {}", name_, field)).value_or("");
  }

  void collect_indicator(const YAML::Node& document) {
    if (kind_of(document) == "SLI") indicators_.emplace(peek(document["metadata"], "name"), document["spec"]);
  }

  void add(const YAML::Node& document) {
    document_.reset(document);
    name_ = peek(document["metadata"], "name");
    if (!check(document, "the document", kDocumentKeys) || !check(document["metadata"], "metadata", kMetadataKeys)) return;
    text(document["metadata"]["name"], "metadata.name");
    if (text(document["apiVersion"], "apiVersion") != kVersion) {
      fail(document["apiVersion"], "apiVersion", "is not openslo/v1");
    }
    const auto spec = document["spec"];
    if (!check(spec, "spec", kSpecKeys)) return;
    const auto objectives = spec["objectives"];
    if (!objectives.IsDefined() || !objectives.IsSequence() || objectives.size() == 0) {
      return fail(spec, "spec.objectives", "is not a list of objectives");
    }
    if (spec["alertPolicies"].IsDefined() && spec["alertPolicies"].size() > 0) {
      fail(spec["alertPolicies"], "spec.alertPolicies", "is not read", "write alerting in the metricSource's spec");
    }
    for (std::size_t i = 0; i < objectives.size() && !yaml_.failed(); ++i) add(spec, objectives[i], objectives.size() > 1);
  }

  void add(const YAML::Node& spec, const YAML::Node& objective, bool several) {
    if (!check(objective, "spec.objectives", kObjectiveKeys)) return;
    YAML::Node slo(YAML::NodeType::Map);
    slo["name"] = several ? name_ + " " + text(objective["displayName"], "spec.objectives.displayName") : name_;
    if (spec["description"].IsDefined()) slo["description"] = spec["description"];
    slo["labels"] = labels(spec["service"]);
    if (objective["targetPercent"].IsDefined()) {
      slo["objective"] = text(objective["targetPercent"], "spec.objectives.targetPercent") + "%";
    } else if (objective["target"].IsDefined()) {
      slo["objective"] = objective["target"];
    } else {
      fail(objective, "spec.objectives.target", "is not there");
    }
    add_window(spec["timeWindow"], slo);
    const bool sliced = read_method(spec["budgetingMethod"]);
    add_indicator(spec, objective, sliced, slo);
    slos_.push_back(slo);
    places_.push_back(yaml_.where(document_));
  }

  YAML::Node labels(const YAML::Node& service) {
    YAML::Node result(YAML::NodeType::Map);
    const auto written = document_["metadata"]["labels"];
    for (const auto& [name, value] : read_labels(yaml_, written, "metadata.labels")) result[name] = value;
    const auto of = yaml_.text(service, "spec.service");
    if (of && *of != name_ && !(written.IsDefined() && written["service"].IsDefined())) result["service"] = *of;
    return result;
  }

  bool read_method(const YAML::Node& node) {
    const std::string method = text(node, "spec.budgetingMethod");
    if (method != "Occurrences" && method != "Timeslices") {
      fail(node, "spec.budgetingMethod", fmt::format("'{}' is not counted", method), "Occurrences and Timeslices are");
    }
    return method == "Timeslices";
  }

  /// A length such as 30d that does not hang on the calendar.
  std::string fixed_length(const YAML::Node& node, string_view field) {
    std::string length = text(node, field);
    if (!yaml_.failed() && (!parse_span(length) || std::string_view("mhdw").find(length.back()) == string_view::npos)) {
      fail(node, field, fmt::format("'{}' has no fixed length", length), "write a whole number of m, h, d or w");
    }
    return length;
  }

  void add_window(const YAML::Node& windows, YAML::Node& slo) {
    if (yaml_.failed()) return;
    if (!windows.IsDefined() || !windows.IsSequence() || windows.size() != 1) {
      return fail(document_, "spec.timeWindow", "is not a list of one");
    }
    const auto window = windows[0];
    constexpr std::array<string_view, 3> kKeys = {"duration", "isRolling", "calendar"};
    if (!check(window, "spec.timeWindow", kKeys)) return;
    if (text(window["isRolling"], "spec.timeWindow.isRolling") == "true") {
      slo["period"] = fixed_length(window["duration"], "spec.timeWindow.duration");
    } else {
      add_calendar(window, slo);
    }
  }

  void add_calendar(const YAML::Node& window, YAML::Node& slo) {
    static const std::map<string_view, string_view> units = {
        {"1d", "day"}, {"1w", "week"}, {"1M", "month"}, {"1Q", "quarter"}, {"1Y", "year"}};
    const std::string duration = text(window["duration"], "spec.timeWindow.duration");
    const auto unit = units.find(duration);
    if (unit == units.end()) {
      return fail(window, "spec.timeWindow.duration", fmt::format("'{}' is no unit of the calendar", duration),
                  "1d, 1w, 1M, 1Q and 1Y are");
    }
    constexpr std::array<string_view, 2> kKeys = {"startTime", "timeZone"};
    if (!check(window["calendar"], "spec.timeWindow.calendar", kKeys)) return;
    const auto start = window["calendar"]["startTime"];
    const auto time = parse_rfc3339(text(start, "spec.timeWindow.calendar.startTime"));
    slo["calendar"] = std::string(unit->second);
    if (!time || !begins(unit->second, *time)) {
      fail(start, "spec.timeWindow.calendar.startTime", fmt::format("is not the first moment of a {}", unit->second));
    }
    slo["zone"] = window["calendar"]["timeZone"].IsDefined() ? window["calendar"]["timeZone"] : YAML::Node("UTC");
  }

  /// Whether a wall clock's time is the beginning of a day, week, month, quarter or year.
  static bool begins(string_view unit, Nanos time) {
    const std::int64_t day = floor_div(time, kDay);
    const CivilDay civil = civil_from_days(day);
    constexpr std::int64_t kMonday = 4;  // 1970-01-05
    if (time % kDay != 0) return false;
    if (unit == "week") return (day - kMonday) % 7 == 0;
    if (unit == "day") return true;
    return civil.day == 1 && (unit == "month" || (unit == "quarter" ? civil.month % 3 == 1 : civil.month == 1));
  }

  void add_indicator(const YAML::Node& spec, const YAML::Node& objective, bool sliced, YAML::Node& slo) {
    if (yaml_.failed()) return;
    if (!spec["indicatorRef"].IsDefined() && (!spec["indicator"].IsDefined() || !spec["indicator"].IsMap())) {
      return fail(document_, "spec.indicator", "is not there");
    }
    const auto indicator = spec["indicatorRef"].IsDefined() ? referred(spec["indicatorRef"]) : spec["indicator"]["spec"];
    if (!check(indicator, "spec.indicator.spec", kMetricKeys)) return;
    const bool ratio = indicator["ratioMetric"].IsDefined();
    slo["sli"] = ratio ? ratio_sli(indicator["ratioMetric"], slo) : threshold_sli(indicator["thresholdMetric"], objective, slo);
    if (!yaml_.failed()) add_slices(objective, sliced, slo);
  }

  YAML::Node referred(const YAML::Node& reference) {
    const auto found = indicators_.find(text(reference, "spec.indicatorRef"));
    if (found != indicators_.end()) return found->second;
    fail(reference, "spec.indicatorRef", "names no SLI of this file");
    return YAML::Node();
  }

  /// What the source of a metric is asked for.
  YAML::Node source(const YAML::Node& metric, const std::string& field, std::span<const string_view> own) {
    const YAML::Node nothing(YAML::NodeType::Map);
    constexpr std::array<string_view, 1> kKeys = {"metricSource"};
    if (!check(metric, field, kKeys) || !check(metric["metricSource"], field + ".metricSource", kSourceKeys)) return nothing;
    const auto from = metric["metricSource"];
    const std::string type = text(from["type"], field + ".metricSource.type");
    if (!yaml_.failed() && type != "invmon") {
      fail(from["type"], field + ".metricSource.type", fmt::format("a log can't answer '{}'", type),
           "write 'type: invmon' and 'spec: {good: success}'");
    }
    std::vector<string_view> known(own.begin(), own.end());
    known.insert(known.end(), kCopied.begin(), kCopied.end());
    if (!check(from["spec"], field + ".metricSource.spec", known)) return nothing;
    return from["spec"];
  }

  void copy(const YAML::Node& from, YAML::Node& slo) {
    for (const string_view key : kCopied) {
      if (from[std::string(key)].IsDefined()) slo[std::string(key)] = from[std::string(key)];
    }
  }

  YAML::Node ratio_sli(const YAML::Node& metric, YAML::Node& slo) {
    const std::string field = "spec.indicator.spec.ratioMetric";
    YAML::Node sli(YAML::NodeType::Map);
    if (!check(metric, field, kRatioKeys)) return sli;
    const bool good = metric["good"].IsDefined();
    const auto spec = source(metric[good ? "good" : "bad"], field + (good ? ".good" : ".bad"),
                             good ? std::span<const string_view>(kGoodKeys) : std::span<const string_view>(kBadKeys));
    const auto total = source(metric["total"], field + ".total", kTotalKeys);
    if (yaml_.failed()) return sli;
    if (total["where"].IsDefined() && (!spec["where"].IsDefined() || spec["where"].Scalar() != total["where"].Scalar())) {
      fail(total["where"], field + ".total", "counts other records than the other part of the ratio");
    }
    copy(spec, slo);
    return good ? good_sli(spec) : bad_sli(spec, field);
  }

  static YAML::Node good_sli(const YAML::Node& spec) {
    YAML::Node sli(YAML::NodeType::Map);
    for (const string_view key : kGoodKeys) {
      if (spec[std::string(key)].IsDefined()) sli[std::string(key)] = spec[std::string(key)];
    }
    return sli;
  }

  YAML::Node bad_sli(const YAML::Node& spec, const std::string& field) {
    YAML::Node sli(YAML::NodeType::Map);
    if (spec["over"].IsDefined()) {
      sli["share_within"] = spec["over"];
    } else if (text(spec["bad"], field + ".bad.metricSource.spec.bad") == "failure") {
      sli["good"] = "success";
    } else {
      fail(spec["bad"], field + ".bad", "only failures can be bad", "write {bad: failure} or {over: 300ms}");
    }
    return sli;
  }

  YAML::Node threshold_sli(const YAML::Node& metric, const YAML::Node& objective, YAML::Node& slo) {
    const std::string field = "spec.indicator.spec.thresholdMetric";
    YAML::Node sli(YAML::NodeType::Map);
    const auto spec = source(metric, field, kThresholdKeys);
    const std::string measure = text(spec["measure"], field + ".metricSource.spec.measure");
    if (text(objective["op"], "spec.objectives.op") != "lte") fail(objective["op"], "spec.objectives.op", "must be lte");
    const std::string value = text(objective["value"], "spec.objectives.value");
    const auto seconds = parse_duration_seconds(value, TimeUnit::seconds);
    if (!yaml_.failed() && seconds.value_or(0) <= 0) fail(objective["value"], "spec.objectives.value", "is no number of seconds");
    if (yaml_.failed()) return sli;
    copy(spec, slo);
    const std::string key = measure == "duration" ? "share_within" : measure == "age" ? "freshness" : measure;
    if (key != "share_within" && key != "freshness" && !quantile_of(key)) {
      fail(spec["measure"], field + ".metricSource.spec.measure", fmt::format("'{}' is not measured", measure),
           "duration, age and quantiles of durations such as p95 are");
    }
    sli[key] = fmt::format("{:.9f}s", *seconds);
    return sli;
  }

  void add_slices(const YAML::Node& objective, bool sliced, YAML::Node& slo) {
    const auto target = objective["timeSliceTarget"];
    auto sli = slo["sli"];
    const bool share = sli["good"].IsDefined() || sli["share_within"].IsDefined();
    if (share && !sliced) return;
    if (!sliced) return fail(document_["spec"]["budgetingMethod"], "spec.budgetingMethod", "the indicator needs Timeslices");
    if (!share && target.IsDefined() && target.Scalar() != "1") {
      return fail(target, "spec.objectives.timeSliceTarget", "must be 1: the slice is good or bad as a whole");
    }
    if (share && !target.IsDefined()) return fail(objective, "spec.objectives.timeSliceTarget", "is not there");
    if (share) sli["at_least"] = target;
    if (!sli["uptime"].IsDefined()) {
      slo["per"] = fixed_length(objective["timeSliceWindow"], "spec.objectives.timeSliceWindow");
    }
  }

  record::YamlReader yaml_;
  const record::Profile& profile_;
  std::map<std::string, YAML::Node> indicators_;
  YAML::Node slos_{YAML::NodeType::Sequence};
  std::vector<std::string> places_;
  YAML::Node document_;
  std::string name_;
};

}  // namespace

Result<std::vector<Slo>> import_openslo(string_view yaml, string_view name, const record::Profile& profile) {
  try {
    return Importer(name, profile).import(yaml);
  } catch (const YAML::Exception& failure) {
    const auto& mark = failure.mark;
    const std::string where = mark.is_null() ? std::string(name) : fmt::format("{}:{}:{}", name, mark.line + 1, mark.column + 1);
    return Error{ErrorKind::configuration, where, "not YAML: " + failure.msg, ""};
  }
}

}  // namespace invmon::policy

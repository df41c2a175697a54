#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <array>
#include <cmath>
#include <utility>

#include "base/units.hpp"
#include "policy/openslo.hpp"
#include "policy/sli_parse.hpp"

namespace invmon::policy {
namespace {

/// OpenSLO's lengths are one whole number and its unit.
std::string length(Nanos span) {
  static constexpr std::array<std::pair<Nanos, char>, 3> kUnits = {{{kDay, 'd'}, {kHour, 'h'}, {kMinute, 'm'}}};
  for (const auto& [size, name] : kUnits) {
    if (span % size == 0) return fmt::format("{}{}", span / size, name);
  }
  return "";
}

std::string seconds_span(double seconds) { return format_span(std::llround(seconds * static_cast<double>(kSecond))); }

/// Writes one SLO as a document.
class Exporter {
 public:
  Exporter(YAML::Emitter& out, const Slo& slo) : out_(out), slo_(slo) {}

  void write() {
    out_ << YAML::BeginDoc << YAML::BeginMap;
    pair("apiVersion", "openslo/v1");
    pair("kind", "SLO");
    out_ << YAML::Key << "metadata" << YAML::Value << YAML::BeginMap;
    text("name", slo_.name);
    texts("labels", slo_.labels);
    out_ << YAML::EndMap << YAML::Key << "spec" << YAML::Value << YAML::BeginMap;
    if (!slo_.description.empty()) text("description", slo_.description);
    const auto service = slo_.labels.find("service");
    text("service", service == slo_.labels.end() ? slo_.name : service->second);
    write_indicator();
    write_window();
    pair("budgetingMethod", slo_.slice ? "Timeslices" : "Occurrences");
    write_objective();
    out_ << YAML::EndMap << YAML::EndMap;
  }

 private:
  /// A word of the format, or a number.
  void pair(const char* key, const std::string& value) { out_ << YAML::Key << key << YAML::Value << value; }

  /// Anything, in quotes, so that nobody takes it for a number or a truth value.
  void text(const std::string& key, const std::string& value) {
    out_ << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << value;
  }

  void texts(const char* key, const Labels& labels) {
    if (labels.empty()) return;
    out_ << YAML::Key << key << YAML::Value << YAML::BeginMap;
    for (const auto& [name, value] : labels)
      out_ << YAML::Key << YAML::DoubleQuoted << name << YAML::Value << YAML::DoubleQuoted << value;
    out_ << YAML::EndMap;
  }

  bool threshold() const { return slo_.sli.kind == Sli::Kind::quantile || slo_.sli.kind == Sli::Kind::freshness; }

  void write_indicator() {
    out_ << YAML::Key << "indicator" << YAML::Value << YAML::BeginMap << YAML::Key << "metadata" << YAML::Value << YAML::BeginMap;
    text("name", slo_.name);
    out_ << YAML::EndMap << YAML::Key << "spec" << YAML::Value << YAML::BeginMap;
    if (threshold()) {
      out_ << YAML::Key << "thresholdMetric" << YAML::Value << YAML::BeginMap;
      write_source();
    } else {
      out_ << YAML::Key << "ratioMetric" << YAML::Value << YAML::BeginMap;
      pair("counter", "true");
      out_ << YAML::Key << "good" << YAML::Value << YAML::BeginMap;
      write_source();
      out_ << YAML::EndMap << YAML::Key << "total" << YAML::Value << YAML::BeginMap;
      write_total();
      out_ << YAML::EndMap;
    }
    out_ << YAML::EndMap << YAML::EndMap << YAML::EndMap;
  }

  void begin_source() {
    out_ << YAML::Key << "metricSource" << YAML::Value << YAML::BeginMap;
    pair("type", "invmon");
    out_ << YAML::Key << "spec" << YAML::Value << YAML::BeginMap;
  }

  void write_total() {
    begin_source();
    pair("total", "transactions");
    if (slo_.where) text("where", slo_.where->text);
    out_ << YAML::EndMap << YAML::EndMap;
  }

  void write_source() {
    begin_source();
    write_goal();
    if (slo_.where) text("where", slo_.where->text);
    if (!slo_.by.empty()) {
      out_ << YAML::Key << "by" << YAML::Value << YAML::Flow << YAML::BeginSeq;
      for (const auto& name : slo_.by) out_ << YAML::DoubleQuoted << name;
      out_ << YAML::EndSeq;
    }
    if (slo_.sustained > 1) pair("sustained", fmt::to_string(slo_.sustained));
    if (slo_.no_data != NoData::hold) pair("no_data", slo_.no_data == NoData::ok ? "ok" : "breach");
    if (slo_.min_events != default_min_events(slo_.sli)) pair("min_events", fmt::to_string(slo_.min_events));
    if (!slo_.alerting.empty()) write_alerting();
    out_ << YAML::EndMap << YAML::EndMap;
  }

  void write_goal() {
    const Sli& sli = slo_.sli;
    switch (sli.kind) {
      case Sli::Kind::success:
        return pair("good", "success");
      case Sli::Kind::share_within:
        return pair("share_within", seconds_span(sli.within));
      case Sli::Kind::quantile:
        return pair("measure", fmt::format("p{:.12g}", sli.quantile * 100));
      case Sli::Kind::freshness:
        return pair("measure", "age");
      case Sli::Kind::uptime:
        return pair("uptime", format_span(*slo_.slice) + " checks");
      case Sli::Kind::condition:
        return text("when", sli.when->text());
    }
  }

  void write_alerting() {
    out_ << YAML::Key << "alerting" << YAML::Value << YAML::BeginMap << YAML::Key << "burn_rate" << YAML::Value << YAML::BeginSeq;
    for (const BurnRow& row : slo_.alerting) {
      out_ << YAML::Flow << YAML::BeginMap;
      pair("long", format_span(row.long_window));
      pair("short", format_span(row.short_window));
      pair("burn", plain_number(row.burn));
      text("severity", row.severity);
      if (row.hold.checks > 0) pair("for", fmt::format("{} checks", row.hold.checks));
      if (row.hold.span > 0) pair("for", format_span(row.hold.span));
      out_ << YAML::EndMap;
    }
    out_ << YAML::EndSeq;
    pair("min_events", fmt::to_string(slo_.alert_min_events));
    pair("min_bad", fmt::to_string(slo_.alert_min_bad));
    texts("labels", slo_.alert_labels);
    texts("annotations", slo_.alert_annotations);
    out_ << YAML::EndMap;
  }

  void write_window() {
    static constexpr std::array<const char*, 6> kUnits = {"", "1d", "1w", "1M", "1Q", "1Y"};
    const bool rolling = slo_.calendar == Slo::Calendar::none;
    out_ << YAML::Key << "timeWindow" << YAML::Value << YAML::BeginSeq << YAML::BeginMap;
    pair("duration", rolling ? length(slo_.period) : kUnits[static_cast<std::size_t>(slo_.calendar)]);
    pair("isRolling", rolling ? "true" : "false");
    if (!rolling) {
      out_ << YAML::Key << "calendar" << YAML::Value << YAML::BeginMap;
      // This Monday begins a day, a week, a month, a quarter and a year.
      text("startTime", "2024-01-01 00:00:00");
      text("timeZone", slo_.zone_name);
      out_ << YAML::EndMap;
    }
    out_ << YAML::EndMap << YAML::EndSeq;
  }

  void write_objective() {
    out_ << YAML::Key << "objectives" << YAML::Value << YAML::BeginSeq << YAML::BeginMap;
    if (threshold()) {
      pair("op", "lte");
      pair("value", plain_number(slo_.sli.within));
    }
    pair("target", plain_number(slo_.objective));
    if (slo_.slice) {
      pair("timeSliceTarget", plain_number(slo_.sli.at_least.value_or(1)));
      pair("timeSliceWindow", length(*slo_.slice));
    }
    out_ << YAML::EndMap << YAML::EndSeq;
  }

  YAML::Emitter& out_;
  const Slo& slo_;
};

}  // namespace

Result<std::string> export_openslo(std::span<const Slo> slos) {
  YAML::Emitter out;
  for (const Slo& slo : slos) {
    if (length(slo.period).empty() || length(slo.slice.value_or(0)).empty()) {
      return Error{ErrorKind::configuration, slo.place, fmt::format("OpenSLO can't express the lengths of SLO '{}'", slo.name),
                   "period and per must be whole minutes"};
    }
    Exporter(out, slo).write();
  }
  return std::string(out.c_str()) + "\n";
}

}  // namespace invmon::policy

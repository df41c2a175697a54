#include "policy/openslo.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "lib/policy/slo_log.hpp"

namespace invmon::policy {
namespace {

std::string objective_of(const std::string& method, const std::string& indicator, const std::string& objective,
                         const std::string& window = "[{duration: 30d, isRolling: true}]") {
  return "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: shop}\nspec:\n  description: d\n  service: web\n  indicator: "
         "{spec: " +
         indicator + "}\n  timeWindow: " + window + "\n  budgetingMethod: " + method + "\n  objectives: [" + objective + "]\n";
}

std::string ratio(const std::string& spec) {
  return "{ratioMetric: {counter: true, good: {metricSource: {type: invmon, spec: " + spec +
         "}}, total: {metricSource: {type: invmon, spec: {total: transactions}}}}}";
}

std::string threshold(const std::string& spec) { return "{thresholdMetric: {metricSource: {type: invmon, spec: " + spec + "}}}"; }

Slo imported(const std::string& text) {
  const auto slos = import_openslo(text, "o.yaml", slo_profile());
  INFO(text, (slos ? "" : to_string(slos.error())));
  REQUIRE(slos);
  REQUIRE(slos->size() == 1);
  return slos->front();
}

void check_error(const std::string& text, const std::string& expected) {
  const auto slos = import_openslo(text, "o.yaml", slo_profile());
  INFO(text);
  REQUIRE_FALSE(slos);
  INFO(to_string(slos.error()));
  CHECK(to_string(slos.error()).find(expected) != std::string::npos);
  CHECK(slos.error().where.starts_with("o.yaml"));
}

void check_equal(const Slo& a, const Slo& b) {
  CHECK(a.name == b.name);
  CHECK(a.description == b.description);
  CHECK(a.labels == b.labels);
  CHECK(a.objective == b.objective);
  CHECK(a.sli.kind == b.sli.kind);
  CHECK(a.sli.within == b.sli.within);
  CHECK(a.sli.quantile == b.sli.quantile);
  CHECK(a.sli.at_least == b.sli.at_least);
  CHECK((a.sli.when ? a.sli.when->text() : "") == (b.sli.when ? b.sli.when->text() : ""));
  CHECK(a.slice == b.slice);
  CHECK(a.sustained == b.sustained);
  CHECK(a.no_data == b.no_data);
  CHECK(a.min_events == b.min_events);
  CHECK(a.period == b.period);
  CHECK(a.calendar == b.calendar);
  CHECK(a.zone_name == b.zone_name);
  CHECK(a.zone.is_utc() == b.zone.is_utc());
  CHECK(a.by == b.by);
  CHECK((a.where ? a.where->text : "") == (b.where ? b.where->text : ""));
  REQUIRE(a.alerting.size() == b.alerting.size());
  for (std::size_t i = 0; i < a.alerting.size(); ++i) {
    CHECK(a.alerting[i].long_window == b.alerting[i].long_window);
    CHECK(a.alerting[i].short_window == b.alerting[i].short_window);
    CHECK(a.alerting[i].burn == b.alerting[i].burn);
    CHECK(a.alerting[i].severity == b.alerting[i].severity);
    CHECK(a.alerting[i].hold.span == b.alerting[i].hold.span);
    CHECK(a.alerting[i].hold.checks == b.alerting[i].hold.checks);
  }
  CHECK(a.alert_min_events == b.alert_min_events);
  CHECK(a.alert_min_bad == b.alert_min_bad);
  CHECK(a.alert_labels == b.alert_labels);
  CHECK(a.alert_annotations == b.alert_annotations);
}

}  // namespace

TEST_CASE("ratios by occurrences and by timeslices are imported") {
  const auto events =
      imported(objective_of("Occurrences", ratio("{good: success, where: 'x == 1', by: [warehouse]}"), "{target: 0.995}"));
  CHECK(events.name == "shop");
  CHECK(events.description == "d");
  CHECK(events.labels == Labels{{"service", "web"}});
  CHECK(events.objective == 0.995);
  CHECK(events.where->text == "x == 1");
  CHECK(events.by == std::vector<std::string>{"warehouse"});
  CHECK(events.place == "o.yaml:1:1");
  const auto slices = imported(objective_of("Timeslices", ratio("{share_within: 300ms}"),
                                            "{targetPercent: 99.5, timeSliceTarget: 0.95, timeSliceWindow: 1h}"));
  CHECK(slices.objective == 0.995);
  CHECK(slices.slice == kHour);
  CHECK(slices.sli.at_least == 0.95);
  CHECK(slices.sli.within == 0.3);
}

TEST_CASE("bad over total is the same as good over total") {
  const std::string bad =
      "{ratioMetric: {bad: {metricSource: {type: invmon, spec: {over: 800ms}}}, "
      "total: {metricSource: {type: invmon, spec: {total: transactions}}}}}";
  const auto slo = imported(objective_of("Occurrences", bad, "{target: 0.9}"));
  CHECK(slo.sli.kind == Sli::Kind::share_within);
  CHECK(slo.sli.within == 0.8);
}

TEST_CASE("thresholds are those of durations, quantiles and age") {
  const std::string slice = ", op: lte, timeSliceWindow: 1h, timeSliceTarget: 1}";
  const auto quantile = imported(objective_of("Timeslices", threshold("{measure: p99}"), "{target: 0.9, value: 0.5" + slice));
  CHECK(quantile.sli.kind == Sli::Kind::quantile);
  CHECK(quantile.sli.quantile == 0.99);
  CHECK(quantile.sli.within == 0.5);
  const auto age = imported(objective_of("Timeslices", threshold("{measure: age}"), "{target: 0.9, value: 900" + slice));
  CHECK(age.sli.kind == Sli::Kind::freshness);
  CHECK(age.sli.within == 900);
  const auto duration =
      imported(objective_of("Occurrences", threshold("{measure: duration}"), "{target: 0.9, value: 0.3, op: lte}"));
  CHECK(duration.sli.kind == Sli::Kind::share_within);
  CHECK(duration.sli.within == 0.3);
}

TEST_CASE("calendars begin where the zone's units do") {
  const auto window = [](const std::string& duration, const std::string& start) {
    return objective_of(
        "Occurrences", ratio("{good: success}"), "{target: 0.9}",
        "[{duration: " + duration + ", isRolling: false, calendar: {startTime: '" + start + "', timeZone: America/New_York}}]");
  };
  const auto month = imported(window("1M", "2022-03-01 00:00:00"));
  CHECK(month.calendar == Slo::Calendar::month);
  CHECK(month.zone_name == "America/New_York");
  CHECK(imported(window("1w", "2025-06-02 00:00:00")).calendar == Slo::Calendar::week);
  CHECK(imported(window("1Q", "2025-07-01 00:00:00")).calendar == Slo::Calendar::quarter);
  check_error(window("1M", "2022-01-01 12:00:00"),
              "SLO 'shop': spec.timeWindow.calendar.startTime: is not the first moment of a month");
  check_error(window("1w", "2025-06-03 00:00:00"), "is not the first moment of a week");
  check_error(window("1Q", "2025-06-01 00:00:00"), "is not the first moment of a quarter");
  check_error(window("1Y", "2025-02-01 00:00:00"), "is not the first moment of a year");
  check_error(window("2w", "2025-06-02 00:00:00"), "spec.timeWindow.duration: '2w' is no unit of the calendar");
}

TEST_CASE("an indicator may be a document of its own, and an SLO may have several objectives") {
  const std::string text = "apiVersion: openslo/v1\nkind: SLI\nmetadata: {name: ok}\nspec: " + ratio("{good: success}") +
                           "\n---\napiVersion: openslo/v1\nkind: SLO\nmetadata: {name: shop}\nspec:\n  indicatorRef: ok\n"
                           "  timeWindow: [{duration: 4w, isRolling: true}]\n  budgetingMethod: Occurrences\n"
                           "  objectives: [{displayName: SLA, target: 0.9}, {displayName: own, target: 0.99}]\n";
  const auto slos = import_openslo(text, "o.yaml", slo_profile());
  INFO((slos ? "" : to_string(slos.error())));
  REQUIRE(slos);
  REQUIRE(slos->size() == 2);
  CHECK((*slos)[0].name == "shop SLA");
  CHECK((*slos)[1].name == "shop own");
  CHECK((*slos)[1].objective == 0.99);
  CHECK((*slos)[1].period == 28 * kDay);
  CHECK((*slos)[1].place == "o.yaml:6:1");
}

TEST_CASE("what a log can't answer is an error that names the document and the field") {
  const std::string good = ratio("{good: success}");
  check_error("a: [", "not YAML");
  check_error("kind: Service", "no document of the kind SLO");
  check_error("kind: SLO\napiVersion: openslo/v1\nmetadata: {name: x}", "SLO 'x': spec: is not there");
  check_error("kind: SLO\napiVersion: openslo/v2\nmetadata: {name: x}\nspec: {}", "SLO 'x': apiVersion: is not openslo/v1");
  check_error("kind: SLO\napiVersion: openslo/v1\nspec: {}", "SLO '': metadata: is not there");
  check_error(objective_of("RatioTimeslices", good, "{target: 0.9}"),
              "SLO 'shop': spec.budgetingMethod: 'RatioTimeslices' is not counted");
  check_error(objective_of("Occurrences", good, "{value: 1}"), "SLO 'shop': spec.objectives.target: is not there");
  check_error(objective_of("Occurrences", good, "{target: 1.5}"), "objective must lie between");
  check_error(objective_of("Timeslices", good, "{target: 0.9, timeSliceWindow: 1h}"),
              "spec.objectives.timeSliceTarget: is not there");
  check_error(objective_of("Timeslices", good, "{target: 0.9, timeSliceTarget: 0.9}"),
              "spec.objectives.timeSliceWindow: is not there");
  check_error(objective_of("Timeslices", good, "{target: 0.9, timeSliceTarget: 0.9, timeSliceWindow: 1M}"),
              "'1M' has no fixed length");
  check_error(objective_of("Occurrences", good, "{target: 0.9}", "[{duration: 1M, isRolling: true}]"),
              "'1M' has no fixed length");
  check_error(objective_of("Occurrences", good, "{target: 0.9}", "[]"), "spec.timeWindow: is not a list of one");
  check_error(
      objective_of("Occurrences", "{ratioMetric: {good: {metricSource: {type: Prometheus, spec: {query: q}}}}}", "{target: 0.9}"),
      "o.yaml:7:");
  check_error(
      objective_of("Occurrences", "{ratioMetric: {good: {metricSource: {type: Prometheus, spec: {query: q}}}}}", "{target: 0.9}"),
      "SLO 'shop': spec.indicator.spec.ratioMetric.good.metricSource.type: a log can't answer 'Prometheus'");
  check_error(objective_of("Occurrences", "{ratioMetric: {raw: {}}}", "{target: 0.9}"), "unknown key 'raw'");
  check_error(objective_of("Occurrences", ratio("{query: q}"), "{target: 0.9}"), "unknown key 'query'");
  check_error(objective_of("Occurrences", threshold("{measure: cpu}"), "{op: lte, value: 1, target: 0.9}"),
              "'cpu' is not measured");
  check_error(objective_of("Occurrences", threshold("{measure: duration}"), "{op: lt, value: 1, target: 0.9}"),
              "spec.objectives.op: must be lte");
  check_error(objective_of("Occurrences", threshold("{measure: p95}"), "{op: lte, value: 1, target: 0.9}"),
              "the indicator needs Timeslices");
  check_error(objective_of("Timeslices", threshold("{measure: p95}"),
                           "{op: lte, value: 1, target: 0.9, timeSliceTarget: 0.9, timeSliceWindow: 1h}"),
              "timeSliceTarget: must be 1");
  check_error(objective_of("Occurrences", good, "{target: 0.9}") + "  alertPolicies: [{alertPolicyRef: x}]\n",
              "SLO 'shop': spec.alertPolicies: is not read");
}

TEST_CASE("broken documents are errors, whatever they break") {
  const std::string whole =
      objective_of("Timeslices", ratio("{good: success}"), "{target: 0.9, timeSliceTarget: 0.9, timeSliceWindow: 1h}");
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    for (const std::string& text : {whole.substr(0, cut), whole.substr(0, cut) + "x" + whole.substr(cut + 1),
                                    whole.substr(0, cut) + whole.substr(cut + 1)}) {
      const auto slos = import_openslo(text, "o.yaml", slo_profile());
      if (!slos) CHECK(slos.error().where.starts_with("o.yaml"));
    }
  }
}

TEST_CASE("what is exported is imported as it was") {
  const std::vector<std::string> entries = {
      "{name: availability, objective: 99.5%, sli: {good: success}}",
      "{name: 'a: \"b\"', description: 'x # y', objective: 99.95%, sli: {share_within: 300ms}, period: 7d, by: [warehouse], "
      "where: 'event == \"a\\\\b\"', labels: {service: shop, 'true': '12'}, alerting: {burn_rate: pyrra, labels: {a: b}, "
      "annotations: {c: d}}}",
      "{name: c, objective: 93.1%, sli: {good: success}, alerting: {burn_rate: [{long: 90s, burn: 2.5, for: 3 checks}], "
      "min_events: 0, min_bad: 5}}",
      "{name: d, objective: 90%, sli: {good: success, at_least: 100%}, per: 1h, calendar: month, zone: Europe/Berlin, "
      "min_events: 20}",
      "{name: e, objective: 90%, sli: {p99.9: 1.5s}, per: 90m, sustained: 3, no_data: breach, calendar: week}",
      "{name: f, objective: 90%, sli: {freshness: 15m}, per: 5m, no_data: ok}",
      "{name: g, objective: 99.9%, sli: {uptime: 5m checks}, period: 1d}",
      "{name: h, objective: 90%, sli: {when: 'error_rate <= 2% and max(cpu_percent) < 85%'}, per: 1h, calendar: year}"};
  std::vector<Slo> slos;
  for (const auto& entry : entries) slos.push_back(slo_of(entry));
  const auto text = export_openslo(slos);
  REQUIRE(text);
  const auto back = import_openslo(*text, "o.yaml", slo_profile());
  INFO(*text, (back ? "" : to_string(back.error())));
  REQUIRE(back);
  REQUIRE(back->size() == slos.size());
  for (std::size_t i = 0; i < slos.size(); ++i) {
    INFO(entries[i]);
    check_equal(slos[i], (*back)[i]);
  }
}

TEST_CASE("lengths that OpenSLO has no unit for can't be exported") {
  const std::vector<Slo> slos = {slo_of("{name: a, objective: 90%, sli: {uptime: 90s checks}}")};
  const auto text = export_openslo(slos);
  REQUIRE_FALSE(text);
  CHECK(to_string(text.error()).find("OpenSLO can't express the lengths of SLO 'a'") != std::string::npos);
}

TEST_CASE("the examples of OpenSLO's own repository are understood up to their sources") {
  const auto folder = std::filesystem::path(INVMON_SOURCE_DIR) / "../shared/data/suites/openslo";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: no data in " << folder.string());
    return;
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    const auto slos = import_openslo(text.str(), "o.yaml", slo_profile());
    INFO(entry.path().string());
    REQUIRE_FALSE(slos);
    CHECK(slos.error().what.starts_with("SLO '"));
    CHECK(slos.error().where != "o.yaml");
  }
  CHECK(files > 0);
}

}  // namespace invmon::policy

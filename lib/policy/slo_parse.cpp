#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "policy/burn_rows.hpp"
#include "policy/calendar_period.hpp"
#include "policy/condition_quantity.hpp"
#include "policy/section_readers.hpp"
#include "policy/sli_parse.hpp"

namespace invmon::policy {
namespace {

using record::YamlReader;
using std::string_view;

constexpr std::array<string_view, 15> kSloKeys = {"name",      "description", "objective",  "sli",    "per",
                                                  "sustained", "no_data",     "min_events", "period", "calendar",
                                                  "zone",      "by",          "where",      "labels", "alerting"};
constexpr std::array<string_view, 5> kAlertingKeys = {"burn_rate", "min_events", "min_bad", "labels", "annotations"};
constexpr std::array<string_view, 5> kRowKeys = {"long", "short", "burn", "severity", "for"};

constexpr std::array<std::pair<string_view, Slo::Calendar>, 5> kCalendars = {{{"day", Slo::Calendar::day},
                                                                              {"week", Slo::Calendar::week},
                                                                              {"month", Slo::Calendar::month},
                                                                              {"quarter", Slo::Calendar::quarter},
                                                                              {"year", Slo::Calendar::year}}};

NoData read_slice_no_data(YamlReader& yaml, const YAML::Node& node) {
  const auto text = yaml.text(node, "no_data");
  if (!text || *text == "unknown") return NoData::hold;
  if (*text == "ok") return NoData::ok;
  if (*text != "breach") yaml.fail(node, fmt::format("unknown no_data '{}'", *text), "unknown, ok and breach are known");
  return NoData::breach;
}

void read_calendar(YamlReader& yaml, const YAML::Node& node, Slo& slo) {
  const auto text = yaml.text(node, "calendar");
  if (!text) return;
  const auto* const known = std::ranges::find(kCalendars, *text, [](const auto& entry) { return entry.first; });
  if (known == kCalendars.end()) {
    return yaml.fail(node, fmt::format("unknown calendar '{}'", *text), "day, week, month, quarter and year are known");
  }
  slo.calendar = known->second;
  slo.period = nominal_length(slo.calendar);
}

void read_zone(YamlReader& yaml, const YAML::Node& node, Slo& slo) {
  const auto name = yaml.text(node, "zone");
  if (!name) return;
  const auto zone = TimeZone::load(*name);
  if (!zone) return yaml.fail(node, zone.error().what, zone.error().hint);
  slo.zone = *zone;
  slo.zone_name = *name;
}

void read_period(YamlReader& yaml, const YAML::Node& node, Slo& slo) {
  if (node["period"].IsDefined()) {
    if (node["calendar"].IsDefined()) yaml.fail(node["calendar"], "an SLO has either a period or a calendar");
    slo.period = read_whole_seconds(yaml, node["period"], "period");
  }
  read_calendar(yaml, node["calendar"], slo);
  if (node["zone"].IsDefined() && !node["calendar"].IsDefined()) yaml.fail(node["zone"], "only a calendar has a time zone");
  read_zone(yaml, node["zone"], slo);
}

/// What only timeslices have.
void read_slices(YamlReader& yaml, const YAML::Node& node, Slo& slo) {
  if (node["per"].IsDefined()) {
    if (slo.sli.kind == Sli::Kind::uptime) yaml.fail(node["per"], "uptime has slices of its own: one a check");
    slo.slice = read_whole_seconds(yaml, node["per"], "per");
  }
  for (const char* key : {"sustained", "no_data"}) {
    if (node[key].IsDefined() && !slo.slice) yaml.fail(node[key], fmt::format("{} needs timeslices", key), "add 'per: 1h'");
  }
  slo.sustained = yaml.natural(node["sustained"], "sustained").value_or(1);
  slo.no_data = read_slice_no_data(yaml, node["no_data"]);
  if (slo.slice && !yaml.failed() && *slo.slice > slo.period) yaml.fail(node["per"], "a timeslice is longer than the period");
}

double read_burn(YamlReader& yaml, const YAML::Node& node) {
  const auto text = yaml.text(node, "burn");
  if (!text) return 0;
  const auto amount = parse_amount(*text);
  const bool rate = amount && amount->quantity == Quantity::number && amount->value > 0;
  if (!rate) yaml.fail(node, fmt::format("'{}' is no burn rate", *text), "write it like 14.4");
  return rate ? amount->value : 0;
}

BurnRow read_row(YamlReader& yaml, const YAML::Node& node, Nanos period) {
  constexpr Nanos kShortPart = 12;
  BurnRow row;
  if (!yaml.check_map(node, "a row of burn_rate", kRowKeys)) return row;
  for (const char* key : {"long", "burn"}) {
    if (!node[key].IsDefined()) yaml.fail(node, fmt::format("a row of burn_rate has no {}", key), "write {long: 1h, burn: 14.4}");
  }
  row.long_window = read_whole_seconds(yaml, node["long"], "long");
  row.short_window = node["short"].IsDefined() ? read_whole_seconds(yaml, node["short"], "short")
                                               : std::max(kSecond, row.long_window / kShortPart / kSecond * kSecond);
  row.burn = read_burn(yaml, node["burn"]);
  row.severity = yaml.text(node["severity"], "severity").value_or("page");
  row.hold = read_hold(yaml, node["for"], "for");
  if (yaml.failed()) return row;
  if (row.short_window > row.long_window) yaml.fail(node["short"], "the short window is longer than the long one");
  if (row.long_window > period) yaml.fail(node["long"], "the window is longer than the SLO's period");
  return row;
}

std::vector<BurnRow> read_rows(YamlReader& yaml, const YAML::Node& node, Nanos period) {
  std::vector<BurnRow> rows;
  if (node.IsSequence()) {
    for (const auto& item : node) rows.push_back(read_row(yaml, item, period));
    if (rows.empty()) yaml.fail(node, "burn_rate has no rows");
    return rows;
  }
  const auto name = yaml.text(node, "burn_rate");
  if (name == "sre") return sre_rows(period);
  if (name == "pyrra") return pyrra_rows(period);
  if (name)
    yaml.fail(node, fmt::format("unknown burn_rate '{}'", *name), "sre, pyrra, or rows {long, short, burn, severity, for}");
  return rows;
}

void read_alerting(YamlReader& yaml, const YAML::Node& node, Slo& slo) {
  if (slo.slice) return yaml.fail(node, "burn rates are alerted on for events only", "leave out alerting, or 'per'");
  if (!yaml.check_map(node, "alerting", kAlertingKeys)) return;
  if (!node["burn_rate"].IsDefined()) return yaml.fail(node, "alerting has no burn_rate", "add 'burn_rate: sre'");
  slo.alerting = read_rows(yaml, node["burn_rate"], slo.period);
  slo.alert_min_events = read_events(yaml, node["min_events"], "min_events").value_or(slo.alert_min_events);
  slo.alert_min_bad = read_events(yaml, node["min_bad"], "min_bad").value_or(slo.alert_min_bad);
  slo.alert_labels = read_labels(yaml, node["labels"], "labels");
  slo.alert_annotations = read_labels(yaml, node["annotations"], "annotations");
  if (yaml.failed()) return;
  if (slo.alerting.empty()) yaml.fail(node["burn_rate"], "the period is shorter than every window", "give rows of your own");
  const auto unreachable = unreachable_rows(slo);
  if (!unreachable.empty() && unreachable.size() == slo.alerting.size()) {
    yaml.fail(node["burn_rate"], "no alert can ever fire: " + unreachable.front(), "lower the burn rates");
  }
}

Slo read_slo(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile) {
  Slo slo;
  slo.place = yaml.where(node);
  if (!yaml.check_map(node, "an SLO", kSloKeys)) return slo;
  if (!node["name"].IsDefined()) yaml.fail(node, "the SLO has no name", "add 'name: NAME'");
  slo.name = yaml.text(node["name"], "name").value_or("");
  slo.description = yaml.text(node["description"], "description").value_or("");
  if (!node["objective"].IsDefined()) {
    yaml.fail(node, fmt::format("SLO '{}' has no objective", slo.name), "add 'objective: 99.5%'");
  }
  slo.objective = read_ratio(yaml, node["objective"], "objective");
  read_sli(yaml, node, profile, slo);
  read_period(yaml, node, slo);
  if (!yaml.failed()) read_slices(yaml, node, slo);
  slo.min_events = read_events(yaml, node["min_events"], "min_events").value_or(default_min_events(slo.sli));
  slo.by = read_by(yaml, node["by"], profile);
  slo.where = yaml.expression(node["where"], "where");
  slo.labels = read_labels(yaml, node["labels"], "labels");
  if (!yaml.failed() && node["alerting"].IsDefined()) read_alerting(yaml, node["alerting"], slo);
  return slo;
}

}  // namespace

std::vector<Slo> read_slos(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile) {
  std::vector<Slo> slos;
  if (yaml.failed()) return slos;
  if (!node.IsSequence()) yaml.fail(node, "slos must be a list");
  for (std::size_t i = 0; i < node.size() && !yaml.failed(); ++i) {
    Slo slo = read_slo(yaml, node[i], profile);
    if (yaml.failed()) break;
    const auto same = std::ranges::find(slos, slo.name, &Slo::name);
    if (same != slos.end()) yaml.fail(node[i], fmt::format("an SLO called '{}' stands at {}", slo.name, same->place));
    slos.push_back(std::move(slo));
  }
  return slos;
}

}  // namespace invmon::policy

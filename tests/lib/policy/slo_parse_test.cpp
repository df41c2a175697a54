#include <array>

#include "lib/policy/slo_log.hpp"

namespace invmon::policy {
namespace {

using doctest::Approx;

void check_slo_error(const std::string& text, const std::string& expected) {
  INFO(text);
  const auto slos = parse_slos(text);
  REQUIRE_FALSE(slos);
  CHECK(to_string(slos.error()).substr(0, expected.size()) == expected);
  CHECK(slos.error().kind == ErrorKind::configuration);
}

/// An SLO with some keys more.
std::string with(const std::string& keys) { return "- {name: a, objective: 99%, " + keys + "}"; }

}  // namespace

TEST_CASE("an SLO of few keys has the defaults") {
  const auto slo = slo_of("{name: availability, objective: 99.5%, sli: {good: success}}");
  CHECK(slo.name == "availability");
  CHECK(slo.objective == 0.995);
  CHECK(slo.sli.kind == Sli::Kind::success);
  CHECK_FALSE(slo.slice);
  CHECK(slo.period == 30 * kDay);
  CHECK(slo.calendar == Slo::Calendar::none);
  CHECK(slo.no_data == NoData::hold);
  CHECK(slo.min_events == 1);
  CHECK(slo.sustained == 1);
  CHECK(slo.alerting.empty());
  CHECK(slo.place == "profile.yaml:1:3");
}

TEST_CASE("every key of an SLO is read") {
  const auto slo = slo_of(
      "{name: a, description: d, objective: 0.95, sli: {share_within: 0.8s, at_least: 100%}, per: 1h, sustained: 3, "
      "no_data: breach, min_events: 20, calendar: quarter, zone: Europe/Berlin, by: [warehouse], where: 'x == 1', "
      "labels: {team: ops}}");
  CHECK(slo.description == "d");
  CHECK(slo.objective == 0.95);
  CHECK(slo.sli.kind == Sli::Kind::share_within);
  CHECK(slo.sli.within == 0.8);
  CHECK(slo.sli.at_least == 1.0);
  CHECK(slo.slice == kHour);
  CHECK(slo.sustained == 3);
  CHECK(slo.no_data == NoData::breach);
  CHECK(slo.min_events == 20);
  CHECK(slo.calendar == Slo::Calendar::quarter);
  CHECK(slo.period == 90 * kDay);
  CHECK(slo.zone_name == "Europe/Berlin");
  CHECK_FALSE(slo.zone.is_utc());
  CHECK(slo.by == std::vector<std::string>{"warehouse"});
  CHECK(slo.where->text == "x == 1");
  CHECK(slo.labels == Labels{{"team", "ops"}});
}

TEST_CASE("indicators by timeslice") {
  const auto quantile = slo_of("{name: a, objective: 99%, sli: {p99.5: 300ms}, per: 1h}");
  CHECK(quantile.sli.kind == Sli::Kind::quantile);
  CHECK(quantile.sli.quantile == 0.995);
  CHECK(quantile.sli.within == 0.3);
  CHECK(slo_of("{name: a, objective: 99%, sli: {p999: 1s}, per: 1h}").sli.quantile == 0.999);
  const auto fresh = slo_of("{name: a, objective: 99%, sli: {freshness: 15m}, per: 5m}");
  CHECK(fresh.sli.within == 900);
  CHECK(fresh.min_events == 0);
  const auto uptime = slo_of("{name: a, objective: 99%, sli: {uptime: 5m checks}}");
  CHECK(uptime.slice == 5 * kMinute);
  const auto condition = slo_of("{name: a, objective: 99%, sli: {when: 'error_rate <= 2% and max(cpu_percent) < 85%'}, per: 1h}");
  CHECK(condition.sli.when->measures().size() == 2);
  CHECK(feed_of(condition).parts.gauges == 1);
  CHECK(feed_of(condition).parts.durations == window::Durations::none);
}

TEST_CASE("the rows of the SRE workbook spend the same part of the budget in any period") {
  const auto burns = [](const std::string& period, const std::string& rows) {
    std::vector<double> result;
    const auto slo =
        slo_of("{name: a, objective: 99.9%, sli: {good: success}, period: " + period + ", alerting: {burn_rate: " + rows + "}}");
    for (const auto& row : slo.alerting) result.push_back(row.burn);
    return result;
  };
  CHECK(burns("30d", "sre") == std::vector<double>{14.4, 6, 3, 1});
  CHECK(burns("28d", "sre")[0] == 13.44);
  CHECK(burns("28d", "sre")[1] == 5.6);
  CHECK(burns("28d", "pyrra") == std::vector<double>{14, 7, 2, 1});
  CHECK(burns("1d", "sre").size() == 3);
}

TEST_CASE("rows of one's own have a short window of a twelfth and are pages unless they say otherwise") {
  const auto slo = slo_of(
      "{name: a, objective: 99%, sli: {good: success}, alerting: {min_events: 10, min_bad: 3, labels: {team: ops}, "
      "annotations: {runbook: r.md}, burn_rate: [{long: 1h, burn: 10}, {long: 6h, short: 1h, burn: 2.5, severity: ticket, for: "
      "2m}]}}");
  REQUIRE(slo.alerting.size() == 2);
  CHECK(slo.alerting[0].short_window == 5 * kMinute);
  CHECK(slo.alerting[0].severity == "page");
  CHECK(slo.alerting[1].short_window == kHour);
  CHECK(slo.alerting[1].burn == 2.5);
  CHECK(slo.alerting[1].severity == "ticket");
  CHECK(slo.alerting[1].hold.span == 2 * kMinute);
  CHECK(slo.alert_min_events == 10);
  CHECK(slo.alert_min_bad == 3);
  CHECK(slo.alert_labels == Labels{{"team", "ops"}});
  CHECK(slo.alert_annotations == Labels{{"runbook", "r.md"}});
}

TEST_CASE("mistakes are pointed at") {
  check_slo_error("a: 1", "profile.yaml:1:1: slos must be a list");
  check_slo_error("- {objective: 99%, sli: {good: success}}", "profile.yaml:1:3: the SLO has no name (");
  check_slo_error("- {name: a, sli: {good: success}}", "profile.yaml:1:3: SLO 'a' has no objective (");
  check_slo_error("- {name: a, objective: 99%}", "profile.yaml:1:3: SLO 'a' has no sli (");
  check_slo_error("- {name: a, objectiv: 99%}", "profile.yaml:1:13: unknown key 'objectiv' (did you mean 'objective'?)");
  for (const auto* objective : {"100%", "0", "1", "101%", "-5%", "x", "99.5"}) {
    check_slo_error("- {name: a, objective: " + std::string(objective) + ", sli: {good: success}}",
                    "profile.yaml:1:24: objective must lie");
  }
  check_slo_error(with("sli: {god: success}"), "profile.yaml:1:35: unknown key 'god' (did you mean 'good'?)");
  check_slo_error(with("sli: {}"), "profile.yaml:1:34: sli says nothing to measure (");
  check_slo_error(with("sli: {good: success, share_within: 1s}"), "profile.yaml:1:34: sli measures more than one thing (");
  check_slo_error(with("sli: {good: failure}"), "profile.yaml:1:41: only success can be good (");
  check_slo_error(with("sli: {p95: 300ms}"), "profile.yaml:1:34: p95 can be judged by timeslice only (add 'per: 1h')");
  check_slo_error(with("sli: {freshness: 5m}"), "profile.yaml:1:34: freshness can be judged by timeslice only");
  check_slo_error(with("sli: {when: 'p95 < 1s'}"), "profile.yaml:1:34: when can be judged by timeslice only");
  check_slo_error(with("sli: {good: success, at_least: 99%}"),
                  "profile.yaml:1:60: at_least judges timeslices, and there are none");
  check_slo_error(with("sli: {good: success}, per: 1h"), "profile.yaml:1:34: nothing says which share makes a timeslice good");
  check_slo_error(with("sli: {p95: 1s, at_least: 99%}, per: 1h"), "profile.yaml:1:54: p95 takes no at_least");
  check_slo_error(with("sli: {p95: 1s}, per: 1ms"), "profile.yaml:1:");
  check_slo_error(with("sli: {p95: 1s}, per: 31d"), "profile.yaml:1:50: a timeslice is longer than the period");
  check_slo_error(with("sli: {uptime: 5m}"), "profile.yaml:1:43: '5m' are no checks (");
  check_slo_error(with("sli: {uptime: 5m checks}, per: 1h"), "profile.yaml:1:60: uptime has slices of its own");
  check_slo_error(with("sli: {when: 'error_rat < 1%'}, per: 1h"), "profile.yaml:1:");
  check_slo_error(with("sli: {when: 'error_rate[5m] < 1%'}, per: 1h"),
                  "profile.yaml:1:41: the condition of a timeslice has no other window");
  check_slo_error(with("sli: {good: success}, sustained: 2"), "profile.yaml:1:62: sustained needs timeslices");
  check_slo_error(with("sli: {good: success}, no_data: ok"), "profile.yaml:1:60: no_data needs timeslices");
  check_slo_error(with("sli: {p95: 1s}, per: 1h, no_data: hold"),
                  "profile.yaml:1:63: unknown no_data 'hold' (unknown, ok and breach");
  check_slo_error(with("sli: {good: success}, period: 7d, calendar: week"),
                  "profile.yaml:1:73: an SLO has either a period or a calendar");
  check_slo_error(with("sli: {good: success}, calendar: decade"), "profile.yaml:1:61: unknown calendar 'decade'");
  check_slo_error(with("sli: {good: success}, zone: Europe/Berlin"), "profile.yaml:1:57: only a calendar has a time zone");
  check_slo_error(with("sli: {good: success}, calendar: day, zone: Mars/Base"),
                  "profile.yaml:1:72: unknown time zone 'Mars/Base'");
  check_slo_error(with("sli: {good: success}, by: [warehous]"),
                  "profile.yaml:1:56: unknown dimension 'warehous' (did you mean 'warehouse'?)");
  check_slo_error(with("sli: {good: success}, where: 'a ='"), "profile.yaml:1:");
  check_slo_error(with("sli: {good: success}") + "\n" + with("sli: {good: success}"),
                  "profile.yaml:2:3: an SLO called 'a' stands at profile.yaml:1:3");
}

TEST_CASE("mistakes in alerting are pointed at") {
  const auto alerting = [](const std::string& text) { return with("sli: {good: success}, alerting: " + text); };
  check_slo_error(with("sli: {p95: 1s}, per: 1h, alerting: {burn_rate: sre}"),
                  "profile.yaml:1:64: burn rates are alerted on for events only");
  check_slo_error(alerting("{}"), "profile.yaml:1:61: alerting has no burn_rate");
  check_slo_error(alerting("{burn_rate: google}"), "profile.yaml:1:73: unknown burn_rate 'google'");
  check_slo_error(alerting("{burn_rate: []}"), "profile.yaml:1:73: burn_rate has no rows");
  check_slo_error(alerting("{burn_rate: [{burn: 1}]}"), "profile.yaml:1:74: a row of burn_rate has no long");
  check_slo_error(alerting("{burn_rate: [{long: 1h, burn: x}]}"), "profile.yaml:1:91: 'x' is no burn rate");
  check_slo_error(alerting("{burn_rate: [{long: 1h, burn: 0}]}"), "profile.yaml:1:91: '0' is no burn rate");
  check_slo_error(alerting("{burn_rate: [{long: 1h, short: 2h, burn: 2}]}"), "profile.yaml:1:92: the short window is longer");
  check_slo_error(alerting("{burn_rate: [{long: 31d, burn: 2}]}"),
                  "profile.yaml:1:81: the window is longer than the SLO's period");
  check_slo_error("- {name: a, objective: 50%, sli: {good: success}, period: 1h, alerting: {burn_rate: pyrra, min_bad: -1}}",
                  "profile.yaml:1:");
  check_slo_error(
      "- {name: a, objective: 50%, sli: {good: success}, alerting: {burn_rate: [{long: 1h, burn: 2}]}}",
      "profile.yaml:1:73: no alert can ever fire: page of 1h needs a burn rate above 2, and at 50.0 % none exceeds 2");
}

}  // namespace invmon::policy

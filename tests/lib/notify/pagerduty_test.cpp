#include "notify/pagerduty.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <string>

#include "sample_notification.hpp"

namespace invmon::notify {
namespace {

constexpr std::string_view kKey = "0123456789abcdef0123456789abcdef";

TEST_CASE("a firing alert triggers an incident and a resolved one ends it") {
  const std::vector<policy::Alert> alerts = {high_error_rate(), resolved_error_rate()};
  const auto events = pagerduty(notification_of(alerts), alerts, kKey);
  REQUIRE(events.size() == 2);
  CHECK(events[0] ==
        R"({"routing_key": "0123456789abcdef0123456789abcdef", "event_action": "trigger", "dedup_key": "2c862e046d32cae2", )"
        R"("payload": {"summary": "7.1 % of batches fail", "source": "invmon", "severity": "warning", )"
        R"("timestamp": "2025-02-08T12:00:00.000Z", "class": "HighErrorRate", )"
        R"("custom_details": {"labels": {"priority": "P2", "warehouse": "WH-03"}, )"
        R"("annotations": {"runbook": "docs/runbooks/high-error-rate.md", "summary": "7.1 % of batches fail"}, )"
        R"("value": 0.071, "transactions": 210, "failures": 19}}, "client": "invmon"})");
  CHECK(events[1] ==
        R"({"routing_key": "0123456789abcdef0123456789abcdef", "event_action": "resolve", "dedup_key": "2c8a2e046d36b3b9"})");
  CHECK(pagerduty({}, {}, kKey).empty());
}

TEST_CASE("a long summary is cut to 1024 characters") {
  std::vector<policy::Alert> alerts = {high_error_rate()};
  alerts[0].annotations["summary"] = std::string(1023, 'x') + "éé";
  alerts[0].labels["severity"] = "page";
  simdjson::dom::parser parser;
  const auto json = parser.parse(pagerduty(notification_of(alerts), alerts, kKey)[0]);
  CHECK(json["payload"]["summary"].get_string().value() == std::string(1023, 'x') + "…");
  CHECK(json["payload"]["severity"].get_string().value() == "critical");
}

}  // namespace
}  // namespace invmon::notify

#include "notify/webhook.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include "sample_notification.hpp"

namespace invmon::notify {
namespace {

TEST_CASE("a firing and a resolved alert are told as Alertmanager's webhooks do") {
  const std::vector<policy::Alert> alerts = {high_error_rate(), resolved_error_rate()};
  CHECK(webhook(notification_of(alerts), alerts, "https://logs.example.org/") ==
        R"({"version": "4", "groupKey": "{}/{priority=~\"P1|P2\"}:{alertname=\"HighErrorRate\"}", "truncatedAlerts": 0, )"
        R"("status": "firing", "receiver": "ops-chat", "groupLabels": {"alertname": "HighErrorRate"}, )"
        R"("commonLabels": {"alertname": "HighErrorRate", "priority": "P2"}, )"
        R"("commonAnnotations": {"runbook": "docs/runbooks/high-error-rate.md"}, )"
        R"("externalURL": "https://logs.example.org/", "alerts": [)"
        R"({"status": "firing", "labels": {"alertname": "HighErrorRate", "priority": "P2", "warehouse": "WH-03"}, )"
        R"("annotations": {"runbook": "docs/runbooks/high-error-rate.md", "summary": "7.1 % of batches fail"}, )"
        R"("startsAt": "2025-02-08T12:00:00.000Z", "endsAt": "0001-01-01T00:00:00Z", )"
        R"("generatorURL": "https://logs.example.org/", "fingerprint": "2c862e046d32cae2"}, )"
        R"({"status": "resolved", "labels": {"alertname": "HighErrorRate", "priority": "P2", "warehouse": "WH-04"}, )"
        R"("annotations": {"runbook": "docs/runbooks/high-error-rate.md"}, )"
        R"("startsAt": "2025-02-08T12:00:00.000Z", "endsAt": "2025-02-08T12:05:00.250Z", )"
        R"("generatorURL": "https://logs.example.org/", "fingerprint": "2c8a2e046d36b3b9"}]})");
}

TEST_CASE("an alert that ends after the message is told as firing") {
  const std::vector<policy::Alert> alerts = {resolved_error_rate()};
  policy::Notification notification = notification_of(alerts);
  notification.alerts[0].resolved = notification.resolved = false;
  simdjson::dom::parser parser;
  const auto json = parser.parse(webhook(notification, alerts));
  CHECK(json["status"].get_string().value() == "firing");
  CHECK(json["externalURL"].get_string().value() == "");
  CHECK(json["alerts"].at(0)["status"].get_string().value() == "firing");
  CHECK(json["alerts"].at(0)["endsAt"].get_string().value() == "0001-01-01T00:00:00Z");
  CHECK(json["commonLabels"].get_object().size() == 3);
}

TEST_CASE("the response time is told with each alert, and once for all that have it") {
  std::vector<policy::Alert> alerts = {high_error_rate(), resolved_error_rate()};
  for (auto& alert : alerts) alert.response = "30m";
  simdjson::dom::parser parser;
  const auto json = parser.parse(webhook(notification_of(alerts), alerts));
  CHECK(json["alerts"].at(1)["annotations"]["response"].get_string().value() == "30m");
  CHECK(json["commonAnnotations"]["response"].get_string().value() == "30m");
}

TEST_CASE("any text from a log comes through whole") {
  std::vector<policy::Alert> alerts = {high_error_rate()};
  alerts[0].labels["quo\"te"] = "line\nfeed\x01\\";
  const auto text = webhook(notification_of(alerts), alerts);
  CHECK(text.find('\n') == std::string::npos);
  simdjson::dom::parser parser;
  CHECK(parser.parse(text)["alerts"].at(0)["labels"].at_key("quo\"te").get_string().value() == "line\nfeed\x01\\");
}

}  // namespace
}  // namespace invmon::notify

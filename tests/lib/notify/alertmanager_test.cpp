#include "notify/alertmanager.hpp"

#include <doctest/doctest.h>

#include "sample_notification.hpp"

namespace invmon::notify {

TEST_CASE("alerts are posted with an end only if they have ended") {
  const std::vector<policy::Alert> alerts = {high_error_rate(), resolved_error_rate()};
  CHECK(alertmanager(notification_of(alerts), alerts) ==
        R"([{"labels": {"alertname": "HighErrorRate", "priority": "P2", "warehouse": "WH-03"}, )"
        R"("annotations": {"runbook": "docs/runbooks/high-error-rate.md", "summary": "7.1 % of batches fail"}, )"
        R"("startsAt": "2025-02-08T12:00:00.000Z"}, )"
        R"({"labels": {"alertname": "HighErrorRate", "priority": "P2", "warehouse": "WH-04"}, )"
        R"("annotations": {"runbook": "docs/runbooks/high-error-rate.md"}, )"
        R"("startsAt": "2025-02-08T12:00:00.000Z", "endsAt": "2025-02-08T12:05:00.250Z"}])");
}

TEST_CASE("a URL is told if there is one, and no alerts are an empty list") {
  const std::vector<policy::Alert> alerts = {high_error_rate()};
  CHECK(alertmanager(notification_of(alerts), alerts, "http://x").find(R"(, "generatorURL": "http://x"}])") != std::string::npos);
  CHECK(alertmanager({}, {}) == "[]");
}

}  // namespace invmon::notify

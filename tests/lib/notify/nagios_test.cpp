#include "notify/nagios.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "sample_notification.hpp"

namespace invmon::notify {
namespace {

using Alerts = std::vector<policy::Alert>;

TEST_CASE("no alert that fires is OK") {
  Alerts alerts = {high_error_rate(), resolved_error_rate(), high_error_rate(), high_error_rate()};
  alerts[0].state = policy::AlertState::pending;
  alerts[2].silenced = true;
  alerts[3].inhibited = true;
  for (const auto& result : {nagios({}), nagios(alerts)}) {
    CHECK(result.status == 0);
    CHECK(result.line == "INVMON OK - no alert is firing");
  }
}

TEST_CASE("a warning tells the alert's summary, which may hold the value, and the value for graphs") {
  const auto result = nagios(Alerts{high_error_rate()});
  CHECK(result.status == 1);
  CHECK(result.line ==
        "INVMON WARNING - 1 alert firing: 7.1 % of batches fail | 'HighErrorRate{priority:P2,warehouse:WH-03}'=0.071");
}

TEST_CASE("an alert without a summary is told by its name, labels and value") {
  policy::Alert alert = high_error_rate();
  alert.annotations["summary"] = "";
  CHECK(nagios(Alerts{alert}).line ==
        "INVMON WARNING - 1 alert firing: HighErrorRate (priority=P2, warehouse=WH-03): 7.10 % | "
        "'HighErrorRate{priority:P2,warehouse:WH-03}'=0.071");
}

TEST_CASE("one critical alert is enough, and comes first") {
  Alerts alerts = {high_error_rate(), high_error_rate()};
  alerts[1].alert = "Slow";
  alerts[1].labels = {{"priority", "P1"}};
  alerts[1].annotations.clear();
  alerts[1].value = 0.31;
  alerts[1].unit = kpi::Unit::seconds;
  const auto result = nagios(alerts);
  CHECK(result.status == 2);
  CHECK(result.line ==
        "INVMON CRITICAL - 2 alerts firing: Slow (priority=P1): 310 ms; 7.1 % of batches fail | "
        "'Slow{priority:P1}'=0.31s 'HighErrorRate{priority:P2,warehouse:WH-03}'=0.071");
  alerts[1].labels = {{"severity", "page"}};
  CHECK(nagios(alerts).status == 2);
}

TEST_CASE("text from a log can't break the line") {
  policy::Alert alert = high_error_rate();
  alert.labels = {{"a", "x|y='1'\n"}};
  alert.annotations = {{"summary", "p|q\nr"}};
  CHECK(nagios(Alerts{alert}).line == R"(INVMON WARNING - 1 alert firing: p/q\nr | 'HighErrorRate{a:x/y:`1`\n}'=0.071)");
}

TEST_CASE("values that do not exist are left out, and only the first alerts are named") {
  Alerts alerts(7, high_error_rate());
  for (auto& alert : alerts) alert.value.reset();
  alerts[1].value = std::numeric_limits<double>::infinity();
  const auto line = nagios(alerts).line;
  CHECK(line.find("7 alerts firing: ") != std::string::npos);
  CHECK(line.ends_with("; and 2 more"));
}

}  // namespace
}  // namespace invmon::notify

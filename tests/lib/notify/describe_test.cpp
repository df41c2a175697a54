#include "notify/describe.hpp"

#include <doctest/doctest.h>

#include <string>

#include "sample_notification.hpp"

namespace invmon::notify {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  while (times-- > 0) out += text;
  return out;
}

TEST_CASE("the worse of severity and priority counts") {
  CHECK(severity_of({}) == Severity::warning);
  CHECK(severity_of({{"severity", "nonsense"}}) == Severity::warning);
  CHECK(severity_of({{"severity", "page"}}) == Severity::critical);
  CHECK(severity_of({{"severity", "critical"}}) == Severity::critical);
  CHECK(severity_of({{"severity", "error"}}) == Severity::error);
  CHECK(severity_of({{"severity", "ticket"}}) == Severity::warning);
  CHECK(severity_of({{"severity", "info"}}) == Severity::info);
  CHECK(severity_of({{"priority", "P1"}}) == Severity::critical);
  CHECK(severity_of({{"priority", "P4"}}) == Severity::info);
  CHECK(severity_of({{"severity", "info"}, {"priority", "P0"}}) == Severity::critical);
  CHECK(severity_of({{"severity", "error"}, {"priority", "P3"}}) == Severity::error);
}

TEST_CASE("an alert without a summary is told by its name and labels") {
  CHECK(summary_of(high_error_rate()) == "7.1 % of batches fail");
  CHECK(summary_of(resolved_error_rate()) == "HighErrorRate (priority=P2, warehouse=WH-04)");
  policy::Alert alert;
  alert.alert = "Bare";
  CHECK(summary_of(alert) == "Bare");
}

TEST_CASE("values have their units") {
  policy::Alert alert;
  CHECK(value_text(alert).empty());
  alert.value = 0.25;
  CHECK(value_text(alert) == "0.250");
  alert.unit = kpi::Unit::ratio;
  CHECK(value_text(alert) == "25.0 %");
  alert.unit = kpi::Unit::seconds;
  CHECK(value_text(alert) == "250 ms");
}

TEST_CASE("the response time is an annotation unless the rule has one of its own") {
  policy::Alert alert;
  alert.annotations = {{"runbook", "r.md"}};
  CHECK(annotations_of(alert) == alert.annotations);
  alert.response = "30m";
  CHECK(annotations_of(alert) == policy::Labels{{"response", "30m"}, {"runbook", "r.md"}});
  alert.annotations["response"] = "call Ann";
  CHECK(annotations_of(alert) == alert.annotations);
}

TEST_CASE("a text that is too long ends in an ellipsis, and no character is split") {
  CHECK(fit("", 1).empty());
  CHECK(fit("abc", 3) == "abc");
  CHECK(fit("abcd", 3) == "ab…");
  CHECK(fit("ab", 1) == "…");
  CHECK(fit("äöü", 3) == "äöü");
  CHECK(fit("äöüß", 3) == "äö…");
  CHECK(fit(repeated("é", 1025), 1024) == repeated("é", 1023) + "…");
  // 😀 counts as two.
  CHECK(fit("a😀", 3) == "a😀");
  CHECK(fit("a😀b", 3) == "a…");
  CHECK(fit("\xFFx", 2) == "\uFFFDx");
}

}  // namespace
}  // namespace invmon::notify

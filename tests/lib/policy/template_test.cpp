#include "policy/template.hpp"

#include <doctest/doctest.h>

namespace invmon::policy {
namespace {

const Labels kLabels = {{"warehouse", "WH-03"}, {"trick", "{{ value }}"}, {"empty", ""}};

std::string expanded(const std::string& text, std::optional<double> value = 0.0121875,
                     std::optional<kpi::Unit> unit = kpi::Unit::ratio) {
  return expand(text, kLabels, value, unit);
}

TEST_CASE("the value is written after its unit") {
  CHECK(expanded("error rate {{ value }}!") == "error rate 1.22 %!");
  CHECK(expanded("{{ $value }}", 0.3, kpi::Unit::seconds) == "300 ms");
  CHECK(expanded("{{value}}", 6400, kpi::Unit::count) == "6,400");
  CHECK(expanded("{{value}}", -21.94, kpi::Unit::per_minute) == "-21.9");
  CHECK(expanded("{{value}}", 85, std::nullopt) == "85");
  CHECK(expanded("{{value}}", std::nullopt) == "-");
}

TEST_CASE("labels are filled in once, whatever they hold") {
  CHECK(expanded("{{ labels.warehouse }}/{{$labels.warehouse}}") == "WH-03/WH-03");
  CHECK(expanded("{{ labels.trick }}") == "{{ value }}");
  CHECK(expanded("<{{ labels.empty }}>") == "<>");
}

TEST_CASE("what is not known stays as it is") {
  for (const char* text : {"", "plain", "{ value }", "{{ labels.none }}", "{{ labels. }}", "{{ values }}", "{{}}", "{{ value",
                           "value }}", "{{ $$value }}", "{{ labels }}", "}}{{"}) {
    CHECK(expanded(text) == text);
  }
}

TEST_CASE("placeholders are listed in order") {
  using Names = std::vector<std::string>;
  CHECK(placeholders("").empty());
  CHECK(placeholders("no {value}").empty());
  CHECK(placeholders("{{ $value }} at {{labels.x}}, {{ humanize $value }}{{ }}") ==
        Names{"value", "labels.x", "humanize $value", ""});
  CHECK(placeholders("{{ a }} {{ b") == Names{"a"});
}

}  // namespace
}  // namespace invmon::policy

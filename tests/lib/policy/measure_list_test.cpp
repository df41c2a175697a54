#include "policy/measure_list.hpp"

#include <doctest/doctest.h>

namespace invmon::policy {
namespace {

std::string error_of(std::string_view text) {
  std::vector<std::string> gauges = {"cpu_percent"};
  const auto measures = parse_measures(text, gauges, "--select");
  return measures ? "" : to_string(measures.error());
}

TEST_CASE("measures stand between commas, and paths of fields join the gauges once") {
  std::vector<std::string> gauges = {"cpu_percent"};
  const auto measures = parse_measures(" count, p99.5,share( within 300ms ),max(cpu_percent),sum(a.b), avg(a.b), last(`x, y`) ",
                                       gauges, "--select");
  REQUIRE(measures);
  std::vector<std::string> texts;
  for (const auto& measure : *measures) texts.push_back(measure.text);
  CHECK(texts == std::vector<std::string>{"count", "p99.5", "share( within 300ms )", "max(cpu_percent)", "sum(a.b)", "avg(a.b)",
                                          "last(`x, y`)"});
  CHECK(gauges == std::vector<std::string>{"cpu_percent", "a.b", "x, y"});
  CHECK((*measures)[0].kind == Measure::Kind::records);
  CHECK((*measures)[1].parameter == 0.995);
  CHECK((*measures)[2].parameter == 0.3);
  CHECK((*measures)[3].gauge == 0);
  CHECK((*measures)[5].gauge == 1);
  CHECK((*measures)[6].gauge == 2);
}

TEST_CASE("mistakes are pointed at, and near spellings named") {
  CHECK(error_of("") == "--select:1: expected a KPI, found the end");
  CHECK(error_of("p95,") == "--select:5: expected a KPI, found the end");
  CHECK(error_of(",p95") == "--select:1: expected a KPI, found ','");
  CHECK(error_of("p95 p99") == "--select:5: expected a comma, found 'p99'");
  CHECK(error_of("p95, eror_rate") == "--select:6: unknown KPI 'eror_rate' (did you mean 'error_rate'?)");
  CHECK(error_of("p95,p99,p95") == "--select:9: 'p95' stands here twice");
  CHECK(error_of("p95[5m]") == "--select:1: 'p95[5m]' has a window of its own (use --window)");
  CHECK(error_of("sum(a") == "--select:6: expected ')', found the end");
  CHECK(error_of("sum(a b)") == "--select:5: unknown gauge 'a' (gauges: cpu_percent)");
  CHECK(error_of("sun(a)") == "--select:1: unknown function 'sun' (did you mean 'sum'?)");
  CHECK(error_of("sum(5)") == "--select:5: expected a gauge, found '5'");
  CHECK(error_of("share(within 5)") == "--select:14: '5' is no duration (write it like 300ms)");
  CHECK(error_of("count + 1") == "--select:7: expected a comma, found '+'");
}

}  // namespace
}  // namespace invmon::policy

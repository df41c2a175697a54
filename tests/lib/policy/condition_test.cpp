#include "policy/condition.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "condition_gauges.hpp"

namespace invmon::policy {
namespace {

using Known = std::map<std::string, double>;

Condition condition_of(const std::string& text) {
  INFO(text);
  auto condition = Condition::parse(text, kGauges);
  REQUIRE_MESSAGE(condition, (condition ? "" : to_string(condition.error())));
  return *std::move(condition);
}

/// The values of a condition's measures by their text; those that are not named are absent.
Condition::Reader values_of(const Condition& condition, const Known& known) {
  return [&](std::size_t measure) {
    const auto found = known.find(condition.measures()[measure].text);
    return found == known.end() ? std::nullopt : std::optional(found->second);
  };
}

Verdict judged(const std::string& text, const Known& known, const Known& baselines = {}, double floor = 0) {
  const Condition condition = condition_of(text);
  return condition.judge(values_of(condition, known), values_of(condition, baselines), floor);
}

bool holds(const std::string& text, const Known& known) {
  INFO(text);
  const Verdict verdict = judged(text, known);
  REQUIRE(verdict != Verdict::no_data);
  return verdict == Verdict::breach;
}

const Measure& only_measure(const Condition& condition) {
  REQUIRE(condition.measures().size() == 1);
  return condition.measures().front();
}

TEST_CASE("comparisons hold as they do in arithmetic, at the threshold and on either side of it") {
  const struct {
    const char* text;
    bool below, at, above;
  } cases[] = {{"failures < 3", true, false, false}, {"failures <= 3", true, true, false},  {"failures > 3", false, false, true},
               {"failures >= 3", false, true, true}, {"failures == 3", false, true, false}, {"failures != 3", true, false, true},
               {"3 > failures", true, false, false}, {"3 >= failures", true, true, false},  {"3 < failures", false, false, true},
               {"3 <= failures", false, true, true}, {"3 == failures", false, true, false}, {"3 != failures", true, false, true}};
  for (const auto& one : cases) {
    CHECK(holds(one.text, {{"failures", 2}}) == one.below);
    CHECK(holds(one.text, {{"failures", 3}}) == one.at);
    CHECK(holds(one.text, {{"failures", 4}}) == one.above);
  }
}

TEST_CASE("numbers with a unit are in seconds and shares of one, rounded once") {
  const auto number_of = [](const std::string& condition) {
    const Condition read = condition_of(condition);
    for (const auto& node : read.nodes()) {
      if (node.op == Condition::Node::Op::number) return node.number;
    }
    return -1.0;
  };
  CHECK(number_of("error_rate > 2%") == 0.02);
  CHECK(number_of("error_rate > 2 %") == 0.02);
  CHECK(number_of("error_rate > 0.3%") == 0.003);
  CHECK(number_of("error_rate > 14.4%") == 0.144);
  CHECK(number_of("error_rate > 1e-3") == 0.001);
  CHECK(number_of("p95 > 300ms") == 0.3);
  CHECK(number_of("p95 > 1.5s") == 1.5);
  CHECK(number_of("p95 > 250us") == 0.00025);
  CHECK(number_of("p95 > 250µs") == 0.00025);
  CHECK(number_of("p95 > 7ns") == 7e-9);
  CHECK(number_of("age > 15m") == 900);
  CHECK(number_of("age > 1h30m") == 5400);
  CHECK(number_of("age > 2d") == 172800);
  CHECK(number_of("age > 2w") == 1209600);
}

TEST_CASE("arithmetic has the usual precedence") {
  CHECK(holds("failures + 2 * 3 == 7", {{"failures", 1}}));
  CHECK(holds("(failures + 2) * 3 == 9", {{"failures", 1}}));
  CHECK(holds("failures - 2 - 3 == 5", {{"failures", 10}}));
  CHECK(holds("failures-2-3==5", {{"failures", 10}}));
  CHECK(holds("failures / 2 / 5 == 1", {{"failures", 10}}));
  CHECK(holds("-failures + 3 == 1", {{"failures", 2}}));
  CHECK(holds("failures > -1", {{"failures", 0}}));
  CHECK(holds("failures > 2 - -1", {{"failures", 4}}));
  CHECK(holds("last(mem_mb) - first(mem_mb) > 100", {{"last(mem_mb)", 351}, {"first(mem_mb)", 250.5}}));
  CHECK_FALSE(holds("last(mem_mb) - first(mem_mb) > 100", {{"last(mem_mb)", 350}, {"first(mem_mb)", 250}}));
  // 14.4 times the budget of 99.5 %: 7.2 %.
  CHECK(holds("error_rate[1h] > 14.4 * 0.5% and error_rate[5m] > 14.4 * 0.5%",
              {{"error_rate[1h]", 0.0721}, {"error_rate[5m]", 0.08}}));
  CHECK_FALSE(holds("error_rate[1h] > 14.4 * 0.5% and error_rate[5m] > 14.4 * 0.5%",
                    {{"error_rate[1h]", 0.0721}, {"error_rate[5m]", 0.0719}}));
}

TEST_CASE("`not` binds closer than `and`, which binds closer than `or`") {
  const auto outcome = [](const std::string& text, double a, double b, double c) {
    return holds(text, {{"failures", a}, {"retries", b}, {"items", c}});
  };
  for (int bits = 0; bits < 8; ++bits) {
    const bool a = bits & 1, b = bits & 2, c = bits & 4;
    CAPTURE(bits);
    CHECK(outcome("failures == 1 or retries == 1 and items == 1", a, b, c) == (a || (b && c)));
    CHECK(outcome("failures == 1 || retries == 1 && items == 1", a, b, c) == (a || (b && c)));
    CHECK(outcome("(failures == 1 or retries == 1) and items == 1", a, b, c) == ((a || b) && c));
    CHECK(outcome("not failures == 1 and retries == 1 or items == 1", a, b, c) == ((!a && b) || c));
    CHECK(outcome("!(failures == 1 and retries == 1) and items == 1", a, b, c) == (!(a && b) && c));
    CHECK(outcome("not not failures == 1 or retries == 1 and not items == 1", a, b, c) == (a || (b && !c)));
  }
}

TEST_CASE("an absent value makes a condition unknown, unless the rest decides it") {
  const std::string both = "failures > 0 and p95 > 1s";
  const std::string either = "failures > 0 or p95 > 1s";
  CHECK(judged(both, {{"failures", 0}}) == Verdict::ok);
  CHECK(judged(both, {{"failures", 1}}) == Verdict::no_data);
  CHECK(judged(both, {{"p95", 0.5}}) == Verdict::ok);
  CHECK(judged(both, {{"p95", 2}}) == Verdict::no_data);
  CHECK(judged(both, {}) == Verdict::no_data);
  CHECK(judged(either, {{"failures", 0}}) == Verdict::no_data);
  CHECK(judged(either, {{"failures", 1}}) == Verdict::breach);
  CHECK(judged(either, {{"p95", 0.5}}) == Verdict::no_data);
  CHECK(judged(either, {{"p95", 2}}) == Verdict::breach);
  CHECK(judged("not p95 > 1s", {}) == Verdict::no_data);
  CHECK(judged("p95 != 1s", {}) == Verdict::no_data);
}

TEST_CASE("a division by zero is unknown") {
  CHECK(judged("failures / transactions > 2%", {{"failures", 0}, {"transactions", 0}}) == Verdict::no_data);
  CHECK(judged("failures / transactions > 2%", {{"failures", 3}, {"transactions", 0}}) == Verdict::no_data);
  CHECK(judged("failures / transactions > 2%", {{"failures", 3}, {"transactions", 100}}) == Verdict::breach);
  const double largest = std::numeric_limits<double>::max();
  CHECK(judged("failures * failures > 2", {{"failures", largest}}) == Verdict::no_data);
}

TEST_CASE("`absent` holds when no record matched") {
  const Condition condition = condition_of("absent");
  REQUIRE(only_measure(condition).kind == Measure::Kind::records);
  const auto none = [](std::size_t) { return std::optional(0.0); };
  const auto some = [](std::size_t) { return std::optional(3.0); };
  CHECK(condition.judge(none, {}, 0) == Verdict::breach);
  CHECK(condition.judge(some, {}, 0) == Verdict::ok);
  CHECK(condition.value(none) == 1);
  CHECK(condition.value(some) == 0);
  CHECK(condition.larger_is_worse());
  CHECK_FALSE(condition.unit());
  CHECK(only_measure(condition_of("absent[1h]")).window == kHour);
}

TEST_CASE("a baseline is compared by a factor, and differences below the floor don't count") {
  const std::string text = "p95 > 150% of baseline";
  CHECK(condition_of(text).uses_baseline());
  CHECK_FALSE(condition_of("p95 > 150ms").uses_baseline());
  CHECK(judged(text, {{"p95", 0.301}}, {{"p95", 0.2}}) == Verdict::breach);
  CHECK(judged(text, {{"p95", 0.299}}, {{"p95", 0.2}}) == Verdict::ok);
  CHECK(judged(text, {{"p95", 0.301}}, {}) == Verdict::no_data);
  CHECK(judged(text, {}, {{"p95", 0.2}}) == Verdict::no_data);
  CHECK(judged(text, {{"p95", 0.5}}, {{"p95", 0.25}}, 0.25) == Verdict::breach);
  CHECK(judged(text, {{"p95", 0.5}}, {{"p95", 0.25}}, 0.2500001) == Verdict::ok);
  CHECK(judged("items < 0.5 of baseline", {{"items", 40}}, {{"items", 100}}, 60) == Verdict::breach);
  CHECK(judged("items < 0.5 of baseline", {{"items", 40}}, {{"items", 100}}, 61) == Verdict::ok);
  CHECK(judged("max(cpu_percent) > 150% of baseline", {{"max(cpu_percent)", 61}}, {{"max(cpu_percent)", 40}}) == Verdict::breach);
  CHECK(judged("max(cpu_percent) > 150% of baseline", {{"max(cpu_percent)", 59}}, {{"max(cpu_percent)", 40}}) == Verdict::ok);

  const Condition condition = condition_of(text);
  const auto value = [](std::size_t) { return std::optional(0.3); };
  CHECK(condition.judge(value, {}, 0) == Verdict::no_data);
  CHECK(condition.value(value) == 0.3);
}

TEST_CASE("percentages mean hundredths next to a gauge in percent, and shares of one elsewhere") {
  CHECK(holds("max(cpu_percent) > 85%", {{"max(cpu_percent)", 85.1}}));
  CHECK_FALSE(holds("max(cpu_percent) > 85%", {{"max(cpu_percent)", 85}}));
  CHECK(holds("57% == avg(disk_pct)", {{"avg(disk_pct)", 57}}));
  CHECK(holds("max(cpu_percent) > 85", {{"max(cpu_percent)", 85.1}}));
  CHECK(holds("last(disk_pct) - first(disk_pct) >= 10%", {{"last(disk_pct)", 60}, {"first(disk_pct)", 50}}));
  CHECK(holds("max(disk_pct) + 5% > 80% + 2 * 5%", {{"max(disk_pct)", 85.5}}));
  CHECK_FALSE(holds("max(disk_pct) + 5% > 80% + 2 * 5%", {{"max(disk_pct)", 84.5}}));
  CHECK(holds("max(mem_mb) > 85%", {{"max(mem_mb)", 0.9}}));
  CHECK(holds("count(cpu_percent) == 3", {{"count(cpu_percent)", 3}}));
  CHECK(condition_of("count(cpu_percent) == 3").unit() == kpi::Unit::count);
}

TEST_CASE("measures are read as they are written") {
  const auto measure = [](const std::string& text) { return only_measure(condition_of(text)); };
  CHECK(measure("error_rate > 1%").kind == Measure::Kind::kpi);
  CHECK(measure("error_rate > 1%").entry == kpi::find("error_rate"));
  CHECK(measure("error_rate > 1%").unit == kpi::Unit::ratio);
  CHECK_FALSE(measure("error_rate > 1%").window);
  CHECK(measure("error_rate[1h] > 1%").window == kHour);
  CHECK(measure("failures[90s] > 1").window == 90 * kSecond);
  CHECK(measure("failure_streak >= 5").unit == kpi::Unit::count);
  CHECK(measure("min < 5ms").kind == Measure::Kind::kpi);
  CHECK(measure("records < 5").kind == Measure::Kind::records);
  CHECK(measure("age > 5m").kind == Measure::Kind::age);
  CHECK(measure("age > 5m").unit == kpi::Unit::seconds);

  for (const auto& [text, quantile] : std::map<std::string, double>{{"p50", 0.5},
                                                                    {"p75", 0.75},
                                                                    {"p95", 0.95},
                                                                    {"p99", 0.99},
                                                                    {"p999", 0.999},
                                                                    {"p99.9", 0.999},
                                                                    {"p99.5", 0.995},
                                                                    {"p5", 0.05}}) {
    CAPTURE(text);
    CHECK(measure(text + " > 1s").kind == Measure::Kind::quantile);
    CHECK(measure(text + " > 1s").parameter == quantile);
  }

  const auto share = measure("share(within 300ms)[5m] < 95%");
  CHECK(share.kind == Measure::Kind::share_within);
  CHECK(share.parameter == 0.3);
  CHECK(share.window == 5 * kMinute);
  CHECK(share.unit == kpi::Unit::ratio);
  CHECK(share.text == "share(within 300ms)[5m]");

  const auto over = measure("over(800ms) >= 3");
  CHECK(over.kind == Measure::Kind::over);
  CHECK(over.parameter == 0.8);
  CHECK(over.unit == kpi::Unit::count);

  const auto gauge = measure("p99.5(mem_mb)[15m] > 100");
  CHECK(gauge.kind == Measure::Kind::gauge);
  CHECK(gauge.gauge == 1);
  CHECK(gauge.statistic == GaugeStatistic::quantile);
  CHECK(gauge.parameter == 0.995);
  CHECK(gauge.window == 15 * kMinute);
  CHECK_FALSE(gauge.unit);
  CHECK(measure("sum(`cpu-load`) > 1").gauge == 3);
  CHECK(measure("avg(mem_mb) > 1").statistic == GaugeStatistic::average);
  CHECK(measure("first(mem_mb) > 1").statistic == GaugeStatistic::first);
}

TEST_CASE("measures that read the same are one, in the order of their first use") {
  const Condition condition = condition_of("p95 > 1s or error_rate > 1% and p95 > 100ms or p95[1h] > 1s or p95.0 > 2s");
  REQUIRE(condition.measures().size() == 3);
  CHECK(condition.measures()[0].text == "p95");
  CHECK(condition.measures()[1].text == "error_rate");
  CHECK(condition.measures()[2].text == "p95[1h]");
  CHECK(condition_of("share(within 1s) < 90% or share( within 1000ms ) > 99%").measures().size() == 1);
}

TEST_CASE("an alert is about the left side of the first comparison") {
  const auto value = [](const std::string& text, const Known& known) {
    const Condition condition = condition_of(text);
    return condition.value(values_of(condition, known));
  };
  CHECK(value("error_rate > 2% and transactions > 20", {{"error_rate", 0.03}, {"transactions", 7}}) == 0.03);
  CHECK(value("2% < error_rate", {{"error_rate", 0.03}}) == 0.03);
  CHECK(value("last(mem_mb) - first(mem_mb) > 100", {{"last(mem_mb)", 7}, {"first(mem_mb)", 3}}) == 4);
  CHECK(value("not (retries < 3 or p95 > 1s)", {{"retries", 2}}) == 2);
  CHECK_FALSE(value("p95 > 1s", {}));

  CHECK(condition_of("error_rate > 2%").larger_is_worse());
  CHECK(condition_of("2% < error_rate").larger_is_worse());
  CHECK_FALSE(condition_of("success_ratio < 99% or p95 > 1s").larger_is_worse());
  CHECK_FALSE(condition_of("p95 <= 1s").larger_is_worse());
  CHECK(condition_of("not success_ratio < 99%").larger_is_worse());
  CHECK_FALSE(condition_of("not (error_rate > 2% or p95 > 1s)").larger_is_worse());
  CHECK(condition_of("failures == 3").larger_is_worse());

  CHECK(condition_of("error_rate > 2%").unit() == kpi::Unit::ratio);
  CHECK(condition_of("300ms < p95 or failures > 2").unit() == kpi::Unit::seconds);
  CHECK(condition_of("items_per_minute < 5").unit() == kpi::Unit::per_minute);
  CHECK(condition_of("p99 - p50 > 1s").unit() == kpi::Unit::seconds);
  CHECK(condition_of("1 - share(within 300ms) > 5%").unit() == kpi::Unit::ratio);
  CHECK(condition_of("failures + retries > 3").unit() == kpi::Unit::count);
  CHECK_FALSE(condition_of("p99 / p50 > 3").unit());
  CHECK_FALSE(condition_of("max(mem_mb) > 3").unit());
}

TEST_CASE("only values that the verdict hangs on are read") {
  const auto read = [](const std::string& text, const Known& known) {
    const Condition condition = condition_of(text);
    const auto values = values_of(condition, known);
    std::set<std::string> seen;
    const auto noted = [&](std::size_t measure) {
      seen.insert(condition.measures()[measure].text);
      return values(measure);
    };
    condition.judge(noted, {}, 0);
    return seen;
  };
  const Known known = {{"retries", 1}, {"items", 2}, {"failures", 3}};
  using Texts = std::set<std::string>;
  CHECK(read("retries > 1 and items > 1 and failures > 1", known) == Texts{"retries"});
  CHECK(read("retries > 0 and items > 2 and failures > 1", known) == Texts{"retries", "items"});
  CHECK(read("retries > 1 and items > 1 or failures > 1", known) == Texts{"retries", "failures"});
  CHECK(read("retries > 0 or (items > 1 and failures > 1)", known) == Texts{"retries"});
  CHECK(read("(retries > 1 or items > 1) and not failures > 1", known) == Texts{"retries", "items", "failures"});
  CHECK(read("p95 > 1s and items > 1", known) == Texts{"p95", "items"});
}

TEST_CASE("a condition that was never parsed has no data") {
  const Condition condition;
  CHECK(condition.judge({}, {}, 0) == Verdict::no_data);
  CHECK_FALSE(condition.value({}));
  CHECK_FALSE(condition.uses_baseline());
  CHECK(condition.larger_is_worse());
}

TEST_CASE("long conditions are judged") {
  std::string sum = "failures";
  for (int i = 0; i < 100'000; ++i) sum += "+1";
  CHECK(holds(sum + " == 100001", {{"failures", 1}}));
}

TEST_CASE("a measure has a limit where nothing but the side matters on which it lies") {
  for (const auto* text :
       {"p95 > 300ms", "p95 <= 300ms", "300ms < p95", "not p95 > 300ms and failures >= 2", "absent or p95 > 300ms"}) {
    CAPTURE(text);
    const auto condition = condition_of(text);
    for (std::size_t i = 0; i < condition.measures().size(); ++i) {
      CHECK(condition.limit_of(i) == (condition.measures()[i].text == "p95" ? std::optional(0.3) : std::nullopt));
    }
  }
  for (const auto* text : {"p95 >= 300ms", "p95 < 300ms", "p95 * 2 > 300ms", "p95 > 150% of baseline", "p95 > p50",
                           "p95 > 300ms or p95 > 500ms", "p95 > p50 + 300ms"}) {
    CAPTURE(text);
    CHECK_FALSE(condition_of(text).limit_of(0));
  }
}

TEST_CASE("what is calculated of numbers alone is one number") {
  const struct {
    const char* text;
    double number;
  } cases[] = {{"failures > 2 * 3", 6},
               {"error_rate > 14.4 * 0.5%", 14.4 * 0.005},
               {"error_rate < 1 - 14.4 * 5%", 1 - 14.4 * 0.05},
               {"p95 > (2 + 1) * 100ms / 2", 0.15},
               {"failures > -(2 - 5)", 3},
               {"max(disk_pct) > 80% + 2 * 5%", 90}};
  for (const auto& one : cases) {
    CAPTURE(one.text);
    const auto condition = condition_of(one.text);
    REQUIRE(condition.nodes().size() == 3);
    CHECK(condition.nodes()[1].number == doctest::Approx(one.number));
  }
  CHECK(condition_of("p95 > 2 * 150ms").limit_of(0) == 0.3);
  CHECK(judged("failures > 1 / 0", {{"failures", 1}}) == Verdict::no_data);
  CHECK(judged("failures > 0 - 1 / 0 * 2", {{"failures", 1}}) == Verdict::no_data);
}

TEST_CASE("a comparison is needed where nothing else can make the condition hold") {
  using Op = Condition::Node::Op;
  const auto needed = [](const char* text, std::size_t measure) -> std::optional<Op> {
    const auto condition = condition_of(text);
    const auto* node = condition.needed_comparison(measure);
    return node == nullptr ? std::nullopt : std::optional(node->op);
  };
  for (const auto* text : {"p95 > 300ms", "300ms < p95", "p95 > 300ms and (failures >= 2 or mean > 1s)"}) {
    CAPTURE(text);
    CHECK(needed(text, 0) == Op::greater);
  }
  CHECK(needed("p95 >= 300ms", 0) == Op::greater_equal);
  for (const auto* text : {"p95 <= 300ms", "p95 == 300ms", "not p95 > 300ms", "p95 > 300ms or failures >= 2", "p95 > p50",
                           "p95 > 300ms and p95 > 500ms", "p95 > 150% of baseline", "2 * p95 > 300ms"}) {
    CAPTURE(text);
    CHECK_FALSE(needed(text, 0));
  }
  CHECK_FALSE(needed("(p50 > 1s or failures > 2) and p95 > 300ms", 0));
  CHECK(needed("(p50 > 1s or failures > 2) and p95 > 300ms", 2) == Op::greater);
}

}  // namespace
}  // namespace invmon::policy

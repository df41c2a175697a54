#include "record/remembered_condition.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "record/layout.hpp"

namespace invmon::record {
namespace {

TEST_CASE("an expression knows the slots of the paths that it uses, each once") {
  Layout layout;
  const auto slots = [&](const std::string& text) {
    const auto compiled = Expression::compile(text, layout);
    REQUIRE(compiled);
    return compiled->slots();
  };
  CHECK(slots("a == \"x\" || b in [1, 2] || a == \"y\"") == std::vector<std::size_t>{0, 1});
  CHECK(slots("!(has(c) && b.startsWith(\"x\"))") == std::vector<std::size_t>{2, 1});
  CHECK(slots("d && e in [\"x\", \"y\"]") == std::vector<std::size_t>{3, 4});
  CHECK(slots("a == d") == std::vector<std::size_t>{0, 3});
  CHECK(slots("true").empty());
}

TEST_CASE("what is remembered is what the expression says, of texts with numbers and of other values") {
  constexpr std::array<std::string_view, 7> kTexts = {"start", "ok", "error", "warn", "retry", "stop", ""};
  std::mt19937 random(5);
  const auto any_value = [&]() -> Value {
    const auto choice = random() % 10;
    if (choice == 0) return {};
    if (choice == 1) return Value::of(static_cast<std::int64_t>(random() % 3));
    const auto text = random() % kTexts.size();
    auto value = Value::of(kTexts[text]);
    // A text may have several numbers, or none.
    if (choice > 3) value.text_number = static_cast<std::uint32_t>(1 + text + kTexts.size() * (random() % 2));
    return value;
  };
  std::size_t held = 0;
  for (const std::string text : {"event == \"error\"", "event in [\"ok\", \"stop\"] || outcome == \"error\"", "event != \"ok\"",
                                 "event == null && outcome != null", "has(event)", "event == outcome",
                                 "event == \"ok\" && outcome == \"ok\" && third == \"ok\"", "true"}) {
    INFO(text);
    Layout layout;
    for (const auto* path : {"event", "outcome", "third"}) layout.slot(path);
    const auto expression = Expression::compile(text, layout);
    REQUIRE(expression);
    RememberedCondition condition(*expression);
    for (int i = 0; i < 2'000; ++i) {
      const std::array<Value, 3> values = {any_value(), any_value(), any_value()};
      const bool expected = expression->holds(values);
      REQUIRE(condition.holds(values) == expected);
      held += expected;
    }
  }
  CHECK(held > 4'000);
  CHECK(held < 12'000);
}

}  // namespace
}  // namespace invmon::record

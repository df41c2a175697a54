#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "insight/cost_model.hpp"

namespace invmon::insight {
namespace {

constexpr std::string_view kCost =
    "cost:\n"
    "  currency: EUR\n"
    "  compute:\n"
    "    billed: busy\n"
    "    per_cpu_hour: 0.05\n"
    "    cpus: {gauge: cpu_percent, factor: 0.01}\n"
    "    per_gb_hour: 0\n"
    "    per_transaction: 0.001\n"
    "  fixed_monthly: 400\n"
    "  retry: 0.02\n"
    "  failure: {minutes: 15, hourly_rate: 45}\n"
    "  manual:\n"
    "    minutes_per_transaction: 2\n"
    "    hourly_rate: 30\n"
    "    error_rate: 2%\n"
    "    cost_per_error: 4\n"
    "  investment: 1e4\n"
    "  start: 2025-01-31\n";

record::Profile profile_of(std::vector<record::ProfileText> texts) {
  record::Profile profile;
  profile.texts = std::move(texts);
  profile.durations.push_back({"took", TimeUnit::seconds, {}, {}});
  profile.retries = "retries";
  profile.items = "items";
  profile.failure = record::SourcedText{"ok == false", ""};
  profile.gauges = {{"mem_mb", "mem"}, {"cpu_percent", "cpu"}};
  return profile;
}

/// The cost section with one text replaced.
std::string changed(std::string_view old_text, std::string_view new_text) {
  std::string text(kCost);
  const std::size_t at = text.find(old_text);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old_text.size(), new_text);
}

std::string error_of(const record::Profile& profile) {
  const auto model = parse_cost(profile);
  return model ? "no error" : to_string(model.error());
}

std::string error_of(const std::string& yaml) { return error_of(profile_of({{"p.yaml", yaml}})); }

CostModel parsed(const record::Profile& profile) {
  auto model = parse_cost(profile);
  REQUIRE_MESSAGE(model, (model ? "" : to_string(model.error())));
  return *std::move(model);
}

TEST_CASE("every input is read") {
  const CostModel model = parsed(profile_of({{"p.yaml", std::string(kCost)}}));
  CHECK(model.currency == "EUR");
  CHECK(model.billed == CostModel::Billed::busy);
  CHECK(model.manual_per == CostModel::Per::transaction);
  CHECK(start_date(model) == "2025-01-31");
  REQUIRE(model.cpu_gauge);
  CHECK(model.cpu_gauge->index == 1);
  CHECK(model.cpu_gauge->place == "p.yaml:6:19");
  const double expected[] = {0.05, 0.01, 0, 0, 0.001, 400, 0.02, 15, 45, 2, 30, 0.02, 4, 10'000};
  for (std::size_t i = 0; i < kInputs; ++i) {
    CAPTURE(i);
    CHECK(model.values[i] == expected[i]);
  }
}

TEST_CASE("inputs have keys and units") {
  const CostModel model = parsed(profile_of({{"p.yaml", std::string(kCost)}}));
  CHECK(input_key(model, Input::investment) == "investment");
  CHECK(input_key(model, Input::manual_minutes) == "manual.minutes_per_transaction");
  CHECK(input_unit(model, Input::per_cpu_hour) == "EUR/CPU-hour");
  CHECK(input_unit(model, Input::cpus) == "CPUs per cpu_percent");
  CHECK(input_unit(model, Input::gb) == "GB");
  CHECK(input_unit(model, Input::manual_error_rate) == "errors/transaction");
  for (std::size_t i = 0; i < kInputs; ++i) CHECK(static_cast<std::size_t>(input_infos()[i].input) == i);
}

TEST_CASE("a profile overrides what it extends key by key") {
  const CostModel model = parsed(profile_of(
      {{"base.yaml", std::string(kCost)},
       {"own.yaml", "cost: {currency: USD, compute: {cpus: 3}, failure: {minutes: 5}, manual: {minutes_per_item: 0.5}}\n"}}));
  CHECK(model.currency == "USD");
  CHECK_FALSE(model.cpu_gauge);
  CHECK(model[Input::cpus] == 3);
  CHECK(model[Input::failure_minutes] == 5);
  CHECK(model[Input::failure_rate] == 45);
  CHECK(model.manual_per == CostModel::Per::item);
  CHECK(model[Input::manual_minutes] == 0.5);
}

TEST_CASE("a missing input is an error at its section") {
  CHECK(error_of("name: x\n") == "p.yaml: the profile has no section 'cost' (it says what things cost, see docs/cost.md)");
  CHECK(error_of("cost: {}\n") == "p.yaml:1:7: cost has no currency (add the currency of all amounts, such as 'currency: EUR')");
  CHECK(error_of("cost: {currency: JPY}\n") ==
        "p.yaml:1:7: cost has no compute.per_cpu_hour (add price of a CPU for an hour, in JPY/CPU-hour; 0 if there is none)");
  CHECK(error_of(changed("    per_transaction: 0.001\n", "")) ==
        "p.yaml:4:5: cost has no compute.per_transaction (add price of a transaction, in EUR/transaction; 0 if there is none)");
  CHECK(error_of(changed("minutes: 15, ", "")) ==
        "p.yaml:11:12: cost has no failure.minutes (add manual repair of a failure, in minutes/failure; 0 if there is none)");
  CHECK(error_of(changed("    minutes_per_transaction: 2\n", "")) ==
        "p.yaml:13:5: cost has no manual.minutes_per_transaction (add it, or minutes_per_item)");
  CHECK(error_of(changed("    cpus: {gauge: cpu_percent, factor: 0.01}\n", "")) ==
        "p.yaml:4:5: cost has no compute.cpus (add a number, or {gauge: NAME, factor: NUMBER})");
  for (const std::string_view key :
       {"  currency: EUR\n", "    billed: busy\n", "  retry: 0.02\n", "  investment: 1e4\n", "  start: 2025-01-31\n"}) {
    CAPTURE(key);
    CHECK(error_of(changed(key, "")).find("cost has no") != std::string::npos);
  }
}

TEST_CASE("what is not paid for need not be said") {
  CHECK(error_of(changed("    billed: busy\n    per_cpu_hour: 0.05\n    cpus: {gauge: cpu_percent, factor: 0.01}\n",
                         "    per_cpu_hour: 0\n")) == "no error");
}

TEST_CASE("a wrong value is an error at its place") {
  CHECK(error_of(changed("retry: 0.02", "retry: -1")) ==
        "p.yaml:10:10: retry must be a number from 0 to 1e12, not '-1' (a number of EUR/retry, such as 12.5)");
  CHECK(error_of(changed("retry: 0.02", "retry: 1.1e12")).find("from 0 to 1e12") != std::string::npos);
  for (const std::string_view bad : {".inf", ".nan", "5m", "2%", "cheap", "1e999", "[1]"}) {
    CAPTURE(bad);
    CHECK(error_of(changed("retry: 0.02", "retry: " + std::string(bad))).starts_with("p.yaml:10:10: retry must be a "));
  }
  CHECK(error_of(changed("2%", "101%")) ==
        "p.yaml:15:17: manual.error_rate must lie between 0% and 100%, not '101%' (write it like 2%)");
  CHECK(error_of(changed("EUR", "Euro")) == "p.yaml:2:13: 'Euro' is no currency (write its three letters: EUR, USD, JPY)");
  for (const std::string_view bad : {"yesterday", "-2d", "2025-01-31T00:00:00Z", "2025-13-01"}) {
    CAPTURE(bad);
    CHECK(error_of(changed("2025-01-31", bad)).find("not a date: '" + std::string(bad)) != std::string::npos);
  }
  CHECK(error_of(changed("busy", "idle")) == "p.yaml:4:13: unknown billed 'idle' (busy or elapsed)");
  CHECK(error_of(changed("retry:", "retrys:")).starts_with("p.yaml:10:3: unknown key 'retrys' (did you mean 'retry'?)"));
  CHECK(error_of(changed("gauge: cpu_percent", "gauge: cpu_percnt")) ==
        "p.yaml:6:19: unknown gauge 'cpu_percnt' (did you mean 'cpu_percent'?)");
  CHECK(error_of(changed(", factor: 0.01", "")).find("compute.cpus has no factor") != std::string::npos);
  CHECK(error_of(changed("    hourly_rate: 30\n", "    hourly_rate: 30\n    minutes_per_item: 1\n")).find("not both") !=
        std::string::npos);
}

TEST_CASE("what is paid for must be counted") {
  const auto error_without = [](const std::string& yaml, auto remove) {
    auto profile = profile_of({{"p.yaml", yaml}});
    remove(profile);
    return error_of(profile);
  };
  const std::string cost(kCost);
  CHECK(error_without(cost, [](auto& p) { p.retries.reset(); }) ==
        "p.yaml:10:10: cost.retry needs 'fields.retries', which the profile does not have (add it, or write 0 here)");
  CHECK(
      error_without(cost, [](auto& p) { p.failure.reset(); }).starts_with("p.yaml:11:22: cost.failure.minutes needs 'failure'"));
  CHECK(error_without(cost, [](auto& p) { p.durations.clear(); }).starts_with("p.yaml:5:19: cost.compute.per_cpu_hour needs"));
  CHECK(error_without(cost, [](auto& p) { p.items.reset(); }) == "no error");
  CHECK(error_without(changed("per_transaction: 2", "per_item: 2"), [](auto& p) {
          p.items.reset();
        }).starts_with("p.yaml:13:23: cost.manual.minutes_per_item needs 'fields.items'"));
}

TEST_CASE("the built-in profiles with a section on cost are sound") {
  const auto profile = record::load_profile("inventory-bot");
  REQUIRE(profile);
  CHECK(error_of(*profile) == "no error");
}

}  // namespace
}  // namespace invmon::insight

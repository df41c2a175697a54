#include "policy/sweep.hpp"

#include <doctest/doctest.h>

namespace invmon::policy {
namespace {

using Values = std::vector<std::string>;

Sweep sweep_of(const std::string& text) {
  INFO(text);
  const auto sweep = parse_sweep(text);
  REQUIRE_MESSAGE(sweep, (sweep ? "" : to_string(sweep.error())));
  return *sweep;
}

Values values_of(const std::string& braces) { return sweep_of("A.when=p95 > " + braces + "ms").values; }

std::string sweep_error(const std::string& text) {
  const auto sweep = parse_sweep(text);
  return sweep ? "no error" : to_string(sweep.error());
}

std::string values_error(const std::string& braces) { return sweep_error("A.when=p95 > " + braces + "ms"); }

record::Profile swept_profile(std::vector<record::ProfileText> texts) {
  record::Profile profile;
  profile.texts = std::move(texts);
  return profile;
}

const std::string kRules =
    "rules:\n"
    "- {alert: A, when: failures > 1, for: 10m, min_events: 7, labels: {severity: warning}}\n"
    "- {alert: B, when: failures > 2}\n"
    "- {alert: A, when: failures > 3, labels: {severity: critical}}\n";

std::vector<Rule> variants_of(const std::string& sweep, const record::Profile& profile) {
  auto variants = sweep_variants(sweep_of(sweep), profile);
  REQUIRE_MESSAGE(variants, (variants ? "" : to_string(variants.error())));
  return *std::move(variants);
}

std::string variants_error(const std::string& sweep, const std::string& yaml) {
  const auto variants = sweep_variants(sweep_of(sweep), swept_profile({{"p.yaml", yaml}}));
  return variants ? "no error" : to_string(variants.error());
}

TEST_CASE("a sweep is read into rule, key and values") {
  const auto sweep = sweep_of("HighErrorRate.when=error_rate > {1..5}%");
  CHECK(sweep.rule == "HighErrorRate");
  CHECK(sweep.key == "when");
  CHECK(sweep.values == Values{"1", "2", "3", "4", "5"});
  CHECK(sweep.text("2") == "error_rate > 2%");
  const auto dotted = sweep_of(" v1.2 slow . for = {1,3} checks ");
  CHECK(dotted.rule == "v1.2 slow");
  CHECK(dotted.key == "for");
  CHECK(dotted.text("3") == "3 checks");
  CHECK(sweep_of("A.when=failures >= {1}").before == "failures >= ");
}

TEST_CASE("ranges count up in whole numbers or in steps, exactly") {
  CHECK(values_of("{3..3}") == Values{"3"});
  CHECK(values_of("{-1..1}") == Values{"-1", "0", "1"});
  CHECK(values_of("{0.5..2.5..0.5}") == Values{"0.5", "1.0", "1.5", "2.0", "2.5"});
  CHECK(values_of("{-0.1..0.3..0.1}") == Values{"-0.1", "0.0", "0.1", "0.2", "0.3"});
  CHECK(values_of("{100..400..150}") == Values{"100", "250", "400"});
  CHECK(values_of("{1..2..0.75}") == Values{"1.00", "1.75"});
  CHECK(values_of("{ 1 .. 2 }") == Values{"1", "2"});
  CHECK(values_of("{1..100}").size() == 100);
  CHECK(values_of("{0..1..0.1}").back() == "1.0");
}

TEST_CASE("lists hold any texts") {
  CHECK(values_of("{1,2,5}") == Values{"1", "2", "5"});
  CHECK(values_of("{ 5m , 1h30m }") == Values{"5m", "1h30m"});
  CHECK(values_of("{7}") == Values{"7"});
}

TEST_CASE("what is wrong with a sweep is told") {
  CHECK(sweep_error("") == "--sweep: '' is not RULE.KEY=TEXT (write 'HighErrorRate.when=error_rate > {1..5}%')");
  CHECK(sweep_error("A={1..5}") == "--sweep: 'A' is not RULE.KEY (write HighErrorRate.when=...)");
  CHECK(sweep_error("A.wehn={1..5}") == "--sweep: 'wehn' is no key that can be swept (did you mean 'when'?)");
  CHECK(sweep_error("A.labels={1..5}") ==
        "--sweep: 'labels' is no key that can be swept (known: when, window, for, every, min_events)");
  for (const auto* text : {"A.for=5m", "A.for={1}{2}", "A.for=}1{", "A.for={1", "A.for={{1}}", "A.for="}) {
    INFO(text);
    CHECK(sweep_error(text).find("must have its values in one pair of braces") != std::string::npos);
  }
  CHECK(values_error("{}") == "--sweep: '{}' has an empty value (write {1,2,5} or {1..5})");
  CHECK(values_error("{1,}") == "--sweep: '{1,}' has an empty value (write {1,2,5} or {1..5})");
  CHECK(values_error("{1,2,1}") == "--sweep: '1' stands there twice");
  CHECK(values_error("{1..x}") == "--sweep: 'x' is not a number (write {1..5} or {0.5..2.5..0.5})");
  CHECK(values_error("{1..}") == "--sweep: '' is not a number (write {1..5} or {0.5..2.5..0.5})");
  CHECK(values_error("{0.5..2}") == "--sweep: '{0.5..2}' needs a step (write {0.5..2.5..0.5})");
  CHECK(values_error("{5..1}") == "--sweep: '{5..1}' holds no number (ranges go up: {1..5})");
  CHECK(values_error("{1..5..0}") == "--sweep: '{1..5..0}' holds no number (ranges go up: {1..5})");
  CHECK(values_error("{1..2..3..4}") == "--sweep: '{1..2..3..4}' is no range (write {1..5} or {0.5..2.5..0.5})");
  CHECK(values_error("{1..101}") == "--sweep: '{1..101}' holds more than 100 numbers (take a larger step)");
  for (const auto* braces : {"{1..inf}", "{1..nan}", "{1..1e3}", "{1..10000000000}", "{0..1..0.0000001}"}) {
    INFO(braces);
    CHECK(values_error(braces).find("is not a number") != std::string::npos);
  }
}

TEST_CASE("a variant is the rule with another text for the key, and a label that says the value") {
  const auto variants = variants_of("A.when=failures > {5,6}", swept_profile({{"p.yaml", kRules}}));
  REQUIRE(variants.size() == 4);
  CHECK(variants[0].alert == "A");
  CHECK(variants[0].when.text() == "failures > 5");
  CHECK(variants[0].hold.span == 10 * kMinute);
  CHECK(variants[0].labels == Labels{{"severity", "warning"}, {"sweep", "5"}});
  CHECK(variants[1].labels == Labels{{"severity", "critical"}, {"sweep", "5"}});
  CHECK(variants[2].when.text() == "failures > 6");
  CHECK(variants[3].labels == Labels{{"severity", "critical"}, {"sweep", "6"}});
}

TEST_CASE("all the keys can be swept, whether the rule has them or not") {
  const auto profile = swept_profile({{"p.yaml", kRules}});
  CHECK(variants_of("B.window={5..6}m", profile)[1].window == 6 * kMinute);
  CHECK(variants_of("B.for={2..3} checks", profile)[0].hold.checks == 2);
  CHECK(variants_of("A.for={0,1h}", profile)[0].hold.span == 0);
  CHECK(variants_of("B.every={30s,2m}", profile)[1].every == 2 * kMinute);
  CHECK(variants_of("A.min_events={0..9..3}", profile)[0].min_events == 0);
}

TEST_CASE("a window that a baseline takes from the rule is swept with it") {
  const auto profile =
      swept_profile({{"p.yaml", "rules:\n- {alert: A, when: p95 > 150% of baseline, window: 5m, baseline: {offset: 1d}}\n"}});
  const auto variants = variants_of("A.window={10,20}m", profile);
  CHECK(variants[0].baseline->window == 10 * kMinute);
  CHECK(variants[1].baseline->window == 20 * kMinute);
}

TEST_CASE("the rules of a profile that extends another replace those of it") {
  const auto variants = variants_of(
      "A.when=failures > {5}",
      swept_profile(
          {{"base.yaml", kRules}, {"own.yaml", "rules:\n- {alert: A, when: absent, window: 1h}\n"}, {"last.yaml", ""}}));
  REQUIRE(variants.size() == 1);
  CHECK(variants[0].window == kHour);
  const auto inherited = variants_of("B.when=failures > {5}",
                                     swept_profile({{"base.yaml", kRules}, {"own.yaml", "rules: [{alert: A, when: absent}]"}}));
  CHECK(inherited.size() == 1);
}

TEST_CASE("a variant that is no rule is an error") {
  CHECK(variants_error("AA.when={1}", "rules:\n- {alert: HighErrorRate, when: failures > 1}\n") ==
        "--sweep: the profile has no rule 'AA' (its rules: HighErrorRate)");
  CHECK(variants_error("HighErorRate.when={1}", "rules:\n- {alert: HighErrorRate, when: failures > 1}\n") ==
        "--sweep: the profile has no rule 'HighErorRate' (did you mean 'HighErrorRate'?)");
  CHECK(variants_error("A.window={1ms}", kRules) == "--sweep: window must be at least 1s");
  CHECK(variants_error("A.every={0.5..1.5..0.5}s", kRules) == "--sweep: every must be at least 1s");
  CHECK(variants_error("A.min_events={-1..1}", kRules) == "--sweep: min_events must be a whole number of at least 1");
  CHECK(variants_error("A.when=eror_rate > {1..5}%", kRules) == "--sweep: unknown KPI 'eror_rate' (did you mean 'error_rate'?)");
  CHECK(
      variants_error("A.when=p95 > {150..200..50}% of baseline", kRules).starts_with("--sweep: the condition needs a baseline"));
  CHECK(variants_error("A.when={1}", "").starts_with("--sweep: the profile has no rule 'A'"));
}

TEST_CASE("rows of a sweep follow the variants") {
  const auto sweep = sweep_of("A.when=failures > {1..2}");
  Judgement judgement;
  judgement.rules.push_back({"A", {{"severity", "warning"}, {"sweep", "1"}}, 6, 0, 90, 60});
  judgement.rules.push_back({"A", {{"severity", "warning"}, {"sweep", "2"}}});
  Scores scores;
  scores.rules.resize(2);
  scores.rules[1].missed = {"x"};
  const auto rows = sweep_rows(sweep, judgement, {0, 36 * kHour}, &scores);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].value == "1");
  CHECK(rows[0].text == "failures > 1");
  CHECK(rows[0].labels == Labels{{"severity", "warning"}});
  CHECK(rows[0].fired == 6);
  CHECK(rows[0].firing_seconds == 90);
  CHECK(rows[0].longest_seconds == 60);
  CHECK(*rows[0].alerts_per_day == 4);
  CHECK(*rows[1].alerts_per_day == 0);
  CHECK(rows[1].score->missed == Values{"x"});
}

TEST_CASE("without a range and incidents a row has neither a rate nor a score") {
  Judgement judgement;
  judgement.rules.push_back({"A", {{"sweep", "1"}}});
  const auto rows = sweep_rows(sweep_of("A.for={1} checks"), judgement, {}, nullptr);
  REQUIRE(rows.size() == 1);
  CHECK_FALSE(rows[0].alerts_per_day);
  CHECK_FALSE(rows[0].score);
  CHECK(sweep_rows(sweep_of("A.for={1} checks"), {}, {}, nullptr).empty());
}

}  // namespace
}  // namespace invmon::policy

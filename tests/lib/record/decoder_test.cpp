#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "decoded.hpp"

namespace invmon::record {
namespace {

TEST_CASE("the range is half-open") {
  Selection selection;
  selection.from = kNoon;
  selection.to = kNoon + kSecond;
  const auto drop_at = [&](std::int64_t time) { return decode(profile_of(""), {{"t", whole(time)}}, selection).dropped; };
  CHECK(drop_at(kNoon - 1) == DropReason::out_of_range);
  CHECK(drop_at(kNoon) == std::nullopt);
  CHECK(drop_at(kNoon + kSecond - 1) == std::nullopt);
  CHECK(drop_at(kNoon + kSecond) == DropReason::out_of_range);
}

TEST_CASE("time comes before range, range before where, where before the other fields") {
  const Profile profile = profile_of(", duration: d");
  Selection selection;
  selection.from = kNoon;
  selection.where = "keep";
  CHECK(decode(profile, {{"t", text("?")}, {"d", text("?")}}, selection).dropped == DropReason::bad_value);
  CHECK(decode(profile, {{"t", whole(0)}, {"d", text("?")}}, selection).dropped == DropReason::out_of_range);
  const Outcome filtered = decode(profile, {{"t", text(kNoonText)}, {"d", text("?")}}, selection);
  CHECK(filtered.dropped == DropReason::filtered);
  CHECK(filtered.record.time == kNoon);
  const Outcome bad = decode(profile, {{"t", text(kNoonText)}, {"d", text("?")}, {"keep", flag(true)}}, selection);
  CHECK(bad.dropped == DropReason::bad_value);
  CHECK(bad.record.time == kNoon);
  CHECK_FALSE(decode(profile, {{"t", text(kNoonText)}, {"d", real(1.5)}, {"keep", flag(true)}}, selection).dropped);
}

TEST_CASE("only a transaction can fail, and without expressions every record is a transaction that does not") {
  const Outcome plain = decode(profile_of(""), {{"t", whole(1)}});
  CHECK(plain.record.transaction);
  CHECK_FALSE(plain.record.failure);

  const Profile profile =
      profile_of(", duration: d", "transaction: event in [\"ok\", \"error\"]\nfailure: bad || event == \"error\"\n");
  const auto outcome = [&](const char* event, bool bad) {
    const Record record = decode(profile, {{"t", whole(1)}, {"event", text(event)}, {"bad", flag(bad)}, {"d", whole(2)}}).record;
    CHECK(record.duration == 2.0);
    return std::pair(record.transaction, record.failure);
  };
  CHECK(outcome("ok", false) == std::pair(true, false));
  CHECK(outcome("ok", true) == std::pair(true, true));
  CHECK(outcome("error", false) == std::pair(true, true));
  CHECK(outcome("start", true) == std::pair(false, false));
}

TEST_CASE("durations are numbers in their unit or texts, finite and not negative") {
  const auto seconds = [](const Value& value, const std::string& unit = "s") {
    return decode(profile_of(", duration: {path: d, unit: " + unit + "}"), {{"t", whole(1)}, {"d", value}}).record.duration;
  };
  CHECK(seconds(Value()) == std::nullopt);
  CHECK(seconds(whole(0)) == 0.0);
  CHECK(seconds(real(0.25)) == 0.25);
  CHECK(seconds(whole(1500), "ms") == 1.5);
  CHECK(seconds(whole(2), "h") == 7200.0);
  CHECK(seconds(text("0.123s"), "ms") == 0.123);
  CHECK(seconds(text("12ms")) == 0.012);
  CHECK(seconds(text("250"), "ms") == 0.25);
  const auto negative_zero = seconds(real(-0.0));
  REQUIRE(negative_zero);
  CHECK_FALSE(std::signbit(*negative_zero));

  const Profile profile = profile_of(", duration: d");
  expect_bad(profile, {{"t", whole(1)}, {"d", real(-0.5)}}, "d: not a duration: -0.5");
  expect_bad(profile, {{"t", whole(1)}, {"d", whole(-1)}}, "d: not a duration: -1");
  expect_bad(profile, {{"t", whole(1)}, {"d", text("-1s")}}, "d: not a duration: \"-1s\"");
  expect_bad(profile, {{"t", whole(1)}, {"d", text("fast")}}, "d: not a duration: \"fast\"");
  expect_bad(profile, {{"t", whole(1)}, {"d", flag(true)}}, "d: not a duration: true");
  expect_bad(profile, {{"t", whole(1)}, {"d", composite()}}, "d: not a duration: an object or an array");
  expect_bad(profile, {{"t", whole(1)}, {"d", real(std::numeric_limits<double>::infinity())}},
             "d: not a duration: too large a number");
}

TEST_CASE("a duration may be the difference of two times") {
  const Profile profile = profile_of(", duration: {from: a, to: {path: b, format: epoch_ms}}");
  const auto seconds = [&](const Value& from, const Value& to) {
    const Outcome outcome = decode(profile, {{"t", whole(1)}, {"a", from}, {"b", to}});
    CHECK_FALSE(outcome.dropped);
    return outcome.record.duration;
  };
  CHECK(seconds(text(kNoonText), whole(1'739'016'001'500)) == 1.5);
  CHECK(seconds(text(kNoonText), whole(1'739'016'000'000)) == 0.0);
  CHECK(seconds(text(kNoonText), Value()) == std::nullopt);
  CHECK(seconds(Value(), whole(1)) == std::nullopt);
  // 584 years do not fit into signed nanoseconds: 9.2e9 s before the epoch to 9.2e9 s after it.
  CHECK(seconds(whole(-9'200'000'000), whole(9'200'000'000'000)) == 18'400'000'000.0);

  expect_bad(profile, {{"t", whole(1)}, {"a", text("?")}, {"b", whole(1)}}, "a: not a time: \"?\"");
  expect_bad(profile, {{"t", whole(1)}, {"a", whole(1)}, {"b", text("?")}}, "b: not a time: \"?\"");
  expect_bad(profile, {{"t", whole(1)}, {"a", whole(2)}, {"b", whole(1999)}}, "b: not a time after 'a': 1999");
}

TEST_CASE("a line tells of one transaction, or of as many as it says") {
  const Profile profile = profile_of(", count: n");
  const auto counted = [&](const Value& value) {
    const Outcome outcome = decode(profile, {{"t", text(kNoonText)}, {"n", value}});
    CHECK_FALSE(outcome.dropped);
    return std::pair(outcome.record.count, outcome.record.counted);
  };
  CHECK(counted(Value()) == std::pair<std::uint64_t, bool>(1, false));
  CHECK(counted(whole(1)) == std::pair<std::uint64_t, bool>(1, true));
  CHECK(counted(text("12")) == std::pair<std::uint64_t, bool>(12, true));
  CHECK(counted(real(250.0)) == std::pair<std::uint64_t, bool>(250, true));
  CHECK(counted(whole(4'294'967'296)) == std::pair<std::uint64_t, bool>(4'294'967'296, true));
  for (const auto& bad : {whole(0), whole(-3), real(2.5), whole(4'294'967'297), text("many"), Value::of(true)}) {
    CHECK(decode(profile, {{"t", text(kNoonText)}, {"n", bad}}).dropped == DropReason::bad_value);
  }
  expect_bad(profile, {{"t", text(kNoonText)}, {"n", whole(0)}}, "n: not a whole number from 1 to 2^32: 0");
}

TEST_CASE("retries and items are whole numbers up to 2^53") {
  const Profile profile = profile_of(", retries: r, items: i");
  const auto retries = [&](const Value& value) {
    const Outcome outcome = decode(profile, {{"t", whole(1)}, {"r", value}});
    CHECK_FALSE(outcome.dropped);
    CHECK(outcome.record.items == 0);
    return outcome.record.retries;
  };
  CHECK(retries(Value()) == 0);
  CHECK(retries(whole(3)) == 3);
  CHECK(retries(real(12.0)) == 12);
  CHECK(retries(text("7")) == 7);
  CHECK(retries(text("1e2")) == 100);
  CHECK(retries(whole(9'007'199'254'740'992)) == 9'007'199'254'740'992);
  CHECK(decode(profile, {{"t", whole(1)}, {"i", whole(40)}}).record.items == 40);

  const std::string expected = ": not a whole number from 0 to 2^53: ";
  expect_bad(profile, {{"t", whole(1)}, {"r", whole(-1)}}, "r" + expected + "-1");
  expect_bad(profile, {{"t", whole(1)}, {"r", real(1.5)}}, "r" + expected + "1.5");
  expect_bad(profile, {{"t", whole(1)}, {"r", whole(9'007'199'254'740'993)}}, "r" + expected + "9007199254740993");
  expect_bad(profile, {{"t", whole(1)}, {"r", text("many")}}, "r" + expected + "\"many\"");
  expect_bad(profile, {{"t", whole(1)}, {"r", text("")}}, "r" + expected + "\"\"");
  expect_bad(profile, {{"t", whole(1)}, {"i", flag(false)}}, "i" + expected + "false");
  expect_bad(profile, {{"t", whole(1)}, {"i", composite()}}, "i" + expected + "an object or an array");
}

TEST_CASE("gauges are finite numbers in the profile's order") {
  const Profile profile = profile_of(", gauges: {mem: m, cpu: c}");
  const Outcome outcome = decode(profile, {{"t", whole(1)}, {"c", text("37.5")}});
  REQUIRE(outcome.record.gauges.size() == 2);
  CHECK(outcome.record.gauges[0] == std::nullopt);
  CHECK(outcome.record.gauges[1] == 37.5);
  CHECK(decode(profile, {{"t", whole(1)}, {"m", whole(-5)}}).record.gauges[0] == -5.0);

  expect_bad(profile, {{"t", whole(1)}, {"c", text("37%")}}, "c: not a finite number: \"37%\"");
  expect_bad(profile, {{"t", whole(1)}, {"c", text("nan")}}, "c: not a finite number: \"nan\"");
  expect_bad(profile, {{"t", whole(1)}, {"c", flag(true)}}, "c: not a finite number: true");
  expect_bad(profile, {{"t", whole(1)}, {"m", real(-std::numeric_limits<double>::infinity())}},
             "m: not a finite number: too large a number");
}

TEST_CASE("error codes and keys are texts, or numbers and booleans as text") {
  const Profile profile = profile_of(", error_code: e, dimensions: [a, {name: second, path: b}]");
  Selection selection;
  selection.by = {"second", "a"};
  Decoder decoder = decoder_of(profile, selection);
  Record record;
  std::string detail;
  const auto decode_next = [&](Fields fields) { return decoder.decode(line_values(decoder.layout(), fields), record, detail); };

  CHECK_FALSE(decode_next({{"t", whole(1)}, {"e", whole(503)}, {"a", whole(-9'007'199'254'740'993)}, {"b", text("x")}}));
  CHECK(record.error_code == "503");
  CHECK(record.keys[0] == "x");
  CHECK(record.keys[1] == "-9007199254740993");
  CHECK_FALSE(decode_next({{"t", whole(1)}, {"e", text("E_TIMEOUT")}, {"a", real(0.1)}, {"b", flag(false)}}));
  CHECK(record.error_code == "E_TIMEOUT");
  CHECK(record.keys[0] == "false");
  CHECK(record.keys[1] == "0.1");
  CHECK_FALSE(decode_next({{"t", whole(1)}, {"e", text("")}, {"a", text("")}}));
  CHECK(record.error_code == std::nullopt);
  CHECK(record.keys[0] == kNoKey);
  CHECK(record.keys[1] == kNoKey);

  CHECK(decode_next({{"t", whole(1)}, {"e", composite()}}) == DropReason::bad_value);
  CHECK(detail == "e: not a text or number: an object or an array");
  CHECK(decode_next({{"t", whole(1)}, {"b", composite()}}) == DropReason::bad_value);
  CHECK(detail == "b: not a text or number: an object or an array");
  CHECK(decode_next({{"t", whole(1)}, {"a", real(std::numeric_limits<double>::infinity())}}) == DropReason::bad_value);
}

TEST_CASE("nothing of the record before is left in the next") {
  const Profile profile = profile_of(", duration: d, retries: r, items: i, error_code: e, gauges: {g: g}, dimensions: [k]");
  Selection selection;
  selection.by = {"k"};
  Decoder decoder = decoder_of(profile, selection);
  Record record;
  std::string detail;
  REQUIRE_FALSE(decoder.decode(line_values(decoder.layout(), {{"t", whole(1)},
                                                              {"d", whole(1)},
                                                              {"r", whole(1)},
                                                              {"i", whole(1)},
                                                              {"e", text("e")},
                                                              {"g", whole(1)},
                                                              {"k", text("k")}}),
                               record, detail));
  REQUIRE_FALSE(decoder.decode(line_values(decoder.layout(), {{"t", whole(2)}}), record, detail));
  CHECK(record.time == 2 * kSecond);
  CHECK_FALSE(record.duration);
  CHECK(record.retries == 0);
  CHECK(record.items == 0);
  CHECK_FALSE(record.error_code);
  CHECK_FALSE(record.gauges[0]);
  CHECK(record.keys[0] == kNoKey);
}

TEST_CASE("a copy of a decoder keeps keys of its own") {
  const Profile profile = profile_of(", dimensions: [k]");
  Selection selection;
  selection.by = {"k"};
  Decoder first = decoder_of(profile, selection);
  Decoder second = first;
  Record one;
  Record other;
  std::string detail;
  REQUIRE_FALSE(first.decode(line_values(first.layout(), {{"t", whole(1)}, {"k", whole(1)}}), one, detail));
  REQUIRE_FALSE(second.decode(line_values(second.layout(), {{"t", whole(1)}, {"k", whole(2)}}), other, detail));
  CHECK(one.keys[0] == "1");
  CHECK(other.keys[0] == "2");
}

TEST_CASE("a selection that can't be is an error of usage") {
  const Profile profile = profile_of(", dimensions: [warehouse, event]");
  const auto error_of = [](const Profile& p, const Selection& selection) {
    const auto decoder = Decoder::compile(p, selection);
    REQUIRE_FALSE(decoder);
    CHECK(decoder.error().kind == ErrorKind::usage);
    return to_string(decoder.error());
  };
  Selection selection;
  selection.where = "event = 1";
  CHECK(error_of(profile, selection) == "--where:7: unexpected '=' (did you mean '=='?)");
  selection.where.clear();
  selection.by = {"warehose"};
  CHECK(error_of(profile, selection) == "--by: unknown dimension 'warehose' (did you mean 'warehouse'?)");
  selection.by = {"qqqqqqqq"};
  CHECK(error_of(profile, selection) == "--by: unknown dimension 'qqqqqqqq' (dimensions: warehouse, event)");
  CHECK(error_of(profile_of(""), selection) == "--by: unknown dimension 'qqqqqqqq' (the profile 'x' has none)");
  selection.by.assign(kMaxKeys + 1, "event");
  CHECK(error_of(profile, selection) == "--by: 17 dimensions (at most 16)");
}

TEST_CASE("a profile that was put together with a bad expression is an error at its place") {
  Profile profile = profile_of("");
  profile.failure = SourcedText{"a ==", "p.yaml:3:10"};
  const auto decoder = Decoder::compile(profile, {});
  REQUIRE_FALSE(decoder);
  CHECK(decoder.error().where == "p.yaml:3:10: expression:5");
}

TEST_CASE("the reasons have the names that the report gives them") {
  CHECK(name(DropReason::blank) == "blank");
  CHECK(name(DropReason::no_time) == "no_time");
  CHECK(name(DropReason::out_of_range) == "out_of_range");
  CHECK(name(DropReason::duplicate) == "duplicate");
}

TEST_CASE("the first duration field that a record has counts") {
  const Profile profile = profile_of(", duration: [{path: ms, unit: ms}, {from: a, to: b}, s]");
  const Value at = text("2025-02-08T12:00:00Z");
  const Value later = text("2025-02-08T12:00:02Z");
  CHECK(decode(profile, {{"t", at}, {"ms", whole(250)}, {"s", whole(9)}}).record.duration == 0.25);
  CHECK(decode(profile, {{"t", at}, {"a", at}, {"b", later}, {"s", whole(9)}}).record.duration == 2);
  CHECK(decode(profile, {{"t", at}, {"a", at}, {"s", whole(9)}}).record.duration == 9);
  CHECK(!decode(profile, {{"t", at}}).record.duration);
  expect_bad(profile, {{"t", at}, {"ms", text("x")}, {"s", whole(9)}}, "ms: not a duration: \"x\"");
}

TEST_CASE("the first time field that a record has is its time") {
  auto parsed = parse_profile("name: p\nfields: {time: [a, {path: b, format: epoch_ms}]}\n", "p.yaml");
  REQUIRE(parsed);
  const Profile& profile = *parsed;
  CHECK(decode(profile, {{"a", whole(1)}, {"b", whole(2)}}).record.time == kSecond);
  CHECK(decode(profile, {{"b", whole(2)}}).record.time == 2 * kMillisecond);
  CHECK(decode(profile, {{"c", whole(2)}}).dropped == DropReason::no_time);
  CHECK(decode(profile, {{"a", text("?")}, {"b", whole(2)}}).dropped == DropReason::bad_value);
}

TEST_CASE("the first path that a record has holds the key, and what its pattern does not find is none") {
  const Profile profile =
      profile_of(", dimensions: [{name: route, path: [uri, request], match: '^(?:[A-Z]+ )?(/[^ ]*)', fold: path}]");
  Selection selection;
  selection.by = {"route"};
  Decoder decoder = decoder_of(profile, selection);
  Record record;
  std::string detail;
  const auto key = [&](Fields values) {
    REQUIRE(!decoder.decode(line_values(decoder.layout(), values), record, detail));
    return std::string(record.keys[0]);
  };
  CHECK(key({{"t", whole(1)}, {"uri", text("/a/1")}, {"request", text("GET /b")}}) == "/a/{id}");
  CHECK(key({{"t", whole(1)}, {"request", text("GET /b?x HTTP/1.1")}}) == "/b");
  CHECK(key({{"t", whole(1)}, {"request", text("nonsense")}}) == "(none)");
  CHECK(key({{"t", whole(1)}}) == "(none)");
}

TEST_CASE("a mapped dimension gives the category of its text") {
  const Profile profile = profile_of(", dimensions: [{name: kind, path: code, map: {db: [DB_*]}}]");
  const Value at = text(kNoonText);
  Selection selection;
  selection.by = {"kind"};
  Decoder decoder = decoder_of(profile, selection);
  Record record;
  std::string detail;
  const auto kind_of = [&](Fields fields) {
    CHECK(!decoder.decode(line_values(decoder.layout(), fields), record, detail));
    return std::string(record.keys[0]);
  };
  CHECK(kind_of({{"t", at}, {"code", text("DB_LOCK")}}) == "db");
  CHECK(kind_of({{"t", at}, {"code", text("NET")}}) == "other");
  CHECK(kind_of({{"t", at}}) == "(none)");
}

TEST_CASE("a record tells which conditions of the selection hold") {
  const Profile profile = profile_of("", "transaction: a == 1\n");
  Selection selection;
  selection.conditions = {{"a == 1", "rule"}, {"b > 2", "rule"}, {"true", "rule"}};
  const Value at = text(kNoonText);
  CHECK(decode(profile, {{"t", at}, {"a", whole(1)}, {"b", whole(2)}}, selection).record.conditions == 0b101);
  CHECK(decode(profile, {{"t", at}, {"b", whole(3)}}, selection).record.conditions == 0b110);
  selection.conditions.assign(kMaxConditions + 1, {"true", "rule"});
  const auto many = Decoder::compile(profile, selection);
  REQUIRE(!many);
  CHECK(many.error().what == "65 different filters");
}

TEST_CASE("a record carries the texts that the selection asks for, and a value that is none drops no line") {
  const Profile profile = profile_of("");
  Selection selection;
  CHECK(selection.place_text("order.id") == 0);
  CHECK(selection.place_text("n") == 1);
  CHECK(selection.place_text("order.id") == 0);
  Decoder decoder = decoder_of(profile, selection);
  Record record;
  std::string detail;
  const auto texts_of = [&](Fields fields) {
    CHECK(!decoder.decode(line_values(decoder.layout(), fields), record, detail));
    return std::vector<std::string>{std::string(record.texts.at(0).value_or("-")), std::string(record.texts.at(1).value_or("-"))};
  };
  const Value at = text(kNoonText);
  CHECK(texts_of({{"t", at}, {"order.id", text("o-1")}, {"n", whole(-7)}}) == std::vector<std::string>{"o-1", "-7"});
  CHECK(texts_of({{"t", at}, {"order.id", whole(12)}, {"n", real(1.5)}}) == std::vector<std::string>{"12", "1.5"});
  CHECK(texts_of({{"t", at}, {"order.id", text("")}}) == std::vector<std::string>{"-", "-"});
}

TEST_CASE("a selection holds each condition and dimension once") {
  Selection selection;
  selection.by = {"a"};
  CHECK(selection.place_dimension("b") == 1);
  CHECK(selection.place_dimension("a") == 0);
  CHECK(selection.place_condition({"x == 1", "p.yaml:1:1"}) == 0);
  CHECK(selection.place_condition({"x == 2", "p.yaml:2:1"}) == 1);
  CHECK(selection.place_condition({"x == 1", "p.yaml:3:1"}) == 0);
  CHECK(selection.by.size() == 2);
  CHECK(selection.conditions.size() == 2);
}

}  // namespace
}  // namespace invmon::record

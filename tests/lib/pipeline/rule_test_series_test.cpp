#include "pipeline/rule_test_series.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "pipeline/rule_test_record.hpp"

namespace invmon::pipeline {
namespace {

using record::TimeFormat;

constexpr Nanos kStart = 1'735'689'600 * kSecond;  // 2025-01-01T00:00:00Z

record::TimeField time_at(std::string path, TimeFormat format = TimeFormat::automatic) {
  return {.path = std::move(path), .format = format, .zone = {}};
}

record::Profile profile_with(record::DurationField duration) {
  record::Profile profile;
  profile.times = {time_at("at")};
  profile.durations = {std::move(duration)};
  return profile;
}

record::Profile profile_with_took() { return profile_with({.path = "took", .from = {}, .to = {}}); }

/// What a series of ten minutes comes to, or its error.
std::string series(std::string_view yaml, const record::Profile& profile = profile_with_took()) {
  record::YamlReader reader("t.yaml");
  const auto node = reader.load(yaml);
  const auto text = read_series(reader, node, {profile, kStart, kStart + 10 * kMinute, kMinute});
  return reader.failed() ? to_string(reader.error()) : text;
}

/// The minutes that have a record, a digit each.
std::string times(std::string_view yaml) {
  std::string result;
  std::string text = series(yaml);
  for (std::size_t at = text.find("T00:0"); at != std::string::npos; at = text.find("T00:0", at + 1)) result += text[at + 5];
  return result;
}

TEST_CASE("a series is a record an interval, with the time and the duration where the profile looks for them") {
  CHECK(series("{values: 0.5 2}") ==
        "{\"at\": \"2025-01-01T00:00:00.000Z\", \"took\": 0.5}\n"
        "{\"at\": \"2025-01-01T00:01:00.000Z\", \"took\": 2}\n");
}

TEST_CASE("names stand for the fields of all records with their own over them") {
  CHECK(series("{fields: {host: a, ok: true}, records: {good: {}, bad: {ok: false, code: E1}}, values: bad good}") ==
        "{\"host\": \"a\", \"ok\": false, \"code\": \"E1\", \"at\": \"2025-01-01T00:00:00.000Z\"}\n"
        "{\"host\": \"a\", \"ok\": true, \"at\": \"2025-01-01T00:01:00.000Z\"}\n");
}

TEST_CASE("paths descend at dots, and values are what they look like") {
  CHECK(series("fields: {a.b: 1, a: {c.d: -1.5e3}, x: '1', n: null, l: [1, two, {p.q: 3}], e: {}, t: 9007199254740993}\n"
               "records: {r: {x.y: \"a\\\"b\"}}\n"
               "values: r") ==
        "{\"a\": {\"c\": {\"d\": -1500}}, \"x\": {\"y\": \"a\\\"b\"}, \"n\": null, \"l\": [1, \"two\", {\"p\": {\"q\": 3}}], "
        "\"e\": {}, \"t\": 9007199254740993, \"at\": \"2025-01-01T00:00:00.000Z\"}\n");
  CHECK(series("{fields: {a.b: 1}, records: {r: {a.c: 2}}, values: r}").starts_with("{\"a\": {\"b\": 1, \"c\": 2}, "));
}

TEST_CASE("values are repeated with or without a blank, and an underscore is a gap") {
  const auto minutes = [](const std::string& values) { return times("{records: {ok: {}}, values: '" + values + "'}"); };
  CHECK(minutes("ok x3 _ ok") == "0124");
  CHECK(minutes("okx3 _x2 1x2") == "01256");
  CHECK(minutes("  ok   x1\n ok ") == "01");
  CHECK(minutes("_ x9 ok") == "9");
  CHECK(minutes("_") == "");
}

TEST_CASE("what is the name of a record is not taken for a repetition") {
  CHECK(times("{records: {x3: {}, max2: {}}, values: x3 _ max2 _x2 x3 max2x2}") == "02567");
}

TEST_CASE("a series ends with the test, however long it goes on") {
  CHECK(times("{values: 1 x18446744073709551615 2 x7}") == "0123456789");
  CHECK(times("{values: _ x18446744073709551615 1}").empty());
  record::YamlReader reader("t.yaml");
  const auto profile = profile_with_took();
  CHECK(read_series(reader, reader.load("{values: 1x2000000}"), {profile, 0, kDay, kMillisecond}).empty());
  CHECK(to_string(reader.error()) == "t.yaml:1:10: a series of more than 1,000,000 values");
}

TEST_CASE("a duration between two times begins, or ends, with the record") {
  const auto after = profile_with({.path = "", .from = time_at("at"), .to = time_at("done", TimeFormat::epoch_ms)});
  CHECK(series("{values: 1.5}", after) == "{\"at\": \"2025-01-01T00:00:00.000Z\", \"done\": 1735689601500}\n");
  const auto before = profile_with({.path = "", .from = time_at("begun"), .to = time_at("at")});
  CHECK(series("{values: 1.5}", before) == "{\"at\": \"2025-01-01T00:00:00.000Z\", \"begun\": \"2024-12-31T23:59:58.500Z\"}\n");
  CHECK(series("{values: 1e10}", after) == "t.yaml:1:10: 1e10 is no duration");
}

TEST_CASE("times are written in each format") {
  const auto text = [](TimeFormat format, Nanos time) { return to_json(time_at("t", format), time).text(); };
  // 951782399.25 s: a quarter of a second after 2000-02-28T23:59:59Z, a Monday of a leap year.
  const Nanos time = 951'782'399 * kSecond + 250 * kMillisecond;
  CHECK(text(TimeFormat::automatic, time) == "\"2000-02-28T23:59:59.250Z\"");
  CHECK(text(TimeFormat::rfc3339, time) == "\"2000-02-28T23:59:59.250Z\"");
  CHECK(text(TimeFormat::clf, time) == "\"28/Feb/2000:23:59:59 +0000\"");
  CHECK(text(TimeFormat::epoch_s, time) == "951782399.25");
  CHECK(text(TimeFormat::epoch_s, 0) == "0");
  CHECK(text(TimeFormat::epoch_ms, time) == "951782399250");
  CHECK(text(TimeFormat::epoch_us, time) == "951782399250000");
  CHECK(text(TimeFormat::epoch_ns, time) == "951782399250000000");
}

TEST_CASE("a mistake in a series is answered with its place") {
  CHECK(series("[1]") == "t.yaml:1:1: a series must be a map");
  CHECK(series("{value: 1}") == "t.yaml:1:2: unknown key 'value' (did you mean 'values'?)");
  CHECK(series("{fields: {a: 1}}") == "t.yaml:1:1: the series has no values (write them like 'ok x10 fail x5')");
  CHECK(series("{values: ''}") == "t.yaml:1:10: values must be a text");
  CHECK(series("{fields: 1, values: 1}") == "t.yaml:1:10: fields must be a map from paths to values");
  CHECK(series("{records: [ok], values: ok}") == "t.yaml:1:11: records must be a map from names to fields");
  CHECK(series("{records: {ok: 1}, values: ok}") == "t.yaml:1:16: a record must be a map from paths to values");
  CHECK(series("{records: {fail: {}}, values: fial}") == "t.yaml:1:31: no record is called 'fial' (did you mean 'fail'?)");
  CHECK(series("{values: ok x3}") ==
        "t.yaml:1:10: no record is called 'ok' (values are names of records, durations, and _ for none)");
  CHECK(series("{values: 1 x0}") ==
        "t.yaml:1:10: no record is called 'x0' (values are names of records, durations, and _ for none)");
  CHECK(series("{values: x3 1}") == "t.yaml:1:10: 'x3' repeats nothing (write it behind a value: 'ok x10')");
  CHECK(series("{values: 1 x3 x4}") == "t.yaml:1:10: 'x4' repeats nothing (write it behind a value: 'ok x10')");
  CHECK(series("{values: -1}") == "t.yaml:1:10: -1 is no duration");
  record::Profile without;
  without.times = {time_at("at")};
  CHECK(series("{values: 0.1}", without) == "t.yaml:1:10: 0.1 would be a duration, and the profile has none");
}

}  // namespace
}  // namespace invmon::pipeline

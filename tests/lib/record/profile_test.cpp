#include "record/profile.hpp"

#include <doctest/doctest.h>

#include <string>

#include "scratch_folder.hpp"

namespace invmon::record {
namespace {

Profile parsed(const std::string& yaml) {
  INFO(yaml);
  auto profile = parse_profile(yaml, "p.yaml");
  REQUIRE_MESSAGE(profile, (profile ? "" : to_string(profile.error())));
  return *std::move(profile);
}

/// The message of a profile that is wrong, with the place of the mistake.
std::string error_of(const std::string& yaml) {
  const auto profile = parse_profile(yaml, "p.yaml");
  if (profile) return "no error";
  CHECK(profile.error().kind == ErrorKind::configuration);
  return to_string(profile.error());
}

/// A profile whose third line, `  TEXT`, is one more field.
std::string with_field(const std::string& text) { return "name: x\nfields:\n  " + text + "\n  time: t\n"; }

/// A profile with `TEXT` as its third line.
std::string with_line(const std::string& text) {
  return "name: x\nfields: {time: t, dimensions: [warehouse, event]}\n" + text + "\n";
}

TEST_CASE("a full profile is read") {
  const Profile profile = parsed(R"(
name: full
fields:
  time: {path: t.$date, format: epoch_ms, zone: UTC}
  duration: {path: took, unit: ms}
  error_code: error.code
  retries: retries
  items: n
  id: batch
  dimensions: [warehouse, {name: route, path: request.uri}]
  gauges: {cpu: host.cpu, mem_mb: mem_mb}
transaction: event in ["a", "b"]
failure: event == "b"
report: {by: [route, warehouse], window: 5m, streak_threshold: 3, lateness: 1m30s}
)");
  CHECK(profile.name == "full");
  CHECK(profile.origin == Profile::Origin::file);
  CHECK(profile.times.at(0).path == "t.$date");
  CHECK(profile.times.at(0).format == TimeFormat::epoch_ms);
  CHECK(profile.times.at(0).zone.is_utc());
  REQUIRE(profile.durations.size() == 1);
  CHECK(profile.durations[0].path == "took");
  CHECK(profile.durations[0].unit == TimeUnit::milliseconds);
  CHECK(profile.error_code == "error.code");
  CHECK(profile.retries == "retries");
  CHECK(profile.items == "n");
  CHECK(profile.id == "batch");
  REQUIRE(profile.dimensions.size() == 2);
  CHECK(profile.dimensions[0].name == "warehouse");
  CHECK(profile.dimensions[0].paths == std::vector<std::string>{"warehouse"});
  CHECK(profile.dimensions[1].name == "route");
  CHECK(profile.dimensions[1].paths == std::vector<std::string>{"request.uri"});
  REQUIRE(profile.gauges.size() == 2);
  CHECK(profile.gauges[0].name == "cpu");
  CHECK(profile.gauges[0].path == "host.cpu");
  CHECK(profile.transaction->text == "event in [\"a\", \"b\"]");
  CHECK(profile.transaction->where == "p.yaml:12:14");
  CHECK(profile.failure->text == "event == \"b\"");
  CHECK(profile.report_by == std::vector<std::string>{"route", "warehouse"});
  CHECK(profile.report_window == "5m");
  CHECK(profile.streak_threshold == 3);
  CHECK(profile.lateness == 90 * kSecond);
}

TEST_CASE("a profile needs no more than a name and the time, and has defaults for the rest") {
  const Profile profile = parsed("name: x\nfields: {time: t}\n");
  CHECK(profile.times.at(0).path == "t");
  CHECK(profile.times.at(0).format == TimeFormat::automatic);
  CHECK(profile.durations.empty());
  CHECK_FALSE(profile.error_code);
  CHECK_FALSE(profile.transaction);
  CHECK_FALSE(profile.failure);
  CHECK(profile.dimensions.empty());
  CHECK(profile.report_by.empty());
  CHECK(profile.report_window == "auto");
  CHECK(profile.streak_threshold == 5);
  CHECK(profile.lateness == 10 * kSecond);
}

TEST_CASE("a duration may be the time from one field to another") {
  const Profile profile =
      parsed(with_field("duration: {from: queued_at, to: {path: viewed_at, format: clf, zone: Europe/Berlin}}"));
  REQUIRE(profile.durations.size() == 1);
  const auto& duration = profile.durations[0];
  REQUIRE(duration.from);
  REQUIRE(duration.to);
  CHECK(duration.from->path == "queued_at");
  CHECK(duration.from->format == TimeFormat::automatic);
  CHECK(duration.to->path == "viewed_at");
  CHECK(duration.to->format == TimeFormat::clf);
  CHECK_FALSE(duration.to->zone.is_utc());
}

TEST_CASE("a duration may stand in one of several fields") {
  const Profile profile = parsed(with_field("duration: [{path: ms, unit: ms}, took, {from: a, to: b}]"));
  REQUIRE(profile.durations.size() == 3);
  CHECK(profile.durations[0].unit == TimeUnit::milliseconds);
  CHECK(profile.durations[1].path == "took");
  CHECK(profile.durations[2].to->path == "b");
}

TEST_CASE("a dimension may map texts to categories") {
  const Profile profile =
      parsed(with_field("dimensions: [{name: kind, path: code, map: {db: [DB_*, SQL], net: NET_*}, default: rest}]"));
  const auto& field = profile.dimensions.at(0);
  REQUIRE(field.map.size() == 2);
  CHECK(field.map[0].name == "db");
  CHECK(field.map[0].patterns == std::vector<std::string>{"DB_*", "SQL"});
  CHECK(field.map[1].patterns == std::vector<std::string>{"NET_*"});
  CHECK(field.other == "rest");
  CHECK(error_of(with_field("dimensions: [{name: a, path: a, map: [x]}]")) ==
        "p.yaml:3:40: map must be a map from categories to lists of texts (write it like {system: [DB_*, CACHE_*]})");
  CHECK(error_of(with_field("dimensions: [{name: a, path: a, default: x}]")) ==
        "p.yaml:3:44: default is for a dimension with a map");
}

TEST_CASE("a profile takes what it does not say itself from the one that it extends") {
  const Profile profile = parsed(
      "name: mine\nextends: inventory-bot\nfields: {duration: {path: ms, unit: ms}, dimensions: [warehouse]}\n"
      "report: {window: 1h}\n");
  CHECK(profile.name == "mine");
  CHECK(profile.times.at(0).path == "timestamp");
  REQUIRE(profile.durations.size() == 1);
  CHECK(profile.durations[0].path == "ms");
  CHECK(profile.dimensions.size() == 1);
  CHECK(profile.gauges.size() == 2);
  CHECK(profile.failure->where.starts_with("inventory-bot:"));
  CHECK(profile.report_by == std::vector<std::string>{"warehouse"});
  CHECK(profile.report_window == "1h");
  REQUIRE(profile.texts.size() == 2);
  CHECK(profile.texts[0].name == "inventory-bot");
  CHECK(profile.texts[1].name == "p.yaml");
  CHECK(error_of("name: x\nextends: inventory-bit\n") ==
        "p.yaml: extends: no built-in profile and no file is called 'inventory-bit' (did you mean 'inventory-bot'?)");
  CHECK(error_of("name: x\nextends: inventory-bot\nfields: {dimensions: [event]}\n") ==
        "p.yaml:1:1: unknown dimension 'warehouse'");
}

TEST_CASE("a profile that extends a file looks for it beside itself, and must not extend itself") {
  const ScratchFolder folder;
  folder.write("base.yaml", "name: base\nfields: {time: at}\n");
  folder.write("mine.yaml", "name: mine\nextends: base.yaml\n");
  folder.write("loop.yaml", "name: loop\nextends: loop.yaml\n");
  const auto mine = load_profile(folder.path("mine.yaml"));
  REQUIRE(mine);
  CHECK(mine->times.at(0).path == "at");
  const auto loop = load_profile(folder.path("loop.yaml"));
  REQUIRE(!loop);
  CHECK(loop.error().what == "extends itself, or too many others");
}

TEST_CASE("a byte order mark and Windows line ends do not matter") {
  CHECK(parsed("\xEF\xBB\xBFname: x\r\nfields: {time: t}\r\n").name == "x");
  CHECK(error_of("\xEF\xBB\xBFnaem: x\r\n") == "p.yaml:1:1: unknown key 'naem' (did you mean 'name'?)");
}

TEST_CASE("unknown keys are errors with place and near spelling") {
  CHECK(error_of("name: x\nfeilds: {time: t}\n") == "p.yaml:2:1: unknown key 'feilds' (did you mean 'fields'?)");
  CHECK(error_of(with_field("retrise: r")) == "p.yaml:3:3: unknown key 'retrise' (did you mean 'retries'?)");
  CHECK(error_of(with_field("duration: {path: d, unti: s}")) == "p.yaml:3:23: unknown key 'unti' (did you mean 'unit'?)");
  CHECK(error_of(with_field("duration: {from: {pth: d}, to: e}")) == "p.yaml:3:21: unknown key 'pth' (did you mean 'path'?)");
  CHECK(error_of(with_field("dimensions: [a, {name: b, pat: c}]")) == "p.yaml:3:29: unknown key 'pat' (did you mean 'path'?)");
  CHECK(error_of(with_line("report: {windw: auto}")) == "p.yaml:3:10: unknown key 'windw' (did you mean 'window'?)");
  CHECK(error_of(with_line("report: {colour: red}")) ==
        "p.yaml:3:10: unknown key 'colour' (known here: by, window, streak_threshold, lateness)");
}

TEST_CASE("keys and names that stand twice are errors at the second") {
  CHECK(error_of("name: x\nname: y\nfields: {time: t}\n") == "p.yaml:2:1: key 'name' stands here twice");
  CHECK(error_of(with_field("gauges: {a: b, a: c}")) == "p.yaml:3:18: 'a' stands here twice");
  CHECK(error_of(with_field("dimensions: [a, {name: a, path: c}]")) == "p.yaml:3:19: 'a' stands here twice");
  CHECK(error_of(with_line("report: {by: [event, event]}")) == "p.yaml:3:22: 'event' stands here twice");
}

TEST_CASE("what is missing is named") {
  CHECK(error_of("") == "p.yaml: a profile must be a map");
  CHECK(error_of("fields: {time: t}\n") == "p.yaml:1:1: the profile has no name (add 'name: ...')");
  CHECK(error_of("name: x\n") == "p.yaml:1:1: the profile has no fields (add 'fields:' with at least 'time: PATH')");
  CHECK(error_of("name: x\nfields: {items: n}\n") == "p.yaml:2:9: no field holds the time (add 'time: PATH')");
  CHECK(error_of(with_field("duration: {unit: s}")) == "p.yaml:3:13: duration has no path");
  CHECK(error_of("name: x\nfields: {time: {format: clf}}\n") == "p.yaml:2:16: time has no path");
  CHECK(error_of(with_field("dimensions: [{name: a}]")) == "p.yaml:3:16: a dimension has no path");
}

TEST_CASE("wrong types are errors at the value") {
  CHECK(error_of("- name\n") == "p.yaml:1:1: a profile must be a map");
  CHECK(error_of("name: [x]\nfields: {time: t}\n") == "p.yaml:1:7: name must be a text");
  CHECK(error_of("name: x\nfields: [time]\n") == "p.yaml:2:9: fields must be a map");
  CHECK(error_of(with_field("error_code: {path: x}")) == "p.yaml:3:15: error_code must be a text");
  CHECK(error_of(with_field("items: ''")) == "p.yaml:3:10: items must be a text");
  CHECK(error_of(with_field("duration: [[d]]")) == "p.yaml:3:14: duration must be a map");
  CHECK(error_of(with_field("duration: []")) == "p.yaml:3:13: duration names no field");
  CHECK(error_of(with_field("dimensions: warehouse")) == "p.yaml:3:15: dimensions must be a list");
  CHECK(error_of(with_field("gauges: [cpu]")) == "p.yaml:3:11: gauges must be a map from names to paths");
  CHECK(error_of(with_field("gauges: {cpu: [a]}")) == "p.yaml:3:17: a gauge's path must be a text");
  CHECK(error_of(with_line("report: auto")) == "p.yaml:3:9: report must be a map");
  CHECK(error_of(with_line("report: {by: event}")) == "p.yaml:3:14: by must be a list of dimensions");
}

TEST_CASE("bad units, formats, zones, spans and counts are errors at the value") {
  CHECK(error_of(with_field("duration: {path: d, unit: sec}")) ==
        "p.yaml:3:29: unknown unit 'sec' (ns, us, ms, s, m, h and d are known)");
  CHECK(error_of(with_field("duration: {from: {path: a, format: epoch}, to: b}")) ==
        "p.yaml:3:38: unknown time format 'epoch' (rfc3339, clf, epoch_s, epoch_ms, epoch_us and epoch_ns are known)");
  CHECK(error_of("name: x\nfields: {time: {path: t, zone: Mars/Base}}\n").starts_with("p.yaml:2:32: "));
  CHECK(error_of(with_line("report: {window: 5}")).starts_with("p.yaml:3:18: not a window: '5'"));
  CHECK(error_of(with_line("report: {window: -5m}")).starts_with("p.yaml:3:18: not a window: '-5m'"));
  CHECK(error_of(with_line("report: {window: 0}")).starts_with("p.yaml:3:18: not a window: '0'"));
  CHECK(error_of(with_line("report: {lateness: -1s}")).starts_with("p.yaml:3:20: not a span of time: '-1s'"));
  CHECK(error_of(with_line("report: {streak_threshold: 0}")) ==
        "p.yaml:3:28: streak_threshold must be a whole number of at least 1");
  CHECK(error_of(with_line("report: {streak_threshold: 2.5}")) ==
        "p.yaml:3:28: streak_threshold must be a whole number of at least 1");
  CHECK(parsed(with_line("report: {lateness: 0}")).lateness == 0);
}

TEST_CASE("a duration takes either a path or two times") {
  const std::string expected = "p.yaml:3:13: duration takes either path and unit, or both from and to";
  CHECK(error_of(with_field("duration: {from: a}")) == expected);
  CHECK(error_of(with_field("duration: {to: a}")) == expected);
  CHECK(error_of(with_field("duration: {path: d, from: a, to: b}")) == expected);
  CHECK(error_of(with_field("duration: {from: a, to: b, unit: s}")) == expected);
}

TEST_CASE("the report groups by dimensions of the profile only, four at most") {
  CHECK(error_of(with_line("report: {by: [event, warehose]}")) ==
        "p.yaml:3:22: unknown dimension 'warehose' (did you mean 'warehouse'?)");
  CHECK(error_of("name: x\nreport: {by: [a, b, c, d, e]}\nfields: {time: t, dimensions: [a, b, c, d, e]}\n") ==
        "p.yaml:2:14: more than 4 dimensions");
  CHECK(parsed("name: x\nreport: {by: [b]}\nfields: {time: t, dimensions: [a, b]}\n").report_by == std::vector<std::string>{"b"});
}

TEST_CASE("bad expressions are errors at their column in the file") {
  CHECK(error_of(with_line("failure: outcome = 1")) == "p.yaml:3:18: unexpected '=' (did you mean '=='?)");
  CHECK(error_of(with_line("failure: 'outcome = 1'")) == "p.yaml:3:19: unexpected '=' (did you mean '=='?)");
  CHECK(error_of(with_line("transaction: \"a && (b\"")) == "p.yaml:3:22: expected ')', found the end");
  CHECK(error_of(with_line("transaction: event in [a]")) == "p.yaml:3:24: expected a literal, found 'a'");
}

TEST_CASE("in an expression that the file folds or escapes the column is its own") {
  CHECK(error_of(with_line("failure: >-\n  outcome\n  = 1")) == "p.yaml:3:10: expression:9: unexpected '=' (did you mean '=='?)");
  CHECK(error_of(with_line("failure: \"a == \\\"x\\\" b\"")) ==
        "p.yaml:3:10: expression:10: expected '&&', '||' or the end, found 'b'");
  CHECK(parsed(with_line("failure: >-\n  outcome ==\n  1")).failure->text == "outcome == 1");
}

TEST_CASE("an expression that YAML takes for a tag is an error with the way out") {
  CHECK(error_of(with_line("failure: !ok"))
            .ends_with("failure must be a text (YAML takes a word after '!' for a tag: put the text in quotes)"));
  CHECK(parsed(with_line("failure: '!ok'")).failure->text == "!ok");
}

TEST_CASE("what is no YAML, or more than one document, is an error with its place") {
  CHECK(error_of("name: [x\n").starts_with("p.yaml:2:1: not YAML: "));
  CHECK(error_of("name: x\nfields: {time: t}\n---\nname: y\n") == "p.yaml:4:1: a second document");
  CHECK(error_of("name: &a *b\n").starts_with("p.yaml:1:"));
  CHECK(error_of(std::string(100'000, '[')).find("not YAML") != std::string::npos);
  CHECK(error_of("? [a, b]\n: c\n").starts_with("p.yaml:1:3: unknown key"));
}

}  // namespace
}  // namespace invmon::record

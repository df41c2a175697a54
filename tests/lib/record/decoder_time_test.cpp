#include "decoded.hpp"

namespace invmon::record {
namespace {

/// The time that a value of the field `t` is read as, under `{path: t, MORE}`.
std::optional<Nanos> time_of(const Value& value, const std::string& more = "") {
  auto profile = parse_profile("name: x\nfields: {time: {path: t" + more + "}}\n", "p.yaml");
  REQUIRE_MESSAGE(profile, (profile ? "" : to_string(profile.error())));
  const Outcome outcome = decode(*profile, {{"t", value}});
  if (outcome.dropped) CHECK(outcome.dropped == DropReason::bad_value);
  return outcome.dropped ? std::nullopt : std::optional(outcome.record.time);
}

TEST_CASE("a time without a stated format is text of either kind or a number by magnitude") {
  for (const auto& value : {text(kNoonText), text("2025-02-08 13:00:00,000+01:00"), text("08/Feb/2025:04:00:00 -0800"),
                            text("1739016000"), text("1739016000000.0"), whole(1'739'016'000), whole(1'739'016'000'000),
                            whole(1'739'016'000'000'000), whole(1'739'016'000'000'000'000), real(1'739'016'000.0)}) {
    INFO(std::string(value.string));
    CHECK(time_of(value) == kNoon);
  }
  CHECK(time_of(whole(1'739'016'000'123'456'789)) == kNoon + 123'456'789);
  CHECK(time_of(text("1739016000.123456789")) == kNoon + 123'456'789);
  CHECK(time_of(whole(0)) == 0);
  CHECK(time_of(whole(-1)) == -kSecond);
}

TEST_CASE("nanoseconds that stand apart are added") {
  const auto profile =
      *parse_profile("name: x\nfields: {time: &t {path: i.s, nanos: i.n}, duration: {from: *t, to: e}}\n", "p.yaml");
  const auto decoded = decode(profile, {{"i.s", whole(1'739'016'000)}, {"i.n", whole(999'999'999)}, {"e", whole(1'739'016'001)}});
  CHECK(decoded.record.time == kNoon + 999'999'999);
  CHECK(decoded.record.duration == 1e-9);
  CHECK(decode(profile, {{"i.s", text(kNoonText)}, {"i.n", text("5")}}).record.time == kNoon + 5);
  CHECK(decode(profile, {{"i.s", text(kNoonText)}}).record.time == kNoon);
  const std::string name = "i.s + i.n: not a time: ";
  for (const auto& nanos : {whole(1'000'000'000), whole(-1), real(0.5), text("x")}) {
    expect_bad(profile, {{"i.s", whole(7)}, {"i.n", nanos}}, name + "7");
  }
}

TEST_CASE("a stated format is the only one that is read") {
  CHECK(time_of(whole(1'739'016'000), ", format: epoch_s") == kNoon);
  CHECK(time_of(whole(1'739'016'000), ", format: epoch_ms") == kNoon / 1000);
  CHECK(time_of(text("1739016000000000"), ", format: epoch_us") == kNoon);
  CHECK(time_of(whole(7), ", format: epoch_ns") == 7);
  CHECK(time_of(text(kNoonText), ", format: rfc3339") == kNoon);
  CHECK(time_of(text("[08/Feb/2025:12:00:00 +0000]"), ", format: clf") == kNoon);
  CHECK_FALSE(time_of(text(kNoonText), ", format: epoch_s"));
  CHECK_FALSE(time_of(text(kNoonText), ", format: clf"));
  CHECK_FALSE(time_of(text("1739016000"), ", format: rfc3339"));
  CHECK_FALSE(time_of(whole(1'739'016'000), ", format: rfc3339"));
  CHECK_FALSE(time_of(whole(1'739'016'000), ", format: clf"));
}

TEST_CASE("the zone counts for texts without an offset only") {
  const std::string berlin = ", zone: Europe/Berlin";
  CHECK(time_of(text("2025-02-08T13:00:00"), berlin) == kNoon);
  CHECK(time_of(text("2025-02-08 13:00:00.5"), berlin) == kNoon + kSecond / 2);
  CHECK(time_of(text("2025-08-08T14:00:00"), berlin) == time_of(text("2025-08-08T12:00:00Z")));
  for (const char* with_offset :
       {"2025-02-08T12:00:00Z", "2025-02-08T12:00:00z", "2025-02-08 12:00:00 UTC", "2025-02-08T07:00:00-05",
        "2025-02-08T12:30:00+0030", "2025-02-08T12:00:00.000+00:00", "08/Feb/2025:12:00:00 +0000"}) {
    CHECK_MESSAGE(time_of(text(with_offset), berlin) == kNoon, with_offset);
  }
  CHECK(time_of(whole(1'739'016'000), berlin) == kNoon);
  CHECK_FALSE(time_of(text("2262-04-11T23:00:00"), berlin));
  CHECK_FALSE(time_of(text("1677-09-22T00:00:00"), berlin));
}

TEST_CASE("local times that are skipped move on by the gap, and those that come twice are the first") {
  // Berlin springs forward at 2025-03-30T01:00Z and falls back at 2025-10-26T01:00Z; New York at 2025-03-09T07:00Z and
  // 2025-11-02T06:00Z.
  for (const auto& [zone, local, utc] : {std::tuple{"Europe/Berlin", "2025-03-30T01:59:59", "2025-03-30T00:59:59Z"},
                                         {"Europe/Berlin", "2025-03-30T02:30:00", "2025-03-30T01:30:00Z"},
                                         {"Europe/Berlin", "2025-03-30T03:00:00", "2025-03-30T01:00:00Z"},
                                         {"Europe/Berlin", "2025-10-26T01:59:59", "2025-10-25T23:59:59Z"},
                                         {"Europe/Berlin", "2025-10-26T02:30:00", "2025-10-26T00:30:00Z"},
                                         {"Europe/Berlin", "2025-10-26T03:00:00", "2025-10-26T02:00:00Z"},
                                         {"America/New_York", "2025-03-09T02:30:00", "2025-03-09T07:30:00Z"},
                                         {"America/New_York", "2025-03-09T03:00:00", "2025-03-09T07:00:00Z"},
                                         {"America/New_York", "2025-11-02T01:30:00", "2025-11-02T05:30:00Z"},
                                         {"America/New_York", "2025-11-02T02:00:00", "2025-11-02T07:00:00Z"}}) {
    INFO(zone << " " << local);
    CHECK(time_of(text(local), std::string(", zone: ") + zone) == time_of(text(utc)));
  }
}

TEST_CASE("a line without a time is told from one whose time is unreadable") {
  const Profile profile = profile_of("");
  CHECK(decode(profile, {}).dropped == DropReason::no_time);
  expect_bad(profile, {{"t", text("yesterday")}}, "t: not a time: \"yesterday\"");
  expect_bad(profile, {{"t", text("")}}, "t: not a time: \"\"");
  expect_bad(profile, {{"t", flag(true)}}, "t: not a time: true");
  expect_bad(profile, {{"t", composite()}}, "t: not a time: an object or an array");
  expect_bad(profile, {{"t", real(1e300)}}, "t: not a time: 1e+300");
  expect_bad(profile, {{"t", real(std::numeric_limits<double>::infinity())}}, "t: not a time: too large a number");
}

TEST_CASE("a long value is shortened in the detail") {
  const std::string long_text(1000, 'x');
  const Outcome outcome = decode(profile_of(""), {{"t", text(long_text)}});
  CHECK(outcome.detail.size() < 100);
  CHECK(outcome.detail.starts_with("t: not a time: \"xxxxxxxx"));
}

}  // namespace
}  // namespace invmon::record

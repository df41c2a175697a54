#pragma once

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>

#include "line_values.hpp"
#include "record/record.hpp"

namespace invmon::record {

/// 2025-02-08T12:00:00Z; `date -u -d 2025-02-08T12:00:00Z +%s` says 1739016000.
inline constexpr Nanos kNoon = 1'739'016'000 * kSecond;
inline constexpr const char* kNoonText = "2025-02-08T12:00:00Z";

/// A profile of these fields; further lines follow them.
inline Profile profile_of(const std::string& fields, const std::string& rest = "") {
  auto profile = parse_profile("name: x\nfields: {time: t" + fields + "}\n" + rest, "p.yaml");
  REQUIRE_MESSAGE(profile, (profile ? "" : to_string(profile.error())));
  return *std::move(profile);
}

inline Decoder decoder_of(const Profile& profile, const Selection& selection = {}) {
  auto decoder = Decoder::compile(profile, selection);
  REQUIRE_MESSAGE(decoder, (decoder ? "" : to_string(decoder.error())));
  return *std::move(decoder);
}

/// What became of one line, with a copy of what its views pointed to.
struct Outcome {
  std::optional<DropReason> dropped;
  Record record;
  std::string detail;
};

inline Outcome decode(const Profile& profile, Fields fields, const Selection& selection = {}) {
  Decoder decoder = decoder_of(profile, selection);
  Outcome outcome;
  outcome.dropped = decoder.decode(line_values(decoder.layout(), fields), outcome.record, outcome.detail);
  return outcome;
}

inline void expect_bad(const Profile& profile, Fields fields, const std::string& detail) {
  const Outcome outcome = decode(profile, fields);
  INFO(detail);
  CHECK(outcome.dropped == DropReason::bad_value);
  CHECK(outcome.detail == detail);
}

}  // namespace invmon::record

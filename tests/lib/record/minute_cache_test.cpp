#include "record/minute_cache.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

namespace invmon::record {
namespace {

std::optional<Nanos> parse(MinuteCache& cache, std::string_view text) {
  Nanos time = 0;
  return cache.parse(text, time) ? std::optional(time) : std::nullopt;
}

/// Reads the texts with one cache; each has to come out as without.
void expect_same(std::initializer_list<std::string_view> texts) {
  MinuteCache cache;
  for (const std::string_view text : texts) CHECK_MESSAGE(parse(cache, text) == parse_rfc3339(text), std::string(text));
}

TEST_CASE("times of one minute are told apart by their seconds and milliseconds") {
  // 2025-02-08T12:00:00Z is 1739016000 s.
  MinuteCache cache;
  CHECK(parse(cache, "2025-02-08T12:00:59.999Z") == 1'739'016'059'999 * kMillisecond);
  CHECK(parse(cache, "2025-02-08T12:00:00.000Z") == 1'739'016'000'000 * kMillisecond);
  CHECK(parse(cache, "2025-02-08T12:00:07.085Z") == 1'739'016'007'085 * kMillisecond);
  CHECK(parse(cache, "2025-02-08T12:01:00.001Z") == 1'739'016'060'001 * kMillisecond);
  CHECK(parse(cache, "1969-12-31T23:59:59.500Z") == -500 * kMillisecond);
  CHECK(parse(cache, "1969-12-31T23:59:00.250Z") == -59'750 * kMillisecond);
}

TEST_CASE("texts of another shape with the same minute are read as always") {
  expect_same({"2025-02-08T12:00:01.000Z", "2025-02-08T12:00:01Z", "2025-02-08T12:00:01.000z", "2025-02-08T12:00:01.0000",
               "2025-02-08T12:00:01,000Z", "2025-02-08T12:00:60.000Z", "2025-02-08T12:00:61.000Z", "2025-02-08T12:00:0x.000Z",
               "2025-02-08T12:00:01.0/0Z", "2025-02-08T12:00:01.00:Z", "2025-02-08T12:00:1 .000Z", "2025-02-08T12:00:", "",
               "2025-02-08 12:00:01.000Z", "2025-02-08T12:00:01+01:00", "2025-02-08T12:00:02.500Z"});
}

TEST_CASE("a cache that has read nothing knows no time that is none") {
  expect_same({std::string(17, '\0') + "01.000Z"});
  expect_same({"1970-01-01T00:00:01.000Z"});
}

TEST_CASE("minutes that reach beyond the range of times are not kept") {
  expect_same({"2262-04-11T23:47:16.000Z", "2262-04-11T23:47:17.000Z", "2262-04-11T23:47:59.999Z", "2262-04-11T23:46:59.999Z",
               "2262-04-11T23:46:01.000Z"});
  expect_same({"1677-09-21T00:12:44.000Z", "1677-09-21T00:12:43.000Z", "1677-09-21T00:12:01.000Z", "1677-09-21T00:13:01.000Z"});
}

}  // namespace
}  // namespace invmon::record

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "base/time.hpp"

using namespace invmon;

namespace {

constexpr Nanos kNoon = 1'739'016'000 * kSecond;  // 2025-02-08T12:00:00Z

void check_none(std::string_view text) {
  INFO(text);
  CHECK_FALSE(parse_rfc3339(text).has_value());
}

}  // namespace

TEST_CASE("RFC 3339 is read in every form that logs use") {
  for (const std::string_view text : {
           "2025-02-08T12:00:00.123Z",       "2025-02-08t12:00:00.123z",
           "2025-02-08 12:00:00.123Z",       "2025-02-08 12:00:00,123",
           "2025-02-08T12:00:00.123",        "2025-02-08T12:00:00.1230000Z",
           "2025-02-08T12:00:00.123000000Z", "2025-02-08T12:00:00.123000000999999999999Z",
           "2025-02-08T12:00:00.123UTC",     "2025-02-08 12:00:00.123 UTC",
           "2025-02-08T12:00:00.123+00:00",  "2025-02-08T12:00:00.123-00:00",
           "2025-02-08T13:00:00.123+01:00",  "2025-02-08T13:00:00.123+0100",
           "2025-02-08T13:00:00.123+01",     "2025-02-08 13:00:00.123 +0100",
           "2025-02-08T17:45:00.123+05:45",  "2025-02-08T02:30:00.123-09:30",
           "2025-02-09T11:59:00.123+23:59",  "2025-02-07T12:01:00.123-23:59",
       }) {
    INFO(text);
    CHECK(parse_rfc3339(text) == kNoon + 123 * kMillisecond);
  }
}

TEST_CASE("abbreviations of zones that mean one thing are offsets") {
  const auto noon = parse_rfc3339("2024-06-27T12:00:00Z");
  REQUIRE(noon);
  for (const auto& [name, hours] :
       {std::pair("UTC", 0), {"GMT", 0}, {"CET", 1}, {"CEST", 2}, {"EEST", 3}, {"EST", -5}, {"PDT", -7}}) {
    CAPTURE(name);
    CHECK(parse_rfc3339(std::string("2024-06-27 12:00:00.000 ") + name) == *noon - hours * kHour);
  }
  for (const char* unknown : {"IST", "cest", "CES", "CESTX", "+CEST"}) {
    CAPTURE(unknown);
    CHECK(parse_rfc3339(std::string("2024-06-27 12:00:00.000 ") + unknown) == std::nullopt);
  }
}

TEST_CASE("a fraction is exact to its ninth digit") {
  CHECK(parse_rfc3339("2025-02-08T12:00:00Z") == kNoon);
  CHECK(parse_rfc3339("2025-02-08T12:00:00.1234567Z") == kNoon + 123'456'700);
  CHECK(parse_rfc3339("2025-02-08T12:00:00.123456789Z") == kNoon + 123'456'789);
  CHECK(parse_rfc3339("2025-02-08T12:00:00.9999999999Z") == kNoon + 999'999'999);
  CHECK(parse_rfc3339("2025-02-08T12:00:00.000000001") == kNoon + 1);
  CHECK(parse_rfc3339("1969-12-31T23:59:59.75Z") == -250 * kMillisecond);
}

TEST_CASE("a leap second counts as the last nanosecond of its minute") {
  CHECK(parse_rfc3339("2016-12-31T23:59:60Z") == 1'483'228'800 * kSecond - 1);
  CHECK(parse_rfc3339("2016-12-31T23:59:60.5Z") == 1'483'228'800 * kSecond - 1);
  check_none("2016-12-31T23:59:61Z");
}

TEST_CASE("month lengths and leap years are known") {
  CHECK(parse_rfc3339("2024-02-29T00:00:00Z") == 1'709'164'800 * kSecond);
  CHECK(parse_rfc3339("2000-02-29T00:00:00Z") == 951'782'400 * kSecond);
  for (const std::string_view text :
       {"2025-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2025-04-31T00:00:00Z", "2025-00-10T00:00:00Z", "2025-13-01T00:00:00Z",
        "2025-01-00T00:00:00Z", "2025-01-32T00:00:00Z", "2025-01-01T24:00:00Z", "2025-01-01T00:60:00Z"}) {
    check_none(text);
  }
}

TEST_CASE("times reach exactly to the ends of the range") {
  CHECK(parse_rfc3339("2262-04-11T23:47:16.854775807Z") == std::numeric_limits<Nanos>::max());
  CHECK(parse_rfc3339("2262-04-12T00:47:16.854775807+01:00") == std::numeric_limits<Nanos>::max());
  CHECK(parse_rfc3339("1677-09-21T00:12:43.145224192Z") == std::numeric_limits<Nanos>::min());
  CHECK(parse_rfc3339("1677-09-21T00:12:44Z") == -9'223'372'036 * kSecond);
  for (const std::string_view text : {"2262-04-11T23:47:16.854775808Z", "1677-09-21T00:12:43.145224191Z", "2262-04-12T00:00:00Z",
                                      "1677-09-20T23:59:59Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
    check_none(text);
  }
}

TEST_CASE("what is not RFC 3339 is refused") {
  for (const std::string_view text : {"",
                                      "2",
                                      "2025-02-08",
                                      "2025-02-08T12:00",
                                      "2025-02-08T12:00:0",
                                      "2025-02-08T12:00:00.",
                                      "2025-02-08T12:00:00.Z",
                                      "2025-02-08T12:00:00,+01:00",
                                      "2025-02-08T12:00:00ZZ",
                                      "2025-02-08T12:00:00Z ",
                                      " 2025-02-08T12:00:00Z",
                                      "2025-02-08T12:00:00 ",
                                      "2025-02-08T12:00:00+",
                                      "2025-02-08T12:00:00+1",
                                      "2025-02-08T12:00:00+1:00",
                                      "2025-02-08T12:00:00+01:0",
                                      "2025-02-08T12:00:00+01:000",
                                      "2025-02-08T12:00:00+24:00",
                                      "2025-02-08T12:00:00+01:60",
                                      "2025-02-08T12:00:00+0a:00",
                                      "2025-02-08T12:00:00*01:00",
                                      "2025-02-08T12:00:00 IST",
                                      "2025/02/08T12:00:00Z",
                                      "2025-02-08_12:00:00Z",
                                      "2025-02-08T12.00.00Z",
                                      "2025-02-08T12:00:00.12a",
                                      "20a5-02-08T12:00:00Z",
                                      "2025-02-08T1/:00:00Z",
                                      "-025-02-08T12:00:00Z",
                                      "2025-02-08T+1:00:00Z",
                                      "2025-02-08T12:00:00+-1:00"}) {
    check_none(text);
  }
  check_none(std::string_view("2025-02-08T12:00:00\0", 20));
}

TEST_CASE("no single byte of a time can be replaced by one outside of ASCII") {
  const std::string good = "2025-02-08T12:00:00.123+01:00";
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const char byte : {'\x80', '\xff', '\0', 'x'}) {
      std::string bad = good;
      bad[i] = byte;
      check_none(bad);
    }
  }
}

TEST_CASE("the common log format is read with and without brackets") {
  CHECK(parse_clf("10/Oct/2000:13:55:36 -0700") == 971'211'336 * kSecond);
  CHECK(parse_clf("[10/Oct/2000:13:55:36 -0700]") == 971'211'336 * kSecond);
  CHECK(parse_clf("08/Feb/2025:12:00:00 +0000") == kNoon);
  CHECK(parse_clf("01/Jan/1970:00:00:00 +0000") == 0);
}

TEST_CASE("what is not the common log format is refused") {
  for (const std::string_view text :
       {"", "[]", "[", "10/Oct/2000:13:55:36", "10/Okt/2000:13:55:36 -0700", "10/ctN/2000:13:55:36 -0700",
        "10/oct/2000:13:55:36 -0700", "31/Apr/2000:13:55:36 -0700", "[10/Oct/2000:13:55:36 -0700", "1a/Oct/2000:13:55:36 -0700",
        "10/Oct/2000 13:55:36 -0700", "10/Oct/2000:24:55:36 -0700", "10/Oct/2000:13:55:36 -0760", "10/Oct/2000:13:55:36 .1234",
        "10/Oct/2000:13-55:36 -0700", "10/Oct/3000:13:55:36 -0700"}) {
    INFO(text);
    CHECK_FALSE(parse_clf(text).has_value());
  }
}

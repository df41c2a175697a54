#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "base/time.hpp"

using namespace invmon;

namespace {

constexpr Nanos kMin = std::numeric_limits<Nanos>::min();
constexpr Nanos kMax = std::numeric_limits<Nanos>::max();
constexpr auto kAuto = EpochUnit::by_magnitude;
constexpr std::int64_t kMidnight = 1'738'972'800;  // 2025-02-08T00:00:00Z

}  // namespace

TEST_CASE("the same moment is recognised in seconds, milliseconds, microseconds and nanoseconds") {
  CHECK(from_epoch(kMidnight, kAuto) == kMidnight * kSecond);
  CHECK(from_epoch(kMidnight * 1'000, kAuto) == kMidnight * kSecond);
  CHECK(from_epoch(kMidnight * 1'000'000, kAuto) == kMidnight * kSecond);
  CHECK(from_epoch(kMidnight * 1'000'000'000, kAuto) == kMidnight * kSecond);
  CHECK(from_epoch(-kMidnight * 1'000, kAuto) == -kMidnight * kSecond);
}

TEST_CASE("magnitudes change at 1e11, 1e14 and 1e17") {
  CHECK_FALSE(from_epoch(std::int64_t{99'999'999'999}, kAuto).has_value());  // seconds: the year 5138
  CHECK(from_epoch(std::int64_t{100'000'000'000}, kAuto) == 100'000'000 * kSecond);
  CHECK_FALSE(from_epoch(std::int64_t{99'999'999'999'999}, kAuto).has_value());
  CHECK(from_epoch(std::int64_t{100'000'000'000'000}, kAuto) == 100'000'000 * kSecond);
  CHECK_FALSE(from_epoch(std::int64_t{99'999'999'999'999'999}, kAuto).has_value());
  CHECK(from_epoch(std::int64_t{100'000'000'000'000'000}, kAuto) == 100'000'000 * kSecond);
  CHECK(parse_epoch("100000000000.0", kAuto) == 100'000'000 * kSecond);
  CHECK(parse_epoch("0000000001738972800", kAuto) == kMidnight * kSecond);
  CHECK(from_epoch(1e11, kAuto) == 100'000'000 * kSecond);
}

TEST_CASE("a stated unit is believed whatever the magnitude") {
  CHECK(from_epoch(std::int64_t{5}, EpochUnit::seconds) == 5 * kSecond);
  CHECK(from_epoch(std::int64_t{5}, EpochUnit::milliseconds) == 5 * kMillisecond);
  CHECK(from_epoch(std::int64_t{-5}, EpochUnit::microseconds) == -5 * kMicrosecond);
  CHECK(from_epoch(std::int64_t{5}, EpochUnit::nanoseconds) == 5);
  CHECK(from_epoch(std::int64_t{0}, kAuto) == 0);
}

TEST_CASE("whole numbers reach to the ends of the range and no further") {
  CHECK(from_epoch(kMax, EpochUnit::nanoseconds) == kMax);
  CHECK(from_epoch(kMin, EpochUnit::nanoseconds) == kMin);
  CHECK(from_epoch(std::int64_t{9'223'372'036}, EpochUnit::seconds) == 9'223'372'036 * kSecond);
  CHECK_FALSE(from_epoch(std::int64_t{9'223'372'037}, EpochUnit::seconds).has_value());
  CHECK_FALSE(from_epoch(std::int64_t{-9'223'372'037}, EpochUnit::seconds).has_value());
  CHECK_FALSE(from_epoch(kMax, EpochUnit::seconds).has_value());
  CHECK_FALSE(from_epoch(kMin, EpochUnit::microseconds).has_value());
}

TEST_CASE("a double is taken as the decimal that was written in the log") {
  CHECK(from_epoch(1'738'972'800.123, EpochUnit::seconds) == kMidnight * kSecond + 123 * kMillisecond);
  CHECK(from_epoch(1'738'972'800.123456, kAuto) == kMidnight * kSecond + 123'456 * kMicrosecond);
  CHECK(from_epoch(1'738'972'800'123.5, kAuto) == kMidnight * kSecond + 123'500 * kMicrosecond);
  CHECK(from_epoch(-0.25, EpochUnit::seconds) == -250 * kMillisecond);
  CHECK(from_epoch(-0.0, kAuto) == 0);
  CHECK(from_epoch(1.7389728e18, kAuto) == kMidnight * kSecond);
  CHECK(from_epoch(1e-300, EpochUnit::seconds) == 0);
}

TEST_CASE("a double that is not finite or too large is refused") {
  CHECK_FALSE(from_epoch(std::nan(""), kAuto).has_value());
  CHECK_FALSE(from_epoch(std::numeric_limits<double>::infinity(), kAuto).has_value());
  CHECK_FALSE(from_epoch(-std::numeric_limits<double>::infinity(), EpochUnit::seconds).has_value());
  CHECK_FALSE(from_epoch(1e300, kAuto).has_value());
  CHECK_FALSE(from_epoch(1e19, EpochUnit::nanoseconds).has_value());
}

TEST_CASE("a decimal text is exact to the nanosecond") {
  CHECK(parse_epoch("1738972800.123456789", kAuto) == kMidnight * kSecond + 123'456'789);
  CHECK(parse_epoch("1738972800.1234567899999999", kAuto) == kMidnight * kSecond + 123'456'789);
  CHECK(parse_epoch("1738972800123.456789", kAuto) == kMidnight * kSecond + 123'456'789);
  CHECK(parse_epoch("+1738972800", kAuto) == kMidnight * kSecond);
  CHECK(parse_epoch("1.7389728e9", kAuto) == kMidnight * kSecond);
  CHECK(parse_epoch("17389728000E-1", kAuto) == kMidnight * kSecond);
  CHECK(parse_epoch("-1.5e+0", EpochUnit::seconds) == -1'500 * kMillisecond);
  CHECK(parse_epoch("9223372036.854775807", EpochUnit::seconds) == kMax);
  CHECK(parse_epoch("-9223372036.854775808", EpochUnit::seconds) == kMin);
  CHECK(parse_epoch("0e9999", EpochUnit::seconds) == 0);
  CHECK(parse_epoch("1e-9999", EpochUnit::seconds) == 0);
  CHECK(parse_epoch("1" + std::string(40, '0') + "e-40", EpochUnit::seconds) == kSecond);
  CHECK(parse_epoch("0." + std::string(40, '0') + "1e41", EpochUnit::seconds) == kSecond);
}

TEST_CASE("a text that is no decimal number or out of range is refused") {
  for (const std::string_view text : {"",
                                      "-",
                                      "+",
                                      ".",
                                      "-.5",
                                      "1.",
                                      "1.e3",
                                      "1e",
                                      "1e+",
                                      "1e--5",
                                      "1e+-5",
                                      "e5",
                                      "1738972800s",
                                      " 1738972800",
                                      "1738972800 ",
                                      "0x10",
                                      "inf",
                                      "nan",
                                      "--1",
                                      "+-1",
                                      "1,5",
                                      "1e99999",
                                      "1e20",
                                      "9223372036.854775808",
                                      "-9223372036.854775809",
                                      "99999999999999999999"}) {
    INFO(text);
    CHECK_FALSE(parse_epoch(text, EpochUnit::seconds).has_value());
  }
}

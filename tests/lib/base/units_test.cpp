#include "base/units.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace invmon;

TEST_CASE("time units are known by the names that profiles use") {
  CHECK(parse_time_unit("ns") == TimeUnit::nanoseconds);
  CHECK(parse_time_unit("us") == TimeUnit::microseconds);
  CHECK(parse_time_unit("\u00b5s") == TimeUnit::microseconds);
  CHECK(parse_time_unit("\u03bcs") == TimeUnit::microseconds);
  CHECK(parse_time_unit("ms") == TimeUnit::milliseconds);
  CHECK(parse_time_unit("s") == TimeUnit::seconds);
  CHECK(parse_time_unit("m") == TimeUnit::minutes);
  CHECK(parse_time_unit("min") == TimeUnit::minutes);
  CHECK(parse_time_unit("h") == TimeUnit::hours);
  CHECK(parse_time_unit("d") == TimeUnit::days);
  for (const std::string_view name : {"", "S", "w", "sec", " s"}) CHECK_FALSE(parse_time_unit(name).has_value());
}

TEST_CASE("a number of units becomes the double that is nearest to its seconds") {
  CHECK(to_seconds(125.295918, TimeUnit::milliseconds) == 0.125295918);
  CHECK(to_seconds(3, TimeUnit::milliseconds) == 0.003);
  CHECK(to_seconds(3, TimeUnit::microseconds) == 0.000003);
  CHECK(to_seconds(7, TimeUnit::nanoseconds) == 0.000000007);
  CHECK(to_seconds(0.1, TimeUnit::seconds) == 0.1);
  CHECK(to_seconds(-1.5, TimeUnit::minutes) == -90);
  CHECK(to_seconds(2, TimeUnit::hours) == 7'200);
  CHECK(to_seconds(2, TimeUnit::days) == 172'800);
}

TEST_CASE("durations of logs are read with a unit, with several, or plain") {
  const auto read = [](std::string_view text) { return parse_duration_seconds(text, TimeUnit::seconds); };
  CHECK(read("0.123s") == 0.123);
  CHECK(read("12ms") == 0.012);
  CHECK(read("12.5\u00b5s") == 0.0000125);
  CHECK(read("1m2.5s") == 62.5);
  CHECK(read("1h0m0.5s") == 3'600.5);
  CHECK(read("-1m2.5s") == -62.5);
  CHECK(read("+3s") == 3);
  CHECK(read("0.004") == 0.004);
  CHECK(read("-.5") == -0.5);
  CHECK(read("5.") == 5);
  CHECK(read("0") == 0);
  CHECK(read("1e-05") == 0.00001);
  CHECK(read("1e-05s") == 0.00001);
  CHECK(parse_duration_seconds("250", TimeUnit::milliseconds) == 0.25);
  CHECK(parse_duration_seconds("250s", TimeUnit::milliseconds) == 250);
}

TEST_CASE("what is no duration is refused") {
  for (const std::string_view text :
       {"",      "-",   "s",   "-s",   "12 ms", " 12ms",  "12ms ", "12xs", "1m2",      "--1s", "+-1s",
        "1s-2s", "inf", "nan", "-inf", "1e999", "1e308d", ".",     ".s",   "0.1, 0.2", "0x10", "1,5s"}) {
    INFO(text);
    CHECK_FALSE(parse_duration_seconds(text, TimeUnit::seconds).has_value());
  }
}

TEST_CASE("spans of users are exact") {
  CHECK(parse_span("5m") == 5 * kMinute);
  CHECK(parse_span("1h30m") == 90 * kMinute);
  CHECK(parse_span("500ms") == 500 * kMillisecond);
  CHECK(parse_span("-2h") == -2 * kHour);
  CHECK(parse_span("+2h") == 2 * kHour);
  CHECK(parse_span("30d") == 30 * kDay);
  CHECK(parse_span("2w") == 14 * kDay);
  CHECK(parse_span("0") == 0);
  CHECK(parse_span("0s") == 0);
  CHECK(parse_span("1.5h") == 90 * kMinute);
  CHECK(parse_span("1.1s") == 1'100 * kMillisecond);
  CHECK(parse_span("-0.5s") == -500 * kMillisecond);
  CHECK(parse_span("9007199254740993ns") == 9'007'199'254'740'993);  // 2^53 + 1, which no double holds
  CHECK(parse_span("9223372036854775807ns") == std::numeric_limits<Nanos>::max());
  CHECK(parse_span("-106751d23h47m16s854ms775us808ns") == std::numeric_limits<Nanos>::min());
}

TEST_CASE("what is no span, or too long, is refused") {
  for (const std::string_view text : {"",
                                      "-",
                                      "5",
                                      "1h5",
                                      "5x",
                                      "m",
                                      "5 m",
                                      " 5m",
                                      "5m ",
                                      "--5m",
                                      "1.s",
                                      ".5s",
                                      "1e3s",
                                      "1.5.5s",
                                      "5M",
                                      "inf",
                                      "9223372036854775808ns",
                                      "106752d",
                                      "9223372036.9s",
                                      "99999999999999999999s",
                                      "16000w",
                                      "5m\n"}) {
    INFO(text);
    CHECK_FALSE(parse_span(text).has_value());
  }
}

TEST_CASE("sizes are binary unless they end in a bare B") {
  CHECK(parse_bytes("512") == 512);
  CHECK(parse_bytes("512B") == 512);
  CHECK(parse_bytes("0") == 0);
  CHECK(parse_bytes("16MiB") == 16'777'216);
  CHECK(parse_bytes("16M") == 16'777'216);
  CHECK(parse_bytes("64KB") == 64'000);
  CHECK(parse_bytes("1K") == 1'024);
  CHECK(parse_bytes("2GiB") == 2'147'483'648);
  CHECK(parse_bytes("1TB") == 1'000'000'000'000);
  CHECK(parse_bytes("18446744073709551615") == std::numeric_limits<std::uint64_t>::max());
  for (const std::string_view text :
       {"", "M", "-1", "+1", "1.5M", "1 M", "1P", "1MB ", "1Mi", "1MiBs", "18446744073709551616", "16777216T"}) {
    INFO(text);
    CHECK_FALSE(parse_bytes(text).has_value());
  }
}

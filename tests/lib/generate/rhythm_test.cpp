#include "generate/rhythm.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

#include "dates.hpp"

using invmon::kDay;
using invmon::kHour;
using invmon::kMicrosecond;
using invmon::kMinute;
using invmon::kSecond;
using invmon::Nanos;
using invmon::generate::kMonday;
using invmon::generate::Rhythm;

namespace {

double load_at(const Rhythm& rhythm, Nanos time) { return rhythm.moment(rhythm.work_until(time)).load; }

}  // namespace

TEST_CASE("a week of any beginning does 168 hours of work at the mean load") {
  const Rhythm rhythm;
  for (const Nanos from : {Nanos{0}, kMonday, kMonday + 3 * kDay + 5 * kHour + 1, -400 * kDay}) {
    CHECK(rhythm.work_until(from + 7 * kDay) - rhythm.work_until(from) == doctest::Approx(168).epsilon(1e-9));
  }
}

TEST_CASE("the moment when work is done is the inverse of the work done until a moment") {
  const Rhythm rhythm;
  for (Nanos time = kMonday - 8 * kDay; time < kMonday + 8 * kDay; time += 7 * kMinute + 13 * kSecond) {
    CAPTURE(time);
    REQUIRE(std::abs(rhythm.moment(rhythm.work_until(time)).time - time) <= 5 * kMicrosecond);
  }
  CHECK(std::abs(rhythm.moment(rhythm.work_until(-3 * kHour)).time + 3 * kHour) <= kMicrosecond);
}

TEST_CASE("the load is the rate at which work is done") {
  const Rhythm rhythm;
  for (Nanos time = kMonday; time < kMonday + 7 * kDay; time += 97 * kMinute) {
    const double slope = (rhythm.work_until(time + kSecond) - rhythm.work_until(time - kSecond)) * 1800;
    CAPTURE(time);
    CHECK(load_at(rhythm, time) == doctest::Approx(slope).epsilon(1e-3));
  }
}

TEST_CASE("nights are quiet, days have two peaks, and weekends are slower than other days") {
  const Rhythm rhythm;
  const auto at = [&](int day, int hour) { return load_at(rhythm, kMonday + day * kDay + hour * kHour); };
  for (int day = 0; day < 7; ++day) {
    CHECK(at(day, 3) < 0.3 * at(day, 10));
    CHECK(at(day, 10) > at(day, 12));
    CHECK(at(day, 12) < at(day, 15));
  }
  CHECK(at(5, 10) < 0.6 * at(4, 10));
  CHECK(at(6, 15) < 0.6 * at(0, 15));
}

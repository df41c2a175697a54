#include "window/windowing.hpp"

#include <array>
#include <limits>
#include <utility>

namespace invmon::window {
namespace {

/// Each width is a multiple of the one before; past the last one they double.
constexpr std::array kWidths = {kSecond,      5 * kSecond, 10 * kSecond, 30 * kSecond, kMinute,    5 * kMinute, 10 * kMinute,
                                30 * kMinute, kHour,       3 * kHour,    6 * kHour,    12 * kHour, kDay,        7 * kDay};

/// a * b, or the end of Nanos that it lies beyond. b > 0.
Nanos clamped_product(std::int64_t a, std::int64_t b) {
  Nanos product = 0;
  if (!__builtin_mul_overflow(a, b, &product)) return product;
  return a < 0 ? std::numeric_limits<Nanos>::min() : std::numeric_limits<Nanos>::max();
}

}  // namespace

Windowing Windowing::fixed(Nanos width, TimeZone zone) {
  const bool local_days = !zone.is_utc() && width >= kDay;
  return {width, std::move(zone), local_days, false};
}

Windowing Windowing::automatic() { return {kWidths.front(), {}, false, true}; }

std::int64_t Windowing::index_of(Nanos time) const {
  if (local_days_) return floor_div(zone_.day_of(time), width_ / kDay);
  return floor_div(time, width_);
}

Nanos Windowing::start_of(std::int64_t index) const {
  if (local_days_) return zone_.start_of_day(index * (width_ / kDay));
  return clamped_product(index, width_);
}

std::int64_t Windowing::widen() {
  const Nanos before = width_;
  ++step_;
  width_ = step_ < kWidths.size() ? kWidths[step_] : width_ * 2;
  return width_ / before;
}

Nanos automatic_width(Nanos from, Nanos to) {
  auto windowing = Windowing::automatic();
  while (windowing.index_of(to - 1) - windowing.index_of(from) >= kMaxAutomaticWindows) windowing.widen();
  return windowing.width();
}

}  // namespace invmon::window

#include "generate/rhythm.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace invmon::generate {
namespace {

constexpr std::array<double, 24> kWeekday{0.25, 0.20, 0.18, 0.18, 0.22, 0.38, 0.70, 1.15, 1.60, 1.90, 2.00, 1.80,
                                          1.40, 1.45, 1.75, 1.95, 1.80, 1.45, 1.10, 0.85, 0.65, 0.50, 0.40, 0.30};
constexpr double kWeekend = 0.45;
constexpr Nanos kFirstMonday = 4 * kDay;
constexpr Nanos kWeek = 7 * kDay;

}  // namespace

Rhythm::Rhythm() {
  for (int hour = 0; hour < kHours; ++hour) load_[hour] = kWeekday[hour % 24] * (hour < 5 * 24 ? 1.0 : kWeekend);
  const double mean = std::accumulate(load_.begin(), load_.end() - 1, 0.0) / kHours;
  for (double& load : load_) load /= mean;
  load_[kHours] = load_[0];
  for (int hour = 0; hour < kHours; ++hour) work_[hour + 1] = work_[hour] + (load_[hour] + load_[hour + 1]) / 2;
}

double Rhythm::work_until(Nanos time) const {
  const Nanos week = floor_div(time - kFirstMonday, kWeek);
  const Nanos in_week = time - kFirstMonday - week * kWeek;
  const auto hour = static_cast<std::size_t>(in_week / kHour);
  const double x = static_cast<double>(in_week % kHour) / static_cast<double>(kHour);
  const double slope = load_[hour + 1] - load_[hour];
  return static_cast<double>(week) * work_[kHours] + work_[hour] + x * (load_[hour] + x * slope / 2);
}

Rhythm::Moment Rhythm::moment(double work) const {
  const double week = std::floor(work / work_[kHours]);
  const double in_week = work - week * work_[kHours];
  const auto after = std::upper_bound(work_.begin() + 1, work_.end() - 1, in_week);
  const auto hour = static_cast<std::size_t>(after - work_.begin()) - 1;
  const double rest = std::max(0.0, in_week - work_[hour]);
  // Load a at the hour and b at the next give rest = a x + (b - a) x^2 / 2 after x hours, when the load is sqrt(a^2 + 2 (b - a)
  // rest).
  const double slope = load_[hour + 1] - load_[hour];
  const double load = std::sqrt(load_[hour] * load_[hour] + 2 * slope * rest);
  const double x = std::min(1.0, 2 * rest / (load_[hour] + load));
  const auto since_hour = static_cast<Nanos>(x * static_cast<double>(kHour));
  return {kFirstMonday + static_cast<Nanos>(week) * kWeek + static_cast<Nanos>(hour) * kHour + since_hour, load};
}

}  // namespace invmon::generate

#include "chart/time_axis.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <optional>

#include "base/weekday.hpp"

namespace invmon::chart {
namespace {

/// A distance between ticks: a span, or a number of months.
struct Step {
  Nanos span = 0;
  int months = 0;
};

constexpr Nanos kWeek = 7 * kDay;
constexpr std::array<Step, 31> kTimeSteps = {{{kSecond, 0},
                                              {2 * kSecond, 0},
                                              {5 * kSecond, 0},
                                              {10 * kSecond, 0},
                                              {15 * kSecond, 0},
                                              {30 * kSecond, 0},
                                              {kMinute, 0},
                                              {2 * kMinute, 0},
                                              {5 * kMinute, 0},
                                              {10 * kMinute, 0},
                                              {15 * kMinute, 0},
                                              {30 * kMinute, 0},
                                              {kHour, 0},
                                              {2 * kHour, 0},
                                              {3 * kHour, 0},
                                              {6 * kHour, 0},
                                              {12 * kHour, 0},
                                              {kDay, 0},
                                              {2 * kDay, 0},
                                              {kWeek, 0},
                                              {0, 1},
                                              {0, 3},
                                              {0, 6},
                                              {0, 12},
                                              {0, 24},
                                              {0, 60},
                                              {0, 120},
                                              {0, 240},
                                              {0, 600},
                                              {0, 1'200},
                                              {0, 2'400}}};

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::uint64_t distance(Nanos from, Nanos to) { return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from); }

double length_of(Step step) {
  constexpr double kMonth = 30.4 * kDay;
  return step.months > 0 ? step.months * kMonth : static_cast<double>(step.span);
}

/// The first multiple of a step at or after a time, unless it is beyond `to`. Weeks are counted from Mondays.
std::optional<Nanos> first_multiple(Nanos span, Nanos from, Nanos to) {
  constexpr Nanos kFirstMonday = 4 * kDay;
  const Nanos origin = span == kWeek ? kFirstMonday : 0;
  const Nanos past = ((from % span - origin) % span + span) % span;
  const Nanos missing = past == 0 ? 0 : span - past;
  if (static_cast<std::uint64_t>(missing) > distance(from, to)) return std::nullopt;
  return from + missing;
}

std::vector<Nanos> span_multiples(Nanos span, Nanos from, Nanos to) {
  std::vector<Nanos> times;
  for (auto time = first_multiple(span, from, to); time;) {
    times.push_back(*time);
    if (distance(*time, to) < static_cast<std::uint64_t>(span)) break;
    time = *time + span;
  }
  return times;
}

std::vector<Nanos> month_multiples(int months, Nanos from, Nanos to) {
  // The days that Nanos can tell.
  constexpr std::int64_t kMostDays = 106'751;
  const CivilDay start = civil_from_days(floor_div(from, kDay));
  std::vector<Nanos> times;
  for (std::int64_t month = floor_div(start.year * 12 + start.month - 1, months) * months;; month += months) {
    const auto year = static_cast<int>(floor_div(month, 12));
    const std::int64_t day = days_from_civil({year, static_cast<unsigned>(month - year * 12) + 1, 1});
    if (day > kMostDays || (day >= -kMostDays && day * kDay > to)) return times;
    if (day >= -kMostDays && day * kDay >= from) times.push_back(day * kDay);
  }
}

std::string label_of(Step step, Nanos time) {
  const CivilDay date = civil_from_days(floor_div(time, kDay));
  if (step.months >= 12) return fmt::format("{}", date.year);
  if (step.months > 0) return std::string(kMonths[date.month - 1]);
  if (step.span >= kDay) return fmt::format("{:02} {}", date.day, kMonths[date.month - 1]);
  const Nanos second = (time % kDay + kDay) % kDay / kSecond;
  if (step.span >= kMinute) return fmt::format("{:02}:{:02}", second / 3'600, second / 60 % 60);
  return fmt::format("{:02}:{:02}:{:02}", second / 3'600, second / 60 % 60, second % 60);
}

std::string date_of(Step step, Nanos time, bool in_full) {
  const std::int64_t day = floor_div(time, kDay);
  const CivilDay date = civil_from_days(day);
  if (step.months > 0 || step.span >= kDay) return fmt::format("{}", date.year);
  const auto text = fmt::format("{} {:02} {}", kWeekdays[weekday_of(day)], date.day, kMonths[date.month - 1]);
  return in_full ? fmt::format("{} {}", text, date.year) : text;
}

double widest_label(Step step, const TextMeter& meter) {
  // A September of 2025 and a night of zeros are as wide as any other.
  constexpr Nanos kWide = 1'758'844'800 * kSecond;
  return meter.measure(label_of(step, kWide), {}).width;
}

std::vector<TimeTick> labelled(Step step, const std::vector<Nanos>& times) {
  std::vector<TimeTick> ticks;
  std::string last;
  for (const Nanos time : times) {
    TimeTick tick{time, label_of(step, time), false, "", ""};
    const std::string date = step.months >= 12 ? "" : date_of(step, time, true);
    if (date != last) {
      tick.new_date = !ticks.empty() || time % kDay == 0;
      tick.date = date;
      tick.short_date = date_of(step, time, false);
      last = date;
    }
    ticks.push_back(std::move(tick));
  }
  return ticks;
}

}  // namespace

std::vector<TimeTick> time_ticks(Nanos from, Nanos to, double length, const TextMeter& meter) {
  constexpr double kGap = 22;
  const auto whole = static_cast<double>(distance(from, to));
  for (const Step step : kTimeSteps) {
    if (length_of(step) * length < (widest_label(step, meter) + kGap) * whole) continue;
    return labelled(step, step.months > 0 ? month_multiples(step.months, from, to) : span_multiples(step.span, from, to));
  }
  return {};
}

double time_share(Nanos time, Nanos from, Nanos to) {
  if (time <= from) return 0;
  if (time >= to) return 1;
  return static_cast<double>(distance(from, time)) / static_cast<double>(distance(from, to));
}

}  // namespace invmon::chart

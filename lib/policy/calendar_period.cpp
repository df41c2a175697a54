#include "policy/calendar_period.hpp"

namespace invmon::policy {
namespace {

/// The first day of the calendar unit of so many months that holds a day, and that of the next one.
struct Days {
  std::int64_t first, next;
};

Days months_around(std::int64_t day, unsigned months) {
  const CivilDay civil = civil_from_days(day);
  const unsigned first = (civil.month - 1) / months * months + 1;
  const unsigned next = first + months;
  const CivilDay after = next > 12 ? CivilDay{civil.year + 1, next - 12, 1} : CivilDay{civil.year, next, 1};
  return {days_from_civil({civil.year, first, 1}), days_from_civil(after)};
}

Days days_around(Slo::Calendar calendar, std::int64_t day) {
  constexpr std::int64_t kFirstMonday = 4;  // 1970-01-05
  switch (calendar) {
    case Slo::Calendar::none:
    case Slo::Calendar::day:
      break;
    case Slo::Calendar::week: {
      const std::int64_t monday = kFirstMonday + floor_div(day - kFirstMonday, 7) * 7;
      return {monday, monday + 7};
    }
    case Slo::Calendar::month:
      return months_around(day, 1);
    case Slo::Calendar::quarter:
      return months_around(day, 3);
    case Slo::Calendar::year:
      return months_around(day, 12);
  }
  return {day, day + 1};
}

}  // namespace

Range calendar_period(Slo::Calendar calendar, const TimeZone& zone, Nanos time) {
  const Days days = days_around(calendar, zone.day_of(time));
  return {zone.start_of_day(days.first), zone.start_of_day(days.next)};
}

Nanos nominal_length(Slo::Calendar calendar) {
  switch (calendar) {
    case Slo::Calendar::none:
    case Slo::Calendar::day:
      break;
    case Slo::Calendar::week:
      return 7 * kDay;
    case Slo::Calendar::month:
      return 30 * kDay;
    case Slo::Calendar::quarter:
      return 90 * kDay;
    case Slo::Calendar::year:
      return 365 * kDay;
  }
  return kDay;
}

}  // namespace invmon::policy

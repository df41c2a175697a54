#include "base/time.hpp"

#include <algorithm>
#include <chrono>

namespace invmon {

namespace chrono = std::chrono;

namespace {

/// Writes a number over the zeros that end at `last`.
void put_digits(char* last, unsigned value) {
  for (; value != 0; value /= 10) *last-- = static_cast<char>('0' + value % 10);
}

}  // namespace

std::int64_t days_from_civil(CivilDay day) {
  return chrono::sys_days{chrono::year{day.year} / chrono::month{day.month} / chrono::day{day.day}}.time_since_epoch().count();
}

CivilDay civil_from_days(std::int64_t days) {
  const chrono::year_month_day date{chrono::sys_days{chrono::days{days}}};
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
}

std::string format_time(Nanos time) {
  std::string text(kTimeSize, '0');
  write_time(text.data(), time);
  return text;
}

char* write_time(char* at, Nanos time) {
  const std::int64_t days = floor_div(time, kDay);
  const CivilDay date = civil_from_days(days);
  const auto millis = static_cast<unsigned>(floor_div(time, kMillisecond) - days * (kDay / kMillisecond));
  constexpr std::string_view kZero = "0000-00-00T00:00:00.000Z";
  static_assert(kZero.size() == kTimeSize);
  std::ranges::copy(kZero, at);
  put_digits(at + 3, static_cast<unsigned>(date.year));
  put_digits(at + 6, date.month);
  put_digits(at + 9, date.day);
  put_digits(at + 12, millis / 3'600'000);
  put_digits(at + 15, millis / 60'000 % 60);
  put_digits(at + 18, millis / 1'000 % 60);
  put_digits(at + 22, millis % 1'000);
  return at + kTimeSize;
}

}  // namespace invmon

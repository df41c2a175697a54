#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <span>
#include <utility>

#include "base/units.hpp"

namespace invmon {
namespace {

constexpr std::string_view kNotFinite = "-";

/// The exponent of ten of a number above zero once it is rounded to so many significant digits: 9.996 to three gives 1.
int rounded_exponent(double value, int significant) {
  std::array<char, 32> text;
  const auto result =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific, significant - 1);
  const std::string_view written(text.data(), static_cast<std::size_t>(result.ptr - text.data()));
  const std::size_t sign = written.find('e') + 1;
  int exponent = 0;
  std::from_chars(text.data() + sign + 1, result.ptr, exponent);
  return written[sign] == '-' ? -exponent : exponent;
}

/// A number that is not negative, without an exponent, with so many significant digits but never fewer than its whole part has.
std::string with_digits(double value, int significant) {
  if (value == 0) return "0";
  return fmt::format("{:.{}f}", value, std::max(0, significant - 1 - rounded_exponent(value, significant)));
}

/// "6400" -> "6,400". Looks at the whole part only.
std::string with_separators(std::string digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t at = point; at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string signed_text(bool negative, const std::string& text) { return negative ? "-" + text : text; }

struct Scale {
  double size;
  std::string_view name;
};

/// `value` in the largest of ascending scales that it fills once rounded to three digits; below the first scale, in the first.
std::string with_unit(double value, std::span<const Scale> scales) {
  std::size_t chosen = 0;
  while (chosen + 1 < scales.size() && value / scales[chosen].size >= 999.5) ++chosen;
  return fmt::format("{} {}", with_digits(value / scales[chosen].size, 3), scales[chosen].name);
}

constexpr std::array<Scale, 4> kSecondScales = {{{1e-9, "ns"}, {1e-6, "µs"}, {1e-3, "ms"}, {1, "s"}}};
constexpr std::array<Scale, 7> kByteScales = {
    {{1, "B"}, {1e3, "kB"}, {1e6, "MB"}, {1e9, "GB"}, {1e12, "TB"}, {1e15, "PB"}, {1e18, "EB"}}};

/// A minute and more: the two largest units, of which the smaller is rounded.
std::string format_long_seconds(double seconds) {
  const double whole_seconds = std::round(seconds);
  if (whole_seconds < 3'600)
    return fmt::format("{:.0f}m {:02.0f}s", std::floor(whole_seconds / 60), std::fmod(whole_seconds, 60));
  const double minutes = std::round(seconds / 60);
  if (minutes < 1'440) return fmt::format("{:.0f}h {:02.0f}m", std::floor(minutes / 60), std::fmod(minutes, 60));
  const double hours = std::round(seconds / 3'600);
  return fmt::format("{:.0f}d {:02.0f}h", std::floor(hours / 24), std::fmod(hours, 24));
}

/// A number of at most three digits after the point and fifteen in all, which is what most values of logs are; null for others.
/// No two such numbers are the same double, so that this is the shortest text of it, and it is found sooner than by to_chars.
char* write_thousandths(char* at, double value) {
  const double thousandths = std::abs(value) * 1'000;
  if (!(thousandths < 1e15) || thousandths != std::trunc(thousandths) || thousandths / 1'000 != std::abs(value)) return nullptr;
  const auto whole = static_cast<std::uint64_t>(thousandths);
  if (value < 0) *at++ = '-';
  at = std::to_chars(at, at + kNumberRoom, whole / 1'000).ptr;
  *at++ = '.';
  for (auto rest = whole % 1'000; rest > 0; rest = rest % 100 * 10) *at++ = static_cast<char>('0' + rest / 100);
  return at;
}

}  // namespace

std::string format_span(Nanos span) {
  static constexpr std::array<std::pair<std::uint64_t, std::string_view>, 7> kParts = {
      {{kDay, "d"}, {kHour, "h"}, {kMinute, "m"}, {kSecond, "s"}, {kMillisecond, "ms"}, {kMicrosecond, "us"}, {1, "ns"}}};
  if (span == 0) return "0s";
  const auto bits = static_cast<std::uint64_t>(span);
  std::uint64_t rest = span < 0 ? 0 - bits : bits;
  std::string text = span < 0 ? "-" : "";
  for (const auto& [size, name] : kParts) {
    if (rest >= size) fmt::format_to(std::back_inserter(text), "{}{}", rest / size, name);
    rest %= size;
  }
  return text;
}

std::string format_seconds(double seconds) {
  if (!std::isfinite(seconds)) return std::string(kNotFinite);
  const double size = std::abs(seconds);
  if (size == 0) return "0 s";
  return signed_text(seconds < 0, size < 59.95 ? with_unit(size, kSecondScales) : format_long_seconds(size));
}

std::string format_bytes(double bytes) {
  if (!std::isfinite(bytes)) return std::string(kNotFinite);
  const double size = std::abs(bytes);
  return signed_text(bytes < 0, size < 999.5 ? fmt::format("{:.0f} B", size) : with_unit(size, kByteScales));
}

std::string format_percent(double ratio) {
  if (!std::isfinite(ratio)) return std::string(kNotFinite);
  const double percent = std::abs(ratio) * 100;
  if (percent == 100) return signed_text(ratio < 0, "100 %");
  // Between 99 % and 100 % what is missing from 100 matters, and so it gets the two digits.
  const bool nearly_all = percent > 99 && percent < 100;
  std::string text = nearly_all ? fmt::format("{:.{}f}", percent, 1 - rounded_exponent(100 - percent, 2))
                                : with_separators(with_digits(percent, percent < 1 ? 2 : 3));
  return signed_text(ratio < 0, text + " %");
}

std::string format_number(double value) {
  if (!std::isfinite(value)) return std::string(kNotFinite);
  const double size = std::abs(value);
  if (size != 0 && (size < 1e-6 || size >= 1e15)) return fmt::format("{:.3g}", value);
  std::string digits = size == std::trunc(size) ? fmt::format("{:.0f}", size) : with_digits(size, 3);
  return signed_text(value < 0, with_separators(std::move(digits)));
}

std::string format_count(std::uint64_t count) { return format_number(static_cast<double>(count)); }

char* write_number(char* at, double value) {
  char* const last = at + kNumberRoom;
  if (std::abs(value) < 1e15 && value == std::trunc(value)) {
    return std::to_chars(at, last, static_cast<std::int64_t>(value)).ptr;
  }
  if (char* const end = write_thousandths(at, value)) return end;
  if (std::isfinite(value)) return std::to_chars(at, last, value).ptr;
  return std::ranges::copy(std::string_view("null"), at).out;
}

void append_number(std::string& out, double value) {
  std::array<char, kNumberRoom> text;
  out.append(text.data(), write_number(text.data(), value));
}

std::string plain_number(double value) {
  std::string text;
  append_number(text, value);
  return text;
}

}  // namespace invmon

#include "record/field_value.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <limits>

#include "base/text.hpp"
#include "record/number.hpp"

namespace invmon::record {
namespace {

constexpr std::size_t kShownColumns = 60;

std::optional<Nanos> read_epoch(const Value& value, EpochUnit unit) {
  if (value.kind == Value::Kind::integer) return from_epoch(value.integer, unit);
  if (value.kind == Value::Kind::real) return from_epoch(value.real, unit);
  if (value.kind == Value::Kind::string) return parse_epoch(value.string, unit);
  return std::nullopt;
}

std::optional<Nanos> read_any_time(const Value& value, const TimeZone& zone) {
  if (value.kind == Value::Kind::string) {
    if (const auto time = parse_rfc3339(value.string, zone)) return time;
    if (const auto time = parse_clf(value.string)) return time;
  }
  return read_epoch(value, EpochUnit::by_magnitude);
}

/// A number as it is, a text that is a number as that, anything else as absent.
Value as_number(const Value& value) {
  if (value.is_number()) return value;
  return value.kind == Value::Kind::string ? parse_number(value.string).value_or(Value()) : Value();
}

}  // namespace

std::optional<Nanos> read_time(const Value& value, TimeFormat format, const TimeZone& zone) {
  switch (format) {
    case TimeFormat::automatic:
      return read_any_time(value, zone);
    case TimeFormat::rfc3339:
      return parse_rfc3339(value.string, zone);
    case TimeFormat::clf:
      return parse_clf(value.string);
    case TimeFormat::epoch_s:
      return read_epoch(value, EpochUnit::seconds);
    case TimeFormat::epoch_ms:
      return read_epoch(value, EpochUnit::milliseconds);
    case TimeFormat::epoch_us:
      return read_epoch(value, EpochUnit::microseconds);
    case TimeFormat::epoch_ns:
      return read_epoch(value, EpochUnit::nanoseconds);
  }
  return std::nullopt;
}

bool read_seconds(const Value& value, TimeUnit unit, double& seconds) {
  if (value.is_number()) {
    seconds = to_seconds(value.number(), unit);
  } else if (value.kind == Value::Kind::string) {
    seconds = parse_duration_seconds(value.string, unit).value_or(-1);
  } else {
    return false;
  }
  if (!std::isfinite(seconds) || seconds < 0) return false;
  seconds = std::abs(seconds);  // there is no negative zero among durations
  return true;
}

bool read_unusual_count(const Value& value, std::uint64_t& count) {
  const Value number = as_number(value);
  if (!number.is_number()) return false;
  const double real = number.number();
  if (!(real >= 0 && real <= static_cast<double>(kLargestCount)) || real != std::floor(real)) return false;
  if (number.kind == Value::Kind::integer && number.integer > kLargestCount) return false;
  count = static_cast<std::uint64_t>(real);
  return true;
}

bool read_unusual_number(const Value& value, double& number) {
  const Value read = as_number(value);
  if (!read.is_number() || !std::isfinite(read.number())) return false;
  number = read.number();
  return true;
}

std::optional<std::string_view> read_unusual_text(const Value& value, std::string& scratch) {
  switch (value.kind) {
    case Value::Kind::string:
      return value.string;
    case Value::Kind::boolean:
      return value.boolean ? "true" : "false";
    case Value::Kind::integer:
      scratch.clear();
      fmt::format_to(std::back_inserter(scratch), "{}", value.integer);
      return scratch;
    case Value::Kind::real:
      if (!std::isfinite(value.real)) return std::nullopt;
      scratch.clear();
      append_number(scratch, value.real);
      return scratch;
    case Value::Kind::absent:
    case Value::Kind::composite:
      break;
  }
  return std::nullopt;
}

std::string describe_unreadable(std::string_view path, std::string_view expected, const Value& value) {
  std::string scratch;
  std::string shown = "an object or an array";
  if (value.kind == Value::Kind::string) {
    shown = fmt::format("\"{}\"", shorten(value.string, kShownColumns));
  } else if (value.kind == Value::Kind::real && !std::isfinite(value.real)) {
    shown = "too large a number";
  } else if (const auto text = read_text(value, scratch)) {
    shown = *text;
  }
  return fmt::format("{}: not a {}: {}", path, expected, shown);
}

}  // namespace invmon::record

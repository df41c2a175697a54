#include "base/time_around.hpp"

#include <algorithm>
#include <string>

#include "base/units.hpp"

namespace invmon {
namespace {

/// "14:05" or "14:05:30.5", since midnight.
std::optional<Nanos> parse_time_of_day(std::string_view text) {
  constexpr std::size_t kSizeToMinutes = 5;
  if (text.find_first_not_of("0123456789:.,") != std::string_view::npos) return std::nullopt;
  return parse_rfc3339("1970-01-01T" + std::string(text) + (text.size() == kSizeToMinutes ? ":00" : ""));
}

Nanos floor_mod(Nanos a, Nanos b) {
  const Nanos rest = a % b;
  return rest < 0 ? rest + b : rest;
}

}  // namespace

Result<TimeAround> TimeAround::parse(std::string_view text, const TimeZone& zone) {
  const Error error{ErrorKind::usage, "", "not a time and a span around it: '" + std::string(text) + "'",
                    "write it like 14:05±30s or 2025-02-08T14:05:00Z±5m"};
  TimeAround around;
  around.zone_ = zone;
  for (const std::string_view sign : {"±", "+-"}) {
    const auto at = text.find(sign);
    if (at == std::string_view::npos) continue;
    const auto span = parse_span(text.substr(at + sign.size()));
    if (!span || *span < 0) return error;
    around.span_ = *span;
    text = text.substr(0, at);
  }
  if (const auto time = parse_time_of_day(text)) {
    around.daily_ = true;
    around.center_ = *time;
    return around;
  }
  const auto moment = parse_time_bound(text, zone);
  if (!moment || moment->relative) return error;
  around.center_ = moment->value;
  return around;
}

bool TimeAround::contains(Nanos time) const {
  if (daily_) {
    const Nanos after = floor_mod(floor_mod(time, kDay) + zone_.offset_at(time) - center_, kDay);
    return std::min(after, kDay - after) <= span_;
  }
  // Unsigned, because two points may be further apart than Nanos can tell.
  const auto [before, after] = std::minmax(time, center_);
  return static_cast<std::uint64_t>(after) - static_cast<std::uint64_t>(before) <= static_cast<std::uint64_t>(span_);
}

}  // namespace invmon

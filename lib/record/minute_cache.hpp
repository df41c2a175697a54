#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <limits>
#include <string_view>

#include "base/time.hpp"

namespace invmon::record {

/// Reads `2025-02-08T12:00:00.123Z` fast where the minute is that of a time read before, as it mostly is in a log.
class MinuteCache {
 public:
  /// Says the same as parse_rfc3339: false for text that is no time. Not an optional, which would pass through memory.
  bool parse(std::string_view text, Nanos& time) {
    if (text.size() == kMilliseconds && std::memcmp(text.data(), prefix_.data(), kPrefix) == 0 && text[19] == '.' &&
        text[23] == 'Z') {
      const auto digit = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])) - '0'; };
      const bool digits = digit(17) < 6 && digit(18) < 10 && digit(20) < 10 && digit(21) < 10 && digit(22) < 10;
      const unsigned milliseconds = digit(17) * 10'000 + digit(18) * 1'000 + digit(20) * 100 + digit(21) * 10 + digit(22);
      if (digits) {
        time = minute_ + Nanos{milliseconds} * kMillisecond;
        return true;
      }
    }
    return parse_and_keep(text, time);
  }

 private:
  static constexpr std::size_t kPrefix = 17;  ///< up to the seconds
  static constexpr std::size_t kMilliseconds = 24;
  /// Between these, all of a time's minute is within the range of Nanos.
  static constexpr Nanos kFirst = std::numeric_limits<Nanos>::min() + kMinute;
  static constexpr Nanos kLast = std::numeric_limits<Nanos>::max() - kMinute;

  bool parse_and_keep(std::string_view text, Nanos& time) {
    const auto parsed = parse_rfc3339(text);
    if (!parsed) return false;
    time = *parsed;
    const bool whole_minute = time >= kFirst && time <= kLast;
    if (whole_minute && text.size() == kMilliseconds && text[19] == '.' && text.back() == 'Z') {
      text.copy(prefix_.data(), kPrefix);
      minute_ = floor_div(time, kMinute) * kMinute;
    }
    return true;
  }

  std::array<char, kPrefix> prefix_ = {'1', '9', '7', '0', '-', '0', '1', '-', '0', '1', 'T', '0', '0', ':', '0', '0', ':'};
  Nanos minute_ = 0;  ///< the one of `prefix_`
};

}  // namespace invmon::record

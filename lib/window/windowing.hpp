#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/time.hpp"

namespace invmon::window {

/// Automatic windows are widened until a table spans at most this many.
inline constexpr std::int64_t kMaxAutomaticWindows = 240;

/// From `from` to before `to`.
struct TimeSpan {
  Nanos from = 0;
  Nanos to = 0;

  /// Less than its length from its beginning, modulo 2^64: one comparison in place of two.
  bool holds(Nanos time) const {
    return static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(from) <
           static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
  }
};

/// How time is cut into windows, which are numbered. Windows shorter than a day are aligned to the Unix epoch in UTC; those of
/// whole days to the days of a time zone.
class Windowing {
 public:
  /// Windows of `width` > 0. In a zone other than UTC, a width of a day or more must be a whole number of days.
  static Windowing fixed(Nanos width, TimeZone zone = {});

  /// Windows that start at one second and are widened by `widen`.
  static Windowing automatic();

  std::int64_t index_of(Nanos time) const;

  /// The first moment of a window; that of window i + 1 is window i's end. Clamped to the range of Nanos.
  Nanos start_of(std::int64_t index) const;

  Nanos width() const { return width_; }
  bool is_automatic() const { return automatic_; }

  /// Goes to the next wider automatic width; each is a multiple of the one before. Returns how many old windows make a new one,
  /// so that window i becomes floor(i / factor).
  std::int64_t widen();

 private:
  Windowing(Nanos width, TimeZone zone, bool local_days, bool automatic)
      : width_(width), zone_(std::move(zone)), local_days_(local_days), automatic_(automatic) {}

  Nanos width_;
  TimeZone zone_;
  bool local_days_;  ///< windows are days of the zone
  bool automatic_;
  std::size_t step_ = 0;  ///< how often they were widened
};

/// The narrowest automatic width at which [from, to) spans at most kMaxAutomaticWindows.
Nanos automatic_width(Nanos from, Nanos to);

}  // namespace invmon::window

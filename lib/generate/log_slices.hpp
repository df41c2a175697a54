#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "generate/generate.hpp"
#include "generate/model.hpp"
#include "generate/rhythm.hpp"

namespace invmon::generate {

/// A log cut into slices that are made independently, in any order and by any thread. Arrival i falls somewhere into the i-th of
/// the spans of time in which the rhythm makes one arrival due; a slice is a fixed number of such spans with random numbers of
/// its own, and the appointments between its first and the next slice's.
class LogSlices {
 public:
  static constexpr std::uint64_t kArrivals = 1024;  ///< in a slice: some 220 KB of text

  /// Requires options in their ranges, with the name of a model.
  explicit LogSlices(const Options& options);

  std::uint64_t count() const { return std::max<std::uint64_t>(1, (arrivals_ + kArrivals - 1) / kArrivals); }

  /// Appends the lines of slice `index` < count(); there may be none.
  void append(std::uint64_t index, std::string& out) const;

 private:
  /// When the `arrival`-th one since the log's begin is due; a fraction is a part of the span to the next.
  Rhythm::Moment due(double arrival) const;
  Arrival arrive(std::uint64_t number, const Rhythm::Moment& moment, Random& random) const;
  std::vector<Appointment> appointments(Nanos begin, Nanos end) const;
  double load_at(Nanos time) const;

  Rhythm rhythm_;
  std::uint64_t seed_;
  Nanos from_;  ///< a whole millisecond, as it is printed
  Nanos to_;
  double work_from_;
  double work_to_;
  double arrivals_per_work_;
  std::uint64_t arrivals_;
  std::unique_ptr<Model> model_;
};

}  // namespace invmon::generate

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "generate/generate.hpp"
#include "generate/inventory_bot.hpp"
#include "generate/line_writer.hpp"
#include "generate/rhythm.hpp"

namespace invmon::generate {

/// A log cut into slices that are made independently, in any order and by any thread. Batch i falls somewhere into the i-th of
/// the spans of time in which the rhythm makes one batch due; a slice is a fixed number of such spans with random numbers of its
/// own.
class LogSlices {
 public:
  static constexpr std::uint64_t kBatches = 1024;  ///< in a slice: some 220 KB of text

  /// Requires options in their ranges.
  explicit LogSlices(const Options& options);

  std::uint64_t count() const { return std::max<std::uint64_t>(1, (batches_ + kBatches - 1) / kBatches); }

  /// Appends the lines of slice `index` < count(); there may be none.
  void append(std::uint64_t index, std::string& out) const;

 private:
  /// When the `batch`-th batch since the log's begin is due; a fraction is a part of the span to the next.
  Rhythm::Moment due(double batch) const;
  Conditions conditions(Random& random, const Rhythm::Moment& moment, Nanos last_start) const;
  std::vector<Nanos> find_starts(const Options& options) const;
  void append_start(LineWriter& lines, Nanos time) const;

  Rhythm rhythm_;
  InventoryBot bot_;
  std::uint64_t seed_;
  Nanos from_;  ///< a whole millisecond, as it is printed
  Nanos to_;
  double work_from_;
  double work_to_;
  double batches_per_work_;
  std::uint64_t batches_;
  std::vector<Nanos> starts_;  ///< of the bot, in order; the first is before the log
};

}  // namespace invmon::generate

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/time.hpp"
#include "record/record.hpp"

namespace invmon::window {

/// Where a record stands in the input; orders records of the same time.
struct RecordPlace {
  std::size_t source = 0;    ///< rank of the source by its path
  std::uint64_t offset = 0;  ///< of the line in its source

  auto operator<=>(const RecordPlace&) const = default;
};

/// What panes take of records of one source, by columns: to count many records column by column takes less time than one after
/// the other.
struct RecordBatch {
  /// What a transaction counts; all 0 for other records.
  struct Counts {
    std::uint64_t retries = 0;
    std::uint64_t items = 0;
    bool transaction = false;
    bool failure = false;
  };

  /// Stands for what a record has not.
  static constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();

  /// Takes all records away.
  void clear();

  /// Adds the record of the line at `offset`. Records are to be added in the order of their lines.
  void add(const record::Record& record, std::uint64_t offset);
  std::size_t size() const { return times.size(); }
  RecordPlace place(std::uint32_t row) const { return {source, offsets[row]}; }
  double gauge(std::size_t gauge, std::uint32_t row) const { return gauges[row * gauges_each + gauge]; }

  std::size_t source = 0;           ///< of all records
  std::vector<std::uint32_t> rows;  ///< 0, 1, 2, ...
  std::vector<Nanos> times;
  std::vector<std::uint64_t> offsets;
  std::vector<Counts> counts;
  std::vector<double> durations;    ///< of transactions: seconds, or kAbsent
  std::vector<std::uint64_t> told;  ///< the counts of records that say theirs, 0 for others; empty if none does
  std::vector<double> gauges;       ///< of all records, or kAbsent; those of one record side by side
  std::size_t gauges_each = 0;      ///< of every record
};

}  // namespace invmon::window

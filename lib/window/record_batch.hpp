#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
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
/// the other. Rows of a batch are named in ascending order always.
class RecordBatch {
 public:
  /// What a transaction counts; all 0 for other records.
  struct Counts {
    /// Four counts of at most one: numbers of 16 bits side by side, so that one addition adds up all of them.
    std::uint64_t marks = 0;
    std::uint64_t retries = 0;  ///< at most 2^53, like the items
    std::uint64_t items = 0;
  };
  static constexpr std::uint64_t kTransaction = 1;
  static constexpr std::uint64_t kFailure = kTransaction << 16;
  static constexpr std::uint64_t kRetried = kFailure << 16;
  static constexpr std::uint64_t kTimed = kRetried << 16;  ///< has a duration
  static constexpr std::uint64_t count_of(std::uint64_t mark, std::uint64_t marks) { return marks / mark & 0xFFFF; }
  static constexpr std::size_t kMostAdded = 1'024;  ///< counts that can be added up before one of them is too large

  struct Column {
    std::vector<double> values;  ///< by row; NaN where a record has none
    bool complete = true;        ///< all have one

    /// Calls take(values) with the values of rows of which keep(value) holds, some at a time. Whether it does can't be foreseen,
    /// and so is not branched on.
    template <class Keep, class Take>
    void visit(std::span<const std::uint32_t> rows, Keep keep, Take take) const {
      constexpr std::size_t kAtOnce = 256;
      std::array<double, kAtOnce> kept;
      for (std::size_t from = 0; from < rows.size(); from += kAtOnce) {
        std::size_t count = 0;
        for (const auto row : rows.subspan(from, std::min(kAtOnce, rows.size() - from))) {
          kept[count] = values[row];
          count += keep(kept[count]);
        }
        if (count > 0) take(std::span<const double>(kept.data(), count));
      }
    }

    /// The same with the values above a limit, which only few are: where rows are neighbours, four at a time are looked at.
    template <class Take>
    void visit_few_above(double limit, std::span<const std::uint32_t> rows, Take take) const {
      const auto is_above = [limit](double value) { return value > limit; };
      if (!are_neighbours(rows)) return visit(rows, is_above, take);
      constexpr std::size_t kTogether = 4, kAtOnce = 256;
      std::array<double, kAtOnce> kept;
      std::size_t count = 0;
      const auto keep = [&](double value) {
        kept[count] = value;
        count += is_above(value);
      };
      const auto take_all = [&] {
        if (count > 0) take(std::span<const double>(kept.data(), std::exchange(count, 0)));
      };
      const auto all = std::span(values).subspan(rows.front(), rows.size());
      std::size_t i = 0;
      for (; i + kTogether <= all.size(); i += kTogether) {
        const double a = all[i], b = all[i + 1], c = all[i + 2], d = all[i + 3];
        if (!(is_above(a) | is_above(b) | is_above(c) | is_above(d))) continue;
        for (const double value : {a, b, c, d}) keep(value);
        if (count + kTogether > kAtOnce) take_all();
      }
      for (; i < all.size(); ++i) keep(all[i]);
      take_all();
    }
  };

  /// Takes all records away. `source`: of those to come.
  void clear(std::size_t source);

  /// Adds the record of the line at `offset`. Records are to be added in the order of their lines, all with as many gauges.
  void add(const record::Record& record, std::uint64_t offset);

  std::size_t source() const { return source_; }
  std::size_t size() const { return size_; }
  std::span<const std::uint32_t> rows() const { return std::span(rows_).first(size_); }
  std::span<const Nanos> times() const { return std::span(times_).first(size_); }
  RecordPlace place(std::uint32_t row) const { return {source_, offsets_[row]}; }
  const Counts& counts(std::uint32_t row) const { return counts_[row]; }
  const Column& durations() const { return durations_; }  ///< of transactions, seconds
  const Column& gauge(std::size_t gauge) const { return gauges_[gauge]; }

  /// Whether rows, at least one, follow each other without a gap.
  static bool are_neighbours(std::span<const std::uint32_t> rows) { return rows.back() - rows.front() + 1 == rows.size(); }

  /// The counts of records that say theirs, 0 for others; empty if none does.
  std::span<const std::uint64_t> told() const { return told_; }

 private:
  void make_room(std::size_t gauges);

  std::size_t source_ = 0;
  std::size_t size_ = 0;             ///< of the columns, which have room for more
  std::vector<std::uint32_t> rows_;  ///< 0, 1, 2, ...
  std::vector<Nanos> times_;
  std::vector<std::uint64_t> offsets_;
  std::vector<Counts> counts_;
  Column durations_;
  std::vector<Column> gauges_;
  std::vector<std::uint64_t> told_;
};

}  // namespace invmon::window

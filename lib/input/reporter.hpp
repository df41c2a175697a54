#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "record/record.hpp"

namespace invmon::input {

/// A line that did not become a record because something is wrong with it.
struct BadLine {
  std::uint64_t line = 0;    ///< from 0, in its block or source
  std::uint64_t offset = 0;  ///< of its first byte in the (unpacked) source
  record::DropReason reason = record::DropReason::malformed;
  std::string detail;
};

/// Whether a line that was dropped for this reason is to be shown: a blank line, and one that the user did not ask for, is not.
bool is_fault(record::DropReason reason);

/// Accounts for lines: how many became records, how many did not and why, and the first bad ones.
class Reporter {
 public:
  static constexpr std::size_t kExamples = 10;

  void record() { ++records_; }
  void dropped(record::DropReason reason, std::uint64_t line, std::uint64_t offset, std::string_view detail);

  /// Appends the account of the lines that follow this one's.
  void append(const Reporter& next);

  std::uint64_t records() const { return records_; }
  std::uint64_t dropped(record::DropReason reason) const { return dropped_[static_cast<std::size_t>(reason)]; }

  /// records() and everything dropped.
  std::uint64_t lines() const;

  const std::vector<BadLine>& examples() const { return examples_; }

 private:
  std::uint64_t records_ = 0;
  std::array<std::uint64_t, record::kDropReasons> dropped_{};
  std::vector<BadLine> examples_;  ///< the first ones, by line
};

}  // namespace invmon::input

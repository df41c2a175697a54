#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policy/number_table.hpp"
#include "policy/rule.hpp"

namespace invmon::policy {

/// Records that are numbered one after the other, so that a missing number is a missing record.
struct Sequence {
  std::string name;
  std::string number;           ///< the path of the number
  std::vector<std::string> by;  ///< dimensions; one sequence for each of their combinations
  std::string place;            ///< "profile.yaml:12:3"
};

/// Numbers that are missing, both ends included.
struct NumberGap {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
};

/// How complete a sequence is.
struct SequenceResult {
  std::string name;
  Labels labels;                               ///< values of the dimensions
  std::optional<std::uint64_t> first, last;    ///< the smallest and the largest number; absent without any
  std::uint64_t seen = 0;                      ///< records with a number, repeated ones too
  std::uint64_t duplicates = 0;                ///< of these, repetitions
  std::uint64_t missing = 0;                   ///< numbers between first and last that did not occur
  std::uint64_t gap_count = 0;                 ///< runs of missing numbers
  std::vector<NumberGap> gaps;                 ///< the first of them, at most kGapsShown
  std::uint64_t invalid = 0;                   ///< records whose number is none, of all groups
  std::optional<std::uint64_t> checked_below;  ///< there were too many numbers: this one and larger ones were not looked at
};

inline constexpr std::size_t kGapsShown = 10;

/// The account of each group, by key; one without dimensions, even if it is empty.
std::vector<SequenceResult> evaluate(const Sequence& sequence, const NumberTable& table);

}  // namespace invmon::policy

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace invmon::detect {

/// How many distinct texts there are, and how often each occurs. Up to kKept all are counted; beyond that only those kKept whose
/// hashes are the smallest, which are as good as drawn at random (a k-minimum-values sketch, Bar-Yossef et al. 2002). Which those
/// are depends on the texts alone, so any order and any split of the same texts gives the same read-outs.
class DistinctValues {
 public:
  static constexpr std::size_t kKept = 256;

  /// At most so many bytes of a text are kept, cut between characters.
  static constexpr std::size_t kKeptBytes = 120;

  DistinctValues() = default;
  DistinctValues(const DistinctValues&) = delete;  // it points to its own values
  DistinctValues& operator=(const DistinctValues&) = delete;

  void add(std::string_view text);
  void merge(const DistinctValues& other);

  /// Whether all are known.
  bool is_exact() const { return values_.size() <= kKept && largest_ == kNoLimit; }

  /// Their number if all are known, else an estimate with a relative standard error of 6.3 %.
  double estimate() const;

  struct Count {
    std::string text;
    std::uint64_t count = 0;
  };
  /// Those that are counted, the most frequent first, then by text.
  std::vector<Count> counts() const;

 private:
  static constexpr auto kNoLimit = std::numeric_limits<std::uint64_t>::max();
  static constexpr std::size_t kRecent = 64;
  using Values = std::unordered_map<std::uint64_t, Count>;

  void prune();
  std::vector<std::uint64_t> smallest_hashes() const;

  Values values_;                                      ///< by hash; at most twice kKept
  std::uint64_t largest_ = kNoLimit;                   ///< larger hashes are not among the smallest
  std::array<Values::value_type*, kRecent> recent_{};  ///< by the hash's last bits, since logs repeat themselves
};

}  // namespace invmon::detect

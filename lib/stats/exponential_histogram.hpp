#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "stats/bucket_counts.hpp"
#include "stats/bucket_index.hpp"
#include "stats/order_statistics.hpp"
#include "stats/owned.hpp"

namespace invmon::stats {

/// So many of the values are above `low` and at most `high`.
struct Bucket {
  double low = 0, high = 0;
  std::uint64_t count = 0;
};

/// The distribution of finite doubles, for quantiles. Up to kExactLimit values are kept as they are; from the next on, only how
/// many fell into each bucket of bucket_index.hpp. Which of the two depends on the count alone, so any order and any split of the
/// same values gives the same read-outs. -0 counts as 0.
class ExponentialHistogram {
 public:
  static constexpr std::size_t kExactLimit = kMostOrdered;

  /// Requires a finite number.
  void add(double x) {
    if (!buckets_ && values_.size() < kExactLimit) {
      if (values_.empty()) values_.reserve(kFirstValues);
      values_.push_back(x + 0.0);  // turns -0 into 0
    } else {
      if (!buckets_) spill();
      buckets_->add({&x, 1});
    }
  }

  /// The same for many at once, which takes less time.
  void add(std::span<const double> values);

  /// Requires that `other` is another object.
  void merge(const ExponentialHistogram& other);

  /// Cheaper where `other`, whose value is unspecified afterwards, is the larger one.
  void merge(ExponentialHistogram&& other);

  std::uint64_t count() const { return buckets_ ? buckets_->count : values_.size(); }

  /// Whether quantiles are exact, that is count() <= kExactLimit.
  bool is_exact() const { return !buckets_; }

  /// nullopt when nothing was added.
  std::optional<double> min() const { return quantile(0); }
  std::optional<double> max() const { return quantile(1); }

  /// The value at nearest_rank(q, count()); nullopt when nothing was added. Ranks 1 and count() are exact always, the others
  /// within 0.271 % of the exact value when is_exact() is false (normal doubles). Requires 0 <= q <= 1. `smaller`: so many more
  /// values count that are smaller than all of these and not known: nullopt if it is one of them.
  std::optional<double> quantile(double q, std::uint64_t smaller = 0) const;

  /// The same for several at once, in any order. Requires spans of one size.
  void quantiles(std::span<const double> qs, std::span<std::optional<double>> out, std::uint64_t smaller = 0) const;

  /// The buckets that hold something, ascending, so many to each power of two: a power of two itself, at most kBucketsPerOctave.
  /// What is not above 0 is in a first bucket {0, 0}.
  std::vector<Bucket> buckets(int per_octave) const;

 private:
  struct Buckets {
    void add(std::span<const double> values);
    void merge(const Buckets& other);

    std::uint64_t count = 0;
    std::uint64_t zeros = 0;
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    BucketCounts positive;
    BucketCounts negative;  ///< by the index of -x
  };

  static constexpr std::size_t kFirstValues = 16;  ///< room made at once, instead of for 1, 2, 4 and 8

  void spill();
  static void read(const Buckets& all, std::uint64_t smaller, std::span<const WantedRank> wanted,
                   std::span<std::optional<double>> out);

  std::vector<double> values_;
  Owned<Buckets> buckets_;
};

/// ceil(q * n) from 1 to n, where a product that rounding alone keeps from being a whole number counts as that number: the
/// nearest double to 0.07 is a little larger, but its rank among 100 is 7. Requires 0 <= q <= 1 and n >= 1.
std::uint64_t nearest_rank(double q, std::uint64_t n);

}  // namespace invmon::stats

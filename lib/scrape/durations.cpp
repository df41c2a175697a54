#include "scrape/durations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace invmon::scrape {
namespace {

constexpr unsigned kBits = 8;

/// The van der Corput sequence in (0, 1]: 1, 1/2, 3/4, 1/4, 7/8, ... Any run of it is spread over the whole.
double spread_place(std::uint64_t index) {
  unsigned reversed = 0;
  for (unsigned i = 0; i < kBits; ++i) reversed = reversed << 1 | static_cast<unsigned>(index >> i & 1);
  return 1 - reversed / static_cast<double>(1U << kBits);
}

void add_bucket(const BucketChange& bucket, double lower, Pool<double>& durations) {
  const auto count = whole_count(bucket.added);
  const auto points = std::min(count, kPointsInBucket);
  const double offset = spread_place(whole_count(bucket.before));
  std::uint64_t placed = 0;
  for (std::uint64_t i = 1; i <= points; ++i) {
    const double place = (static_cast<double>(i - 1) + offset) / static_cast<double>(points);
    const double value = std::min(lower + (bucket.bound - lower) * place, bucket.bound);
    const auto until = share_of(count, i, points);
    durations.add(value > lower ? value : bucket.bound, until - placed);
    placed = until;
  }
}

}  // namespace

std::uint64_t whole_count(double count) {
  constexpr double kMost = 4'294'967'296;
  return count > 0 ? static_cast<std::uint64_t>(std::round(std::min(count, kMost))) : 0;
}

Pool<double> durations_of(const Change& change) {
  Pool<double> durations;
  double lower = 0;
  bool bounded = false;
  for (const auto& bucket : change.buckets) {
    if (std::isfinite(bucket.bound)) {
      bounded = true;
      if (bucket.bound > 0) {
        add_bucket(bucket, lower, durations);
        lower = bucket.bound;
      } else {
        durations.add(0, whole_count(bucket.added));
      }
    } else if (bounded) {
      durations.add(std::nextafter(lower, std::numeric_limits<double>::max()), whole_count(bucket.added));
    }
  }
  const double mean = change.sum / change.count;
  if (!bounded && std::isfinite(mean) && mean >= 0) durations.add(mean, whole_count(change.count));
  return durations;
}

}  // namespace invmon::scrape

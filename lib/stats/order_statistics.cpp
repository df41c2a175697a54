#include "stats/order_statistics.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

// A report reads quantiles of hundreds of thousands of small arrays. What a comparison of their values tells can't be foreseen by
// a processor, so there are no branches on it here where arrays are walked through.

namespace invmon::stats {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void exchange(double& low, double& high) {
  const double least = std::min(low, high);
  high = std::max(low, high);
  low = least;
}

constexpr std::size_t kSortedAtOnce = 8;
using Eight = std::array<double, kSortedAtOnce>;

/// By the network of 19 exchanges, which are the fewest possible.
void sort(Eight& values) {
  auto [a, b, c, d, e, f, g, h] = values;
  exchange(a, c), exchange(b, d), exchange(e, g), exchange(f, h);
  exchange(a, e), exchange(b, f), exchange(c, g), exchange(d, h);
  exchange(a, b), exchange(c, d), exchange(e, f), exchange(g, h);
  exchange(c, e), exchange(d, f);
  exchange(b, e), exchange(d, g);
  exchange(b, c), exchange(d, e), exchange(f, g);
  values = {a, b, c, d, e, f, g, h};
}

void sort_few(double* begin, double* end) {
  Eight values;
  std::fill(std::copy(begin, end, values.begin()), values.end(), kInfinity);
  sort(values);
  std::copy_n(values.begin(), end - begin, begin);
}

/// Moves the values of [begin, end) that meet a condition to the front and returns their end.
template <class Condition>
double* move_to_front(double* begin, double* end, Condition condition) {
  double* front = begin;
  for (double* at = begin; at != end; ++at) {
    const double value = *at;
    *at = *front;
    *front = value;
    front += condition(value);
  }
  return front;
}

/// As std::nth_element, for arrays so small that the worst case, a square of their size, is no danger.
void select(double* begin, double* nth, double* end) {
  while (end - begin > static_cast<std::ptrdiff_t>(kSortedAtOnce)) {
    const double middle = begin[(end - begin) / 2];
    const auto [low, high] = std::minmax(*begin, end[-1]);
    const double pivot = std::clamp(middle, low, high);
    double* const not_below = move_to_front(begin, end, [pivot](double value) { return value < pivot; });
    if (nth < not_below) {
      end = not_below;
    } else if (not_below != begin) {
      begin = not_below;
    } else {  // the pivot is the least of them
      begin = move_to_front(begin, end, [pivot](double value) { return value == pivot; });
      if (nth < begin) return;
    }
  }
  sort_few(begin, end);
}

/// One of the values that probably is smaller than that of the rank, or minus infinity.
double below_rank(std::span<const double> values, std::uint64_t rank) {
  if (values.size() <= 2 * kSortedAtOnce) return -kInfinity;
  const auto expected = (rank - 1) * kSortedAtOnce / values.size();  // its place in a sample
  if (expected == 0) return -kInfinity;
  Eight sample;
  for (std::size_t i = 0; i < sample.size(); ++i) sample[i] = values[(2 * i + 1) * values.size() / (2 * sample.size())];
  sort(sample);
  return sample[expected - 1];
}

}  // namespace

void order_statistics(std::span<const double> values, std::span<const WantedRank> ascending,
                      std::span<std::optional<double>> out) {
  const auto is_minimum = [](const WantedRank& wanted) { return wanted.rank == 1; };
  const auto others = std::ranges::find_if_not(ascending, is_minimum);
  std::array<double, kMostOrdered> kept;
  double* end = kept.data();
  double minimum = kInfinity;
  const double limit = others == ascending.end() ? kInfinity : below_rank(values, others->rank);
  for (const double value : values) {
    *end = value;
    end += value >= limit;
    minimum = std::min(minimum, value);
  }
  for (auto wanted = ascending.begin(); wanted != others; ++wanted) out[wanted->place] = minimum;
  std::uint64_t left_out = values.size() - static_cast<std::uint64_t>(end - kept.data());
  if (others != ascending.end() && others->rank <= left_out) {
    end = std::ranges::copy(values, kept.data()).out;
    left_out = 0;
  }
  double* begin = kept.data();
  for (auto wanted = others; wanted != ascending.end(); ++wanted) {
    double* const nth = kept.data() + (wanted->rank - left_out - 1);
    select(begin, nth, end);
    out[wanted->place] = *nth;
    begin = nth;
  }
}

}  // namespace invmon::stats

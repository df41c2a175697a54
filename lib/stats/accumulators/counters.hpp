#pragma once

#include <boost/accumulators/framework/depends_on.hpp>
#include <boost/accumulators/framework/extractor.hpp>
#include <boost/accumulators/framework/features.hpp>
#include <boost/mpl/always.hpp>
#include <cstddef>

#include "stats/accumulators/mergeable.hpp"
#include "stats/counters.hpp"

namespace invmon::stats {

// NOLINTBEGIN(readability-identifier-naming): features are named as Boost.Accumulators names its own
namespace tag {
/// The sums of samples that are so many natural numbers each.
template <std::size_t kSums>
struct counters : boost::accumulators::depends_on<> {
  using impl = boost::mpl::always<MergeableImpl<Counters<kSums>>>;
};
}  // namespace tag

namespace extract {
template <std::size_t kSums>
inline constexpr boost::accumulators::extractor<tag::counters<kSums>> counters{};
}
// NOLINTEND(readability-identifier-naming)

/// So many sums of natural numbers.
template <std::size_t kSums>
using Counts =
    boost::accumulators::accumulator_set<typename Counters<kSums>::Addends, boost::accumulators::features<tag::counters<kSums>>>;

}  // namespace invmon::stats

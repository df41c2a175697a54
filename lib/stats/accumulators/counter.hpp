#pragma once

#include <boost/accumulators/framework/depends_on.hpp>
#include <boost/accumulators/framework/extractor.hpp>
#include <boost/accumulators/framework/features.hpp>
#include <boost/mpl/always.hpp>
#include <cstdint>

#include "stats/accumulators/mergeable.hpp"
#include "stats/counter.hpp"

namespace invmon::stats {

// NOLINTBEGIN(readability-identifier-naming): features are named as Boost.Accumulators names its own
namespace tag {
/// The sum of samples that are natural numbers.
struct counter : boost::accumulators::depends_on<> {
  using impl = boost::mpl::always<MergeableImpl<Counter>>;
};
}  // namespace tag

namespace extract {
inline constexpr boost::accumulators::extractor<tag::counter> counter{};
}
// NOLINTEND(readability-identifier-naming)

/// A sum of natural numbers.
using Count = boost::accumulators::accumulator_set<std::uint64_t, boost::accumulators::features<tag::counter>>;

}  // namespace invmon::stats

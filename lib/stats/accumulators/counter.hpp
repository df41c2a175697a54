#pragma once

#include <boost/accumulators/framework/depends_on.hpp>
#include <boost/accumulators/framework/extractor.hpp>
#include <boost/mpl/always.hpp>

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

}  // namespace invmon::stats

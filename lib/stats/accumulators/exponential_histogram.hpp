#pragma once

#include <boost/accumulators/framework/depends_on.hpp>
#include <boost/accumulators/framework/extractor.hpp>
#include <boost/mpl/always.hpp>

#include "stats/accumulators/mergeable.hpp"
#include "stats/exponential_histogram.hpp"

namespace invmon::stats {

// NOLINTBEGIN(readability-identifier-naming): features are named as Boost.Accumulators names its own
namespace tag {
/// Of finite doubles.
struct exponential_histogram : boost::accumulators::depends_on<> {
  using impl = boost::mpl::always<MergeableImpl<ExponentialHistogram>>;
};
}  // namespace tag

namespace extract {
inline constexpr boost::accumulators::extractor<tag::exponential_histogram> exponential_histogram{};
}
// NOLINTEND(readability-identifier-naming)

}  // namespace invmon::stats

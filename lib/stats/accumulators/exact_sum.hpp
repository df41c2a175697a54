#pragma once

#include <boost/accumulators/framework/depends_on.hpp>
#include <boost/accumulators/framework/extractor.hpp>
#include <boost/mpl/always.hpp>

#include "stats/accumulators/mergeable.hpp"
#include "stats/exact_sum.hpp"

namespace invmon::stats {

// NOLINTBEGIN(readability-identifier-naming): features are named as Boost.Accumulators names its own
namespace tag {
/// Of finite doubles.
struct exact_sum : boost::accumulators::depends_on<> {
  using impl = boost::mpl::always<MergeableImpl<ExactSum>>;
};
}  // namespace tag

namespace extract {
inline constexpr boost::accumulators::extractor<tag::exact_sum> exact_sum{};
}
// NOLINTEND(readability-identifier-naming)

}  // namespace invmon::stats

#pragma once

#include <boost/accumulators/framework/depends_on.hpp>
#include <boost/accumulators/framework/extractor.hpp>
#include <boost/accumulators/framework/features.hpp>
#include <boost/mpl/always.hpp>
#include <boost/parameter/keyword.hpp>
#include <cstdint>

#include "base/time.hpp"
#include "stats/accumulators/mergeable.hpp"
#include "stats/streak.hpp"

namespace invmon::stats {

/// One outcome as a sample.
struct Outcome {
  Nanos time = 0;
  bool failure = false;
};

/// The set's constructor takes the threshold by name: OutcomeStreak(streak_threshold = 5).
BOOST_PARAMETER_KEYWORD(tag, streak_threshold)

struct StreakImpl : MergeableImpl<Streak> {
  template <class Args>
  explicit StreakImpl(const Args& args) : MergeableImpl(Streak(static_cast<std::uint64_t>(args[streak_threshold]))) {}

  template <class Args>
  void operator()(const Args& args) {
    const Outcome& outcome = args[boost::accumulators::sample];
    state().add(outcome.time, outcome.failure);
  }
};

// NOLINTBEGIN(readability-identifier-naming): features are named as Boost.Accumulators names its own
namespace tag {
/// Of outcomes, which are added, and sets merged, in event-time order.
struct streak : boost::accumulators::depends_on<> {
  using impl = boost::mpl::always<StreakImpl>;
};
}  // namespace tag

namespace extract {
inline constexpr boost::accumulators::extractor<tag::streak> streak{};
}
// NOLINTEND(readability-identifier-naming)

using OutcomeStreak = boost::accumulators::accumulator_set<Outcome, boost::accumulators::features<tag::streak>>;

}  // namespace invmon::stats

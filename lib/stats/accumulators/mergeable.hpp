#pragma once

#include <boost/accumulators/framework/accumulator_base.hpp>
#include <boost/accumulators/framework/accumulator_set.hpp>
#include <boost/accumulators/framework/parameters/sample.hpp>
#include <concepts>
#include <type_traits>
#include <utility>

namespace invmon::stats {

/// Lends a mergeable type of stats/ to Boost.Accumulators: samples are added to it, and the result is the whole of it.
template <class State>
class MergeableImpl : public boost::accumulators::accumulator_base {
 public:
  using result_type = const State&;

  template <class Args>
  explicit MergeableImpl(const Args&) {}
  explicit MergeableImpl(State state) : state_(std::move(state)) {}

  template <class Args>
  void operator()(const Args& args) {
    state_.add(args[boost::accumulators::sample]);
  }

  result_type result(boost::accumulators::dont_care) const { return state_; }

  void merge(const MergeableImpl& other) { state_.merge(other.state_); }
  void merge(MergeableImpl&& other) { state_.merge(std::move(other.state_)); }

 protected:
  State& state() { return state_; }

 private:
  State state_;
};

/// Merges every feature of a set, dependencies included, as if the samples of `from` had been added to `into`. All features must
/// be those of stats/accumulators. From an rvalue, whose value is unspecified afterwards, memory is taken over where that pays.
template <class Sample, class Features, class Weight, class From>
requires std::same_as<std::remove_cvref_t<From>, boost::accumulators::accumulator_set<Sample, Features, Weight>>
void merge(boost::accumulators::accumulator_set<Sample, Features, Weight>& into, From&& from) {
  into.visit([&from]<class Accumulator>(Accumulator& accumulator) {
    auto& other = from.template extract<typename Accumulator::feature_tag>();
    if constexpr (std::is_lvalue_reference_v<From>) {
      accumulator.merge(other);
    } else {
      accumulator.merge(std::move(other));
    }
  });
}

}  // namespace invmon::stats

#pragma once

#include <boost/accumulators/framework/accumulator_base.hpp>
#include <boost/accumulators/framework/accumulator_set.hpp>
#include <boost/accumulators/framework/parameters/sample.hpp>
#include <concepts>
#include <cstdint>
#include <span>
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

  template <class Sample>
  void add_all(std::span<const Sample> samples) {
    state_.add(samples);
  }

  result_type result(boost::accumulators::dont_care) const { return state_; }

  void merge(const MergeableImpl& other) { state_.merge(other.state_); }
  void merge(MergeableImpl&& other) { state_.merge(std::move(other.state_)); }
  void subtract(const MergeableImpl& other) { state_.subtract(other.state_); }

 protected:
  State& state() { return state_; }

 private:
  State state_;
};

/// Adds samples to every feature of a set, as adding them one by one does. All features must be such as take many at once.
template <class Sample, class Features, class Weight>
void add_all(boost::accumulators::accumulator_set<Sample, Features, Weight>& into, std::span<const Sample> samples) {
  into.visit([samples]<class Accumulator>(Accumulator& accumulator) { accumulator.add_all(samples); });
}

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

/// Takes away what was merged. All features must be such as can do so.
template <class Sample, class Features, class Weight>
void subtract(boost::accumulators::accumulator_set<Sample, Features, Weight>& from,
              const boost::accumulators::accumulator_set<Sample, Features, Weight>& merged) {
  from.visit([&merged]<class Accumulator>(Accumulator& accumulator) {
    accumulator.subtract(merged.template extract<typename Accumulator::feature_tag>());
  });
}

/// Adds a sample `times` (at least 1) times, as a part that is doubled and merged: merging equals adding. No sample may be a
/// place in an order. Takes about as long as two merges for each binary digit of `times`.
template <class Sample, class Features, class Weight>
void add_times(boost::accumulators::accumulator_set<Sample, Features, Weight>& into, const Sample& sample, std::uint64_t times) {
  boost::accumulators::accumulator_set<Sample, Features, Weight> part;
  part(sample);
  for (;;) {
    if (times % 2 == 1) merge(into, part);
    times /= 2;
    if (times == 0) return;
    const auto same = part;
    merge(part, same);
  }
}

}  // namespace invmon::stats

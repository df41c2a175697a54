#include "stats/exponential_histogram.hpp"

#include <boost/container/small_vector.hpp>
#include <cmath>
#include <map>
#include <memory>
#include <utility>

#include "base/time.hpp"

namespace invmon::stats {

void ExponentialHistogram::Buckets::add(std::span<const double> values) {
  double low = std::numeric_limits<double>::infinity(), high = -low;  // in registers
  for (const double x : values) {
    low = std::min(low, x + 0.0);
    high = std::max(high, x + 0.0);
  }
  count += values.size();
  min = std::min(min, low);
  max = std::max(max, high);
  if (low > 0) return positive.increment_of(values);
  for (const double x : values) {
    if (x > 0) {
      positive.increment_of({&x, 1});
    } else if (x < 0) {
      const double size = -x;
      negative.increment_of({&size, 1});
    } else {
      ++zeros;
    }
  }
}

void ExponentialHistogram::Buckets::merge(const Buckets& other) {
  count += other.count;
  zeros += other.zeros;
  min = std::min(min, other.min);
  max = std::max(max, other.max);
  positive.merge(other.positive);
  negative.merge(other.negative);
}

void ExponentialHistogram::spill() {
  buckets_ = Owned<Buckets>(std::make_unique<Buckets>());
  buckets_->add(std::exchange(values_, {}));
}

void ExponentialHistogram::add(std::span<const double> values) {
  if (!buckets_ && values_.size() + values.size() <= kExactLimit) {
    const auto count = values_.size();
    values_.resize(count + values.size());  // grows once
    std::ranges::transform(values, values_.begin() + static_cast<std::ptrdiff_t>(count), [](double x) { return x + 0.0; });
    return;
  }
  if (!buckets_) spill();
  buckets_->add(values);
}

void ExponentialHistogram::merge(const ExponentialHistogram& other) {
  if (count() + other.count() <= kExactLimit) {
    values_.insert(values_.end(), other.values_.begin(), other.values_.end());
    return;
  }
  if (!buckets_) spill();
  if (other.buckets_) buckets_->merge(*other.buckets_);
  buckets_->add(other.values_);
}

void ExponentialHistogram::merge(ExponentialHistogram&& other) {
  if (other.count() > count()) std::swap(*this, other);
  merge(std::as_const(other));
}

std::optional<double> ExponentialHistogram::quantile(double q, std::uint64_t smaller) const {
  std::optional<double> result;
  quantiles({&q, 1}, {&result, 1}, smaller);
  return result;
}

void ExponentialHistogram::quantiles(std::span<const double> qs, std::span<std::optional<double>> out,
                                     std::uint64_t smaller) const {
  std::ranges::fill(out, std::nullopt);
  if (count() == 0) return;
  const auto total = count() + smaller;
  boost::container::small_vector<WantedRank, 8> wanted;
  for (std::size_t i = 0; i < qs.size(); ++i) {
    if (const auto rank = nearest_rank(qs[i], total); rank > smaller) wanted.push_back({rank - smaller, i});
  }
  std::ranges::sort(wanted, {}, &WantedRank::rank);
  const std::span<const WantedRank> ascending(wanted.data(), wanted.size());
  if (total <= kExactLimit) {
    order_statistics(values_, ascending, out);
  } else if (buckets_) {
    read(*buckets_, smaller, ascending, out);
  } else {
    Buckets all;
    all.add(values_);
    read(all, smaller, ascending, out);
  }
}

std::vector<Bucket> ExponentialHistogram::buckets(int per_octave) const {
  const int merged = kBucketsPerOctave / per_octave;
  std::map<int, std::uint64_t> counts;
  const auto count = [&](int index, std::uint64_t n) { counts[static_cast<int>(floor_div(index, merged))] += n; };
  std::uint64_t others = 0;
  if (buckets_) {
    buckets_->positive.visit_rising(count);
    others = buckets_->zeros;
    buckets_->negative.visit_rising([&](int, std::uint64_t n) { others += n; });
  }
  for (const double x : values_) x > 0 ? count(bucket_index(x), 1) : void(++others);
  std::vector<Bucket> result;
  if (others > 0) result.push_back({0, 0, others});
  for (const auto& [index, n] : counts) result.push_back({bucket_low(index * merged), bucket_low((index + 1) * merged), n});
  return result;
}

void ExponentialHistogram::read(const Buckets& all, std::uint64_t smaller, std::span<const WantedRank> wanted,
                                std::span<std::optional<double>> out) {
  const bool knows_least = smaller == 0;
  const double least = knows_least ? all.min : -std::numeric_limits<double>::infinity();
  std::uint64_t passed = 0;
  auto next = wanted.begin();
  const auto pass = [&](std::uint64_t count, auto middle) {
    passed += count;
    for (; next != wanted.end() && next->rank <= passed; ++next) {
      const double estimate = next->rank == 1 && knows_least ? least : next->rank == all.count ? all.max : middle();
      out[next->place] = std::clamp(estimate, least, all.max);
    }
  };
  all.negative.visit_falling([&](int index, std::uint64_t count) { pass(count, [&] { return -bucket_middle(index); }); });
  pass(all.zeros, [] { return 0.0; });
  all.positive.visit_rising([&](int index, std::uint64_t count) { pass(count, [&] { return bucket_middle(index); }); });
  pass(all.count - passed, [&] { return all.max; });  // where a bucket's count has stopped
}

std::uint64_t nearest_rank(double q, std::uint64_t n) {
  const double product = q * static_cast<double>(n);
  const double whole = std::round(product);
  const bool is_whole = std::abs(product - whole) <= product * 0x1p-51;
  const double rank = is_whole ? whole : std::ceil(product);
  return rank >= static_cast<double>(n) ? n : std::max<std::uint64_t>(1, static_cast<std::uint64_t>(rank));
}

}  // namespace invmon::stats

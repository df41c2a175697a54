#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stats/bucket_index.hpp"
#include "stats/owned.hpp"

namespace invmon::stats {

/// Counts by bucket index, in pages of one power of two that come into being with their first count.
class BucketCounts {
 public:
  /// Counts numbers above 0, each in its bucket.
  void increment_of(std::span<const double> numbers) {
    auto pages = this->pages();
    for (const double number : numbers) {
      const int index = bucket_index(number);
      const int page = index >> kScale;
      const auto place = [&] { return static_cast<std::size_t>(static_cast<unsigned>(page - first_page_)); };
      if (place() >= pages.size() || !pages[place()]) [[unlikely]] {
        make_page(page);
        pages = this->pages();
      }
      pages[place()]->increment(static_cast<unsigned>(index) % kBucketsPerOctave);
    }
  }

  void merge(const BucketCounts& other);

  /// Calls visit(index, count) for the buckets that hold something, by rising or by falling index.
  template <class Visitor>
  void visit_rising(Visitor visit) const {
    for (std::size_t place = 0; place < pages_.size(); ++place) {
      for (int i = 0; pages_[place] && i < kBucketsPerOctave; ++i) visit_bucket(place, i, visit);
    }
  }
  template <class Visitor>
  void visit_falling(Visitor visit) const {
    for (std::size_t place = pages_.size(); place-- > 0;) {
      for (int i = kBucketsPerOctave; pages_[place] && i-- > 0;) visit_bucket(place, i, visit);
    }
  }

 private:
  /// Counts below 2^48, where they stop. Their low bits stand together: a report increments dozens of pages by turns, and only
  /// those few bytes of each have to stay in the processor's nearest cache.
  class Page {
   public:
    void increment(std::size_t i) {
      if (++low_[i] == 0) ++high_[i];
    }
    void add(std::size_t i, std::uint64_t count) {
      constexpr auto kMost = (std::uint64_t{1} << 48) - 1;
      count = std::min(count + value(i), kMost);
      low_[i] = static_cast<std::uint16_t>(count);
      high_[i] = static_cast<std::uint32_t>(count >> 16);
    }
    std::uint64_t value(std::size_t i) const { return std::uint64_t{high_[i]} << 16 | low_[i]; }

   private:
    std::array<std::uint16_t, kBucketsPerOctave> low_{};
    std::array<std::uint32_t, kBucketsPerOctave> high_{};
  };

  template <class Visitor>
  void visit_bucket(std::size_t place, int i, Visitor& visit) const {
    const std::uint64_t count = pages_[place]->value(static_cast<std::size_t>(i));
    if (count != 0) visit((first_page_ + static_cast<int>(place)) * kBucketsPerOctave + i, count);
  }

  std::span<Owned<Page>> pages() { return pages_; }
  Page& make_page(int page);

  std::vector<Owned<Page>> pages_;  ///< from the lowest page in use to the highest; those between may be missing
  int first_page_ = 0;
};

}  // namespace invmon::stats

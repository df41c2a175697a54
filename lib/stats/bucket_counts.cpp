#include "stats/bucket_counts.hpp"

#include <memory>

namespace invmon::stats {

BucketCounts::Page& BucketCounts::make_page(int page) {
  if (pages_.empty()) first_page_ = page;
  if (page < first_page_) {
    std::vector<Owned<Page>> lower(static_cast<std::size_t>(first_page_ - page));
    pages_.insert(pages_.begin(), std::make_move_iterator(lower.begin()), std::make_move_iterator(lower.end()));
    first_page_ = page;
  }
  const auto place = static_cast<std::size_t>(page - first_page_);
  if (place >= pages_.size()) pages_.resize(place + 1);
  if (!pages_[place]) pages_[place] = Owned<Page>(std::make_unique<Page>());
  return *pages_[place];
}

void BucketCounts::merge(const BucketCounts& other) {
  for (std::size_t place = 0; place < other.pages_.size(); ++place) {
    if (!other.pages_[place]) continue;
    Page& mine = make_page(other.first_page_ + static_cast<int>(place));
    const Page& theirs = *other.pages_[place];
    for (std::size_t i = 0; i < kBucketsPerOctave; ++i) mine.add(i, theirs.value(i));
  }
}

}  // namespace invmon::stats

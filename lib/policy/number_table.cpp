#include "policy/number_table.hpp"

#include <iterator>

namespace invmon::policy {

void NumberTable::add(const Group& group, std::uint64_t number) {
  Page* const found = page({group, number / kPageSize});
  if (found == nullptr) return;
  found->bits[number % kPageSize / 64] |= std::uint64_t{1} << number % 64;
  ++found->seen;
}

void NumberTable::merge(const NumberTable& other) {
  invalid_ += other.invalid_;
  if (other.cut_) cut_from(*other.cut_);
  for (const auto& [place, theirs] : other.pages_) {
    Page* const mine = page(place);
    if (mine == nullptr) continue;
    for (std::size_t i = 0; i < mine->bits.size(); ++i) mine->bits[i] |= theirs.bits[i];
    mine->seen += theirs.seen;
  }
}

NumberTable::Page* NumberTable::page(const Place& place) {
  if (cut_ && place >= *cut_) return nullptr;
  const auto [found, is_new] = pages_.try_emplace(place);
  if (pages_.size() <= limit_) return &found->second;
  const bool is_last = std::next(found) == pages_.end();
  cut_from(Place(pages_.rbegin()->first));
  return is_last ? nullptr : &found->second;
}

void NumberTable::cut_from(const Place& place) {
  if (cut_ && place >= *cut_) return;
  cut_ = place;
  pages_.erase(pages_.lower_bound(place), pages_.end());
}

}  // namespace invmon::policy

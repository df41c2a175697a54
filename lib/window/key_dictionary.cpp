#include "window/key_dictionary.hpp"

#include <utility>

namespace invmon::window {
namespace {

/// Keys that a cache holds at most before it starts anew.
constexpr std::size_t kMaxCached = 1 << 15;

}  // namespace

std::uint32_t KeyDictionary::number(std::string_view key) {
  if (key == kOtherName) return kOtherKey;
  const std::lock_guard lock(mutex_);
  if (const auto found = kept_.find(key); found != kept_.end()) return found->second;
  if (kept_.size() >= limit_) {
    overflowed_ = true;
    const auto last = std::prev(kept_.end());
    if (last->first < key) return kOtherKey;
    pushed_out_.push_back(last->second);
    folds_.store(pushed_out_.size(), std::memory_order_release);
    kept_.erase(last);
  }
  kept_.emplace(key, next_);
  return next_++;
}

std::vector<std::uint32_t> KeyDictionary::folded(std::size_t since) const {
  const std::lock_guard lock(mutex_);
  return {pushed_out_.begin() + static_cast<std::ptrdiff_t>(since), pushed_out_.end()};
}

std::vector<std::pair<std::string, std::uint32_t>> KeyDictionary::keys() const {
  const std::lock_guard lock(mutex_);
  return {kept_.begin(), kept_.end()};
}

std::uint32_t KeyCache::look_up(std::string_view key) {
  auto found = known_.find(key);
  if (found == known_.end()) {
    if (known_.size() >= kMaxCached) known_.clear();
    found = known_.emplace(key, dictionary_->number(key)).first;
  }
  return found->second;
}

}  // namespace invmon::window

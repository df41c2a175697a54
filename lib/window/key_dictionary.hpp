#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/same_text.hpp"

namespace invmon::window {

/// The group of all keys beyond the limit, and its name in reports. A key that is called so itself is counted there too.
inline constexpr std::uint32_t kOtherKey = 0;
inline constexpr std::string_view kOtherName = "(other)";

/// Numbers the keys of a dimension. Keeps at most `limit` keys, the first in sort order of all that ever come: which these are
/// depends neither on order nor on threads. A key that is pushed out folds into kOtherKey for good. Safe to use from several
/// threads.
class KeyDictionary {
 public:
  /// `limit` >= 1.
  explicit KeyDictionary(std::size_t limit) : limit_(limit) {}

  /// The number of a key, or kOtherKey. A number given before may have been pushed out since: see `folded`.
  std::uint32_t number(std::string_view key);

  /// Grows whenever a key is pushed out.
  std::size_t folds() const { return folds_.load(std::memory_order_acquire); }

  /// The numbers pushed out, from the `since`-th on, in order.
  std::vector<std::uint32_t> folded(std::size_t since) const;

  /// The keys kept, with their numbers, sorted.
  std::vector<std::pair<std::string, std::uint32_t>> keys() const;

  /// Whether any key went to kOtherKey.
  bool overflowed() const { return overflowed_; }

 private:
  mutable std::mutex mutex_;
  std::size_t limit_;
  std::map<std::string, std::uint32_t, std::less<>> kept_;
  std::vector<std::uint32_t> pushed_out_;
  std::atomic<std::size_t> folds_ = 0;
  std::uint32_t next_ = kOtherKey + 1;
  bool overflowed_ = false;
};

/// Takes up the keys that a dictionary has pushed out, each once.
class FoldedKeys {
 public:
  explicit FoldedKeys(const KeyDictionary& dictionary) : dictionary_(&dictionary) {}

  /// Calls visit(number) for those pushed out since the last call.
  template <class Visit>
  void take(Visit visit) {
    if (dictionary_->folds() == taken_) return;
    for (const auto key : dictionary_->folded(taken_)) {
      visit(key);
      ++taken_;
    }
  }

 private:
  const KeyDictionary* dictionary_;
  std::size_t taken_ = 0;
};

/// One thread's memory of a dictionary, so that it is asked seldom.
class KeyCache {
 public:
  explicit KeyCache(KeyDictionary& dictionary) : dictionary_(&dictionary), folded_(dictionary), recent_(kRecent) {}

  std::uint32_t number(std::string_view key) {
    auto& recent = recent_[place_of(key)];
    if (recent.second == kOtherKey || !same_text(recent.first, key)) recent = {std::string(key), look_up(key)};
    return recent.second;
  }

  /// Calls visit(number) for the keys that the dictionary has pushed out since the last call. Until then their numbers may still
  /// be given, from then on they are not.
  template <class Visit>
  void take_folded(Visit visit) {
    folded_.take([&](std::uint32_t key) {
      known_.clear();
      recent_.assign(kRecent, {});
      visit(key);
    });
  }

 private:
  static constexpr std::size_t kRecent = 64;  ///< keys that are found without a hash of all their bytes

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  static std::size_t place_of(std::string_view key) {
    if (key.empty()) return 0;
    return (key.size() * 31 + static_cast<unsigned char>(key.front()) * 7U + static_cast<unsigned char>(key.back())) % kRecent;
  }

  std::uint32_t look_up(std::string_view key);

  KeyDictionary* dictionary_;
  FoldedKeys folded_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> known_;
  std::vector<std::pair<std::string, std::uint32_t>> recent_;  ///< by place_of; kOtherKey marks a free place
};

}  // namespace invmon::window

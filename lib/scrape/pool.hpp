#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace invmon::scrape {

/// floor(whole * part / of) without overflow. Requires part <= of, of > 0.
inline std::uint64_t share_of(std::uint64_t whole, std::uint64_t part, std::uint64_t of) {
  __extension__ typedef unsigned __int128 Wide;
  return static_cast<std::uint64_t>(Wide{whole} * part / of);
}

/// Things of some kinds, so many of each: durations, error codes.
template <class Kind>
class Pool {
 public:
  void add(Kind kind, std::uint64_t count) {
    if (count == 0) return;
    kinds_.emplace_back(std::move(kind), count);
    size_ += count;
  }

  std::uint64_t size() const { return size_; }

  /// Takes so many things out, of all kinds as evenly as whole numbers allow. Requires wanted <= size().
  std::vector<std::pair<Kind, std::uint64_t>> take(std::uint64_t wanted) {
    std::vector<std::pair<Kind, std::uint64_t>> taken, left;
    std::uint64_t passed = 0, given = 0;
    for (auto& [kind, count] : kinds_) {
      passed += count;
      const auto until = share_of(wanted, passed, size_);
      const auto now = until - given;
      given = until;
      if (now < count) left.emplace_back(kind, count - now);
      if (now > 0) taken.emplace_back(std::move(kind), now);
    }
    kinds_ = std::move(left);
    size_ -= wanted;
    return taken;
  }

 private:
  std::vector<std::pair<Kind, std::uint64_t>> kinds_;
  std::uint64_t size_ = 0;
};

}  // namespace invmon::scrape

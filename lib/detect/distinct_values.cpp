#include "detect/distinct_values.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/hash.hpp"

namespace invmon::detect {
namespace {

/// The beginning of a text, cut where a character of UTF-8 begins.
std::string_view beginning(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

void DistinctValues::add(std::string_view text) {
  const auto hash = mixed_hash(text);
  if (hash > largest_) return;
  auto*& recent = recent_[hash % kRecent];
  if (recent != nullptr && recent->first == hash) {
    ++recent->second.count;
    return;
  }
  const auto [at, added] = values_.try_emplace(hash);
  recent = &*at;
  ++at->second.count;
  if (!added) return;
  at->second.text = beginning(text, kKeptBytes);
  if (values_.size() > 2 * kKept) prune();
}

void DistinctValues::merge(const DistinctValues& other) {
  largest_ = std::min(largest_, other.largest_);
  for (const auto& [hash, value] : other.values_) {
    if (hash > largest_) continue;
    auto& mine = values_[hash];
    mine.text = value.text;
    mine.count += value.count;
  }
  if (values_.size() > kKept) prune();
}

void DistinctValues::prune() {
  largest_ = std::min(largest_, smallest_hashes().back());
  recent_.fill(nullptr);
  std::erase_if(values_, [this](const auto& entry) { return entry.first > largest_; });
}

std::vector<std::uint64_t> DistinctValues::smallest_hashes() const {
  std::vector<std::uint64_t> hashes;
  for (const auto& entry : values_) {
    if (entry.first <= largest_) hashes.push_back(entry.first);
  }
  std::ranges::sort(hashes);
  if (hashes.size() > kKept) hashes.resize(kKept);
  return hashes;
}

double DistinctValues::estimate() const {
  if (is_exact()) return static_cast<double>(values_.size());
  const double share = static_cast<double>(smallest_hashes().back()) / std::ldexp(1.0, 64);
  return (static_cast<double>(kKept) - 1) / share;
}

std::vector<DistinctValues::Count> DistinctValues::counts() const {
  std::vector<Count> counts;
  for (const auto hash : smallest_hashes()) counts.push_back(values_.at(hash));
  std::ranges::sort(counts, [](const Count& a, const Count& b) { return std::tie(b.count, a.text) < std::tie(a.count, b.text); });
  return counts;
}

}  // namespace invmon::detect

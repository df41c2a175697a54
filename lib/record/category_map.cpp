#include "record/category_map.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace invmon::record {
namespace {

constexpr std::size_t kMaxKnown = 1024;

}  // namespace

std::string_view CategoryMap::category(std::string_view text) {
  if (known_.size() >= kMaxKnown) known_.clear();
  const auto [known, added] = known_.try_emplace(std::string(text));
  if (added) known->second = find(text);
  return known->second < categories_.size() ? std::string_view(categories_[known->second].name) : other_;
}

std::size_t CategoryMap::find(std::string_view text) const {
  const auto matches = [&](const auto& pattern) { return matches_glob(pattern, text); };
  const auto found =
      std::ranges::find_if(categories_, [&](const auto& category) { return std::ranges::any_of(category.patterns, matches); });
  return static_cast<std::size_t>(found - categories_.begin());
}

}  // namespace invmon::record

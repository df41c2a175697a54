#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "record/profile.hpp"

namespace invmon::record {

/// Finds the categories of texts as a dimension maps them, and remembers those of recent ones. Not for use from several threads.
class CategoryMap {
 public:
  explicit CategoryMap(const DimensionField& field) : categories_(field.map), other_(field.other) {}

  /// The view lives as long as the map.
  std::string_view category(std::string_view text);

 private:
  /// Index into the categories, their number if none matches.
  std::size_t find(std::string_view text) const;

  std::vector<DimensionField::Category> categories_;
  std::string other_;
  std::unordered_map<std::string, std::size_t> known_;
};

}  // namespace invmon::record

#include "record/layout.hpp"

#include <algorithm>

namespace invmon::record {

std::size_t Layout::slot(std::string_view path) {
  const auto found = std::find(paths_.begin(), paths_.end(), path);
  if (found != paths_.end()) return static_cast<std::size_t>(found - paths_.begin());
  paths_.emplace_back(path);
  return paths_.size() - 1;
}

}  // namespace invmon::record

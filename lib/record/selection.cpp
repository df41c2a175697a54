#include <algorithm>

#include "record/record.hpp"

namespace invmon::record {
namespace {

template <class T, class Key>
std::size_t place_in(std::vector<T>& list, const T& element, Key key) {
  const auto found = std::ranges::find(list, key(element), key);
  const auto place = static_cast<std::size_t>(found - list.begin());
  if (found == list.end()) list.push_back(element);
  return place;
}

}  // namespace

std::size_t Selection::place_dimension(const std::string& name) { return place_in(by, name, std::identity()); }

std::size_t Selection::place_condition(const SourcedText& expression) {
  return place_in(conditions, expression, [](const SourcedText& condition) { return condition.text; });
}

std::size_t Selection::place_text(const std::string& path) { return place_in(texts, path, std::identity()); }

}  // namespace invmon::record

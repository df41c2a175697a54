#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "record/yaml_reader.hpp"

namespace invmon::policy {

/// Reads a list of things that have a name of their own each: `read_one` makes one of a node. Fails through `yaml`; `what` is
/// what the list is called in messages.
template <class T, class ReadOne>
std::vector<T> read_named_list(record::YamlReader& yaml, const YAML::Node& node, std::string_view what, ReadOne read_one) {
  std::vector<T> list;
  if (yaml.failed()) return list;
  if (!node.IsSequence()) yaml.fail(node, fmt::format("{} must be a list", what));
  for (std::size_t i = 0; i < node.size() && !yaml.failed(); ++i) {
    T element = read_one(node[i]);
    const bool twice = std::ranges::find(list, element.name, &T::name) != list.end();
    if (twice) yaml.fail(node[i], fmt::format("'{}' stands here twice", element.name), "give each a name of its own");
    list.push_back(std::move(element));
  }
  return list;
}

}  // namespace invmon::policy

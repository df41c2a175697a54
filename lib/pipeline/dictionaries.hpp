#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "window/key_dictionary.hpp"

namespace invmon::pipeline {

/// The numbers of all keys, shared by the threads of a run.
struct Dictionaries {
  Dictionaries(std::size_t dimension_count, std::size_t feed_count, std::size_t limit) : errors(limit) {
    for (std::size_t i = 0; i < dimension_count; ++i) dimensions.emplace_back(limit);
    for (std::size_t i = 0; i < feed_count; ++i) feeds.emplace_back(limit);
  }

  /// Of a feed's groups. `dimension`: the one of the report that they are the groups of, if any.
  window::KeyDictionary& of_feed(std::size_t feed, std::optional<std::size_t> dimension) {
    return dimension ? dimensions[*dimension] : feeds[feed];
  }

  std::deque<window::KeyDictionary> dimensions;  ///< a deque: a dictionary can't be moved
  std::deque<window::KeyDictionary> feeds;       ///< of the groups of rules and SLOs
  window::KeyDictionary errors;                  ///< error codes
};

}  // namespace invmon::pipeline

#pragma once

#include <deque>

#include "window/key_dictionary.hpp"

namespace invmon::pipeline {

/// The numbers of all keys, shared by the threads of a run.
struct Dictionaries {
  Dictionaries(std::size_t dimension_count, std::size_t feed_count, std::size_t limit) : errors(limit) {
    for (std::size_t i = 0; i < dimension_count; ++i) dimensions.emplace_back(limit);
    for (std::size_t i = 0; i < feed_count; ++i) feeds.emplace_back(limit);
  }

  std::deque<window::KeyDictionary> dimensions;  ///< a deque: a dictionary can't be moved
  std::deque<window::KeyDictionary> feeds;       ///< of the groups of rules and SLOs
  window::KeyDictionary errors;                  ///< error codes
};

}  // namespace invmon::pipeline

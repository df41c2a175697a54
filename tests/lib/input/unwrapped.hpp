#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "input/unwrap.hpp"

namespace invmon::input {

inline constexpr std::size_t kLongest = 1024 * 1024;

/// What becomes of a text that comes in pieces.
inline std::string unwrapped(std::string_view text, std::size_t max_line = kLongest, std::size_t piece = std::string_view::npos) {
  Unwrapper unwrapper(max_line);
  std::string out;
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) unwrapper.add(text.substr(0, piece), out);
  unwrapper.finish(out);
  return out;
}

inline void check_unchanged(const std::string& text) {
  CAPTURE(text);
  CHECK(unwrapped(text) == text);
}

}  // namespace invmon::input

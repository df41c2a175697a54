#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/value.hpp"

namespace invmon::record {

/// The paths that are wanted of a line, each with a slot. A reader fills one Value a slot; the compiled profile and expressions
/// know fields by their slots alone.
///
/// A path descends at dots (`request.uri`); where an object has no such member, the rest of the path is tried as one key
/// (`id.orig_h`), and a member found by descending is preferred.
class Layout {
 public:
  /// The slot of a path; a new one if the path is new.
  std::size_t slot(std::string_view path);

  const std::vector<std::string>& paths() const { return paths_; }

 private:
  std::vector<std::string> paths_;
};

/// The values of one line, by slot.
using Values = std::span<const Value>;

}  // namespace invmon::record

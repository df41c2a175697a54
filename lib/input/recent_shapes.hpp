#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "input/line_shape.hpp"

namespace invmon::input {

/// The shapes that lines of a log had lately, and when it pays to learn another one.
template <std::derived_from<LineShape> Shape>
class RecentShapes {
 public:
  /// Calls fits(shape) until one does, the one that fitted last first.
  template <class Fits>
  bool find(Fits fits) {
    for (std::size_t i = 0; i < shapes_.size(); ++i) {
      if (!fits(shapes_[i])) continue;
      if (i > 0) std::swap(shapes_[i], shapes_[i - 1]);
      return true;
    }
    return false;
  }

  /// Of a line that fitted none: whether to learn from it. A log without repeating shapes is not learnt from for long: each shape
  /// in vain doubles the lines until the next one.
  bool is_lesson() {
    if (++unknown_ < next_lesson_) return false;
    unknown_ = 0;
    next_lesson_ = std::min(2 * next_lesson_, kMaxLessonDistance);
    return true;
  }

  /// Adds a shape unless it is there.
  void add(Shape shape) {
    if (std::ranges::any_of(shapes_, [&](const Shape& known) { return known.same_as(shape); })) return;
    if (shapes_.size() == kMaxShapes) shapes_.pop_back();
    shapes_.push_back(std::move(shape));
  }

  void clear() { shapes_.clear(); }

 private:
  static constexpr std::size_t kMaxShapes = 8;
  static constexpr std::uint64_t kMaxLessonDistance = 1024;  ///< lines

  std::vector<Shape> shapes_;
  std::uint64_t unknown_ = 0;  ///< lines that fitted no shape since the last one was learnt
  std::uint64_t next_lesson_ = 1;
};

}  // namespace invmon::input

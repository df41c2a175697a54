#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "input/line_shape.hpp"

namespace invmon::input {

/// A shape of lines in which some texts hardly ever change, as the level and the event's name: they are found by themselves, are
/// compared together with what stands around them from then on, and their values have numbers. Other texts still fit.
class SteadyShape : public LineShape {
 public:
  explicit SteadyShape(LineShape shape) : LineShape(std::move(shape)) {}

  const char* match(const char* begin, const char* end) {
    if (!steady_) return match_any(begin, end);
    const char* const at = steady_->match(begin, end);
    steady_matched_ = at != nullptr;
    if (!steady_matched_) return match_any(begin, end);
    trust_ = std::min(trust_ + 1, kMostTrust);
    return at;
  }

  record::Values values() const { return (steady_matched_ ? *steady_ : *this).LineShape::values(); }

 private:
  static constexpr int kWatched = 32;      ///< lines in which a text that stays the same is taken to be steady
  static constexpr int kMostTrust = 256;   ///< in lines that had all steady texts
  static constexpr int kLostByChange = 8;  ///< by a line that has not

  struct SteadyText {
    std::string text;
    std::uint32_t number = 0;
  };

  const char* match_any(const char* begin, const char* end);
  /// Keeps those texts that a line has; all of the first line.
  void compare_texts(const char* begin, const char* end);
  void expect_texts();

  std::vector<std::optional<SteadyText>> texts_;  ///< by scalar; none where it changes, or is no text
  int watched_ = 0;
  std::optional<LineShape> steady_;  ///< of the lines that have all steady texts
  bool steady_matched_ = false;
  int trust_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace invmon::input

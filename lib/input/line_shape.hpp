#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "input/extract_plan.hpp"
#include "record/layout.hpp"

namespace invmon::input {

/// The shape of a line: its bytes with every scalar value left out. Lines of a log repeat a few shapes, and one that fits a known
/// shape can be read in one walk, without an index. A line that fits is one JSON object, and its values are what a JSON parser
/// would make of it; a line that does not fit may still be anything.
class LineShape {
 public:
  // Values may point into the literals.
  LineShape(const LineShape&) = delete;
  LineShape(LineShape&&) = default;
  LineShape& operator=(const LineShape&) = delete;
  LineShape& operator=(LineShape&&) = default;
  ~LineShape() = default;

  /// The shape of a line that is known to be one JSON object. nullopt for a line that is not worth it: very long, or with very
  /// many values.
  static std::optional<LineShape> learn(std::string_view line, const ExtractPlan& plan);

  /// Matches the text from `begin` on: on success returns where the line's object ends and sets the values. Strings with escapes
  /// or with bytes beyond ASCII, and numbers with exponents or many digits, don't fit. kPadding bytes after `end` must be
  /// readable.
  const char* match(const char* begin, const char* end);

  /// A scalar of a line; its text as it stands there, without the quotes of a string.
  struct Token {
    record::Value value;
    std::string_view text;
  };

  /// The same for every scalar, wanted by the plan or not: sets `tokens` in the line's order.
  const char* match(const char* begin, const char* end, std::vector<Token>& tokens) const;

  std::size_t scalars() const { return parts_.size(); }

  /// The shape of those lines of this one that hold the given texts, and plain ones they must be: one value for each scalar in
  /// the line's order, absent where any fits.
  LineShape with_texts(std::span<const record::Value> texts) const;

  bool same_as(const LineShape& other) const;

  /// Of the line matched last.
  record::Values values() const { return record::Values(values_).first(values_.size() - 1); }

 private:
  friend class ShapeLearner;

  LineShape() = default;

  static constexpr std::size_t kNoSlot = static_cast<std::size_t>(-1);

  /// What stands before a value, and where the value goes.
  struct Part {
    std::uint32_t begin = 0;  ///< in text_; the literal ends where the next one begins
    std::uint32_t size = 0;
    std::uint32_t first_bytes = 0;       ///< a bit for each of those that are compared first
    std::size_t slot = kNoSlot;          ///< that of values_ for unwanted values once the shape is learnt
    mutable std::size_t usual_size = 0;  ///< of the string that was matched last
  };

  Part add_literal(std::string_view literal);
  std::string_view literal(const Part& part) const { return std::string_view(text_).substr(part.begin, part.size); }
  bool stands_at(const char* at, const char* end, const Part& part) const;

  template <class Target, class Done>
  const char* walk(const char* begin, const char* end, Target target, Done done) const;

  std::string text_;  ///< all literals, and kPadding bytes: so long that it stays where it is when a shape moves
  std::vector<Part> parts_;
  Part tail_;
  std::vector<record::Value> values_;  ///< of the plan's slots, and one for all that are not wanted
};

}  // namespace invmon::input

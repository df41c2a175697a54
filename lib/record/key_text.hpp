#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "record/category_map.hpp"
#include "record/profile.hpp"

namespace re2 {
class RE2;
}

namespace invmon::record {

/// What a dimension makes of the text at its path: the part that its pattern finds, folded and put into a category. Not for use
/// from several threads; copies share the pattern.
class KeyText {
 public:
  /// What is wrong with a dimension's `match`; empty if nothing is.
  static std::string check_pattern(const std::string& pattern);

  /// Requires a pattern that check_pattern finds right.
  explicit KeyText(const DimensionField& field);

  /// Whether there is anything to do.
  static bool needed(const DimensionField& field) { return !field.match.empty() || field.fold_path || !field.map.empty(); }

  /// The key of a text; nullopt if the pattern does not match, or finds an empty text. The view lives until the next call.
  std::optional<std::string_view> key(std::string_view text);

 private:
  std::shared_ptr<const re2::RE2> pattern_;
  bool fold_path_;
  std::optional<CategoryMap> map_;
  std::string folded_;
};

/// The path of a URL or of a request's target, without query and fragment, with each segment that names one thing of many folded
/// to `{id}`: numbers, UUIDs, hexadecimal texts of at least 8 digits of which one is decimal, and texts of at least 20 letters
/// and digits that mix both. Written to `folded`.
void fold_url_path(std::string_view url, std::string& folded);

}  // namespace invmon::record

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "detect/field_summary.hpp"

namespace invmon::detect {

/// Surveys all fields of lines. At most kMaxFields paths are kept, those that sort first: like the rest of it they don't depend
/// on the order of lines or on how they were split. Not for use from several threads.
class FieldSurvey {
 public:
  static constexpr std::size_t kMaxFields = 1'000;

  /// Objects and arrays are looked into up to so many levels.
  static constexpr std::size_t kMaxDepth = 32;

  FieldSurvey();
  FieldSurvey(FieldSurvey&&) noexcept;
  FieldSurvey& operator=(FieldSurvey&&) noexcept;
  ~FieldSurvey();

  /// Adds a line with input::kPadding readable bytes behind it. Returns what is wrong with it as a JSON text (RFC 8259), in which
  /// case nothing is added; nullptr if nothing is. A text that is no object is right but has no fields.
  const char* add(std::string_view line);

  /// The same without adding the line.
  const char* check(std::string_view line);

  void merge(const FieldSurvey& other);

  /// Lines that were objects.
  std::uint64_t objects() const;

  /// Whether there were more paths than are kept.
  bool is_cut() const;

  /// By path.
  std::vector<const FieldSummary*> fields() const;

 private:
  class LineReader;
  struct KnownShape;
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace invmon::detect

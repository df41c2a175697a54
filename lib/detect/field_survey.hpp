#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detect/distinct_values.hpp"
#include "stats/exponential_histogram.hpp"

namespace invmon::detect {

enum class JsonType : std::uint8_t { null, boolean, integer, real, string, object, array };
inline constexpr std::size_t kJsonTypes = 7;
std::string_view name(JsonType type);

/// What stands at one path of lines.
struct FieldSummary {
  std::string path;         ///< members joined by dots; elements of an array are `[]`
  std::uint64_t lines = 0;  ///< that have it, and not as null
  std::array<std::uint64_t, kJsonTypes> types{};
  stats::ExponentialHistogram numbers;  ///< finite ones, and texts that are wholly a number
  DistinctValues values;                ///< of all but objects and arrays; strings without their quotes

  std::uint64_t count(JsonType type) const { return types[static_cast<std::size_t>(type)]; }
  std::uint64_t numeric() const { return count(JsonType::integer) + count(JsonType::real); }
};

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

  void merge(const FieldSurvey& other);

  /// Lines that were objects.
  std::uint64_t objects() const;

  /// Whether there were more paths than are kept.
  bool is_cut() const;

  /// By path.
  std::vector<const FieldSummary*> fields() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace invmon::detect

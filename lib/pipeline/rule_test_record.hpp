#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "record/profile.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::pipeline {

/// A JSON value that is put together path by path.
class Json {
 public:
  /// An object without members.
  Json() = default;

  /// A value that is no object, as JSON writes it.
  explicit Json(std::string text) : text_(std::move(text)) {}

  /// Sets what stands at a path, which descends at dots; what was there goes. A value on the way that is no object becomes one.
  void put(std::string_view path, Json value);

  std::string text() const;

 private:
  std::string text_;  ///< empty for an object
  std::vector<std::string> names_;
  std::vector<Json> members_;
};

/// What a YAML value is in JSON: numbers, true, false and null without quotes are what they look like, and other scalars texts.
/// The names in maps are paths.
Json to_json(record::YamlReader& yaml, const YAML::Node& node);

/// A time as a log with such a field has it, cut to milliseconds (in the common log format to seconds).
Json to_json(const record::TimeField& field, Nanos time);

}  // namespace invmon::pipeline

#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "record/layout.hpp"

namespace invmon::record {

using Fields = std::initializer_list<std::pair<std::string_view, Value>>;

inline Value text(std::string_view text) { return Value::of(text); }
inline Value whole(std::int64_t number) { return Value::of(number); }
inline Value real(double number) { return Value::of(number); }
inline Value flag(bool value) { return Value::of(value); }
inline Value composite() {
  Value value;
  value.kind = Value::Kind::composite;
  return value;
}

/// What a reader would fill in for a line with these fields.
inline std::vector<Value> line_values(const Layout& layout, Fields fields) {
  std::vector<Value> values(layout.paths().size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (const auto& [path, value] : fields) {
      if (path == layout.paths()[i]) values[i] = value;
    }
  }
  return values;
}

}  // namespace invmon::record

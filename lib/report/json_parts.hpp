#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

#include "base/json_writer.hpp"
#include "report/report.hpp"

namespace invmon::report {

inline constexpr std::size_t kJsonTop = 2;     ///< indent of a document's members
inline constexpr std::size_t kJsonNested = 4;  ///< of the elements of its long arrays

/// The members that all documents begin with: schema, generator, profile, input and range. The document's object is begun
/// already.
void write_json_head(JsonWriter& json, std::string_view schema, const Report& report);

/// An array with each element, an object whose members `write_element` writes, on a line of its own.
template <class Elements, class WriteElement>
void write_lines(JsonWriter& json, const Elements& elements, std::size_t indent, WriteElement write_element) {
  json.begin_array();
  for (const auto& element : elements) {
    json.new_line(indent);
    json.begin_object();
    write_element(element);
    json.end_object();
  }
  if (std::size(elements) > 0) json.new_line(indent - 2);
  json.end_array();
}

}  // namespace invmon::report

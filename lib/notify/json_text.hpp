#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "base/json_writer.hpp"
#include "policy/rule.hpp"

namespace invmon::notify {

/// The document that `write` makes with the JsonWriter that it is given, without a newline at the end.
template <class Write>
std::string json_text(Write write) {
  std::ostringstream out;
  JsonWriter json(out);
  write(json);
  json.flush();
  return std::move(out).str();
}

/// Labels or annotations as a member of the object that is being written.
void write_labels(JsonWriter& json, std::string_view key, const policy::Labels& labels);

}  // namespace invmon::notify

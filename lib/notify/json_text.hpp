#pragma once

#include <string>

#include "base/json_writer.hpp"

namespace invmon::notify {

/// The document that `write` makes with the JsonWriter that it is given, without a newline at the end.
template <class Write>
std::string json_text(Write write) {
  JsonWriter json;
  write(json);
  return json.take();
}

}  // namespace invmon::notify

#pragma once

#include <sstream>
#include <string>
#include <utility>

#include "base/json_writer.hpp"

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

}  // namespace invmon::notify

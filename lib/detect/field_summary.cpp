#include "detect/field_summary.hpp"

namespace invmon::detect {

std::string_view name(JsonType type) {
  static constexpr std::array<std::string_view, kJsonTypes> kNames = {"null",   "boolean", "integer", "real",
                                                                      "string", "object",  "array"};
  return kNames[static_cast<std::size_t>(type)];
}

bool is_composite(JsonType type) { return type == JsonType::object || type == JsonType::array; }

}  // namespace invmon::detect

#include "notify/json_text.hpp"

namespace invmon::notify {

void write_labels(JsonWriter& json, std::string_view key, const policy::Labels& labels) {
  json.begin_object(key);
  for (const auto& [name, value] : labels) {
    json.text_key(name);
    json.text(value);
  }
  json.end_object();
}

}  // namespace invmon::notify

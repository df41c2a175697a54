#include "report/labels.hpp"

#include <fmt/format.h>

#include "report/kpi_cells.hpp"

namespace invmon::report {

std::string show_labels(const policy::Labels& labels) {
  std::string out;
  for (const auto& [name, value] : labels) out += fmt::format("{}{}={}", out.empty() ? "" : " ", name, value);
  return out.empty() ? std::string(kMissing) : out;
}

void write_labels(JsonWriter& json, std::string_view key, const policy::Labels& labels) {
  json.begin_object(key);
  for (const auto& [label, value] : labels) {
    json.text_key(label);
    json.text(value);
  }
  json.end_object();
}

}  // namespace invmon::report

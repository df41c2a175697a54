#pragma once

#include <string>
#include <string_view>

#include "base/json_writer.hpp"
#include "policy/rule.hpp"

namespace invmon::report {

/// "priority=P2 warehouse=WH-03", "-" without labels.
std::string show_labels(const policy::Labels& labels);

/// An object of texts behind a key.
void write_labels(JsonWriter& json, std::string_view key, const policy::Labels& labels);

}  // namespace invmon::report

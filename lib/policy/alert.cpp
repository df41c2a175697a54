#include "policy/alert.hpp"

#include <fmt/format.h>

#include <string>

#include "base/hash.hpp"

namespace invmon::policy {

Labels full_labels(const Alert& alert) {
  Labels labels = alert.labels;
  labels.insert_or_assign("alertname", alert.alert);
  std::erase_if(labels, [](const auto& label) { return label.second.empty(); });
  return labels;
}

std::string fingerprint(const Labels& labels) {
  std::string bytes;
  for (const auto& [name, value] : labels) bytes.append(name).append(1, '\xFF').append(value).append(1, '\xFF');
  return fmt::format("{:016x}", fnv1a(bytes));
}

}  // namespace invmon::policy

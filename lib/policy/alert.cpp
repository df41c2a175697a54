#include "policy/alert.hpp"

#include <fmt/format.h>

#include <string_view>

namespace invmon::policy {

Labels full_labels(const Alert& alert) {
  Labels labels = alert.labels;
  labels.insert_or_assign("alertname", alert.alert);
  std::erase_if(labels, [](const auto& label) { return label.second.empty(); });
  return labels;
}

std::string fingerprint(const Labels& labels) {
  constexpr std::uint64_t kOffset = 14695981039346656037U;
  constexpr std::uint64_t kPrime = 1099511628211U;
  std::uint64_t hash = kOffset;
  const auto add = [&](unsigned char byte) { hash = (hash ^ byte) * kPrime; };
  const auto add_text = [&](std::string_view text) {
    for (const char c : text) add(static_cast<unsigned char>(c));
    add(0xFF);
  };
  for (const auto& [name, value] : labels) {
    add_text(name);
    add_text(value);
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace invmon::policy

#include "notify/describe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <vector>

#include "policy/template.hpp"

namespace invmon::notify {
namespace {

using Meaning = std::tuple<std::string_view, std::string_view, Severity>;
constexpr std::array<Meaning, 11> kMeanings = {{{"severity", "critical", Severity::critical},
                                                {"severity", "page", Severity::critical},
                                                {"severity", "error", Severity::error},
                                                {"severity", "warning", Severity::warning},
                                                {"severity", "ticket", Severity::warning},
                                                {"severity", "info", Severity::info},
                                                {"priority", "P0", Severity::critical},
                                                {"priority", "P1", Severity::critical},
                                                {"priority", "P2", Severity::warning},
                                                {"priority", "P3", Severity::warning},
                                                {"priority", "P4", Severity::info}}};

}  // namespace

Severity severity_of(const policy::Labels& labels) {
  std::optional<Severity> worst;
  for (const auto& [name, value, severity] : kMeanings) {
    const auto label = labels.find(std::string(name));
    if (label != labels.end() && label->second == value) worst = std::max(worst.value_or(severity), severity);
  }
  return worst.value_or(Severity::warning);
}

bool has_summary(const policy::Alert& alert) {
  const auto summary = alert.annotations.find("summary");
  return summary != alert.annotations.end() && !summary->second.empty();
}

std::string summary_of(const policy::Alert& alert) {
  if (has_summary(alert)) return alert.annotations.at("summary");
  std::vector<std::string> labels;
  for (const auto& [name, value] : alert.labels) labels.push_back(fmt::format("{}={}", name, value));
  return labels.empty() ? alert.alert : fmt::format("{} ({})", alert.alert, fmt::join(labels, ", "));
}

std::string value_text(const policy::Alert& alert) {
  return alert.value ? policy::expand("{{ value }}", {}, alert.value, alert.unit) : "";
}

policy::Labels annotations_of(const policy::Alert& alert) {
  policy::Labels annotations = alert.annotations;
  if (!alert.response.empty()) annotations.emplace("response", alert.response);
  return annotations;
}

std::string_view as_it_is(const Utf8Char& character) { return character.bytes; }

std::string fit(std::string_view text, std::size_t limit, Spelling spelling) {
  constexpr char32_t kBasicPlaneEnd = 0x10000;
  std::string out;
  std::size_t length = 0;
  std::size_t before_ellipsis = 0;
  while (!text.empty()) {
    const Utf8Char character = take_utf8(text);
    const std::string_view written = spelling(character);
    length += character.code < 0x80 ? written.size() : character.code < kBasicPlaneEnd ? 1 : 2;
    if (length > limit) return out.substr(0, before_ellipsis) + "…";
    out += written;
    if (length < limit) before_ellipsis = out.size();
  }
  return out;
}

}  // namespace invmon::notify

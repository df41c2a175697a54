#include "report/labels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/kpi_cells.hpp"

namespace invmon::report {
namespace {

/// The values of a rule's labels which others of the same name have not.
std::vector<std::string> own_values(std::span<const policy::Rule> rules, std::size_t rule) {
  std::vector<std::string> values;
  for (const auto& label : rules[rule].labels) {
    const auto differs = [&](const policy::Rule& other) {
      const auto theirs = other.labels.find(label.first);
      return other.alert == rules[rule].alert && (theirs == other.labels.end() || theirs->second != label.second);
    };
    if (std::ranges::any_of(rules, differs)) values.push_back(label.second);
  }
  return values;
}

}  // namespace

std::string with_details(const std::string& name, const std::vector<std::string>& details) {
  return details.empty() ? name : fmt::format("{} ({})", name, fmt::join(details, ", "));
}

std::string show_labels(const policy::Labels& labels) {
  std::string out;
  for (const auto& [name, value] : labels) out += fmt::format("{}{}={}", out.empty() ? "" : " ", name, value);
  return out.empty() ? std::string(kMissing) : out;
}

std::string distinct_name(std::span<const policy::Rule> rules, std::size_t rule) {
  return with_details(rules[rule].alert, own_values(rules, rule));
}

std::string distinct_name(std::span<const policy::Rule> rules, const policy::Alert& alert) {
  std::vector<std::string> values = own_values(rules, alert.rule);
  for (const std::string& dimension : rules[alert.rule].by) values.push_back(alert.labels.at(dimension));
  return with_details(alert.alert, values);
}

}  // namespace invmon::report

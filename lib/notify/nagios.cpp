#include "notify/nagios.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "base/units.hpp"
#include "notify/describe.hpp"

namespace invmon::notify {
namespace {

using policy::Alert;

constexpr std::size_t kNamed =
    5;  ///< alerts that the text names: old versions of Nagios cut long lines, and the values with them

bool is_critical(const Alert* alert) { return severity_of(alert->labels) == Severity::critical; }

/// Those that fire and that nobody asked to keep quiet, the critical ones first.
std::vector<const Alert*> firing_alerts(std::span<const Alert> alerts) {
  std::vector<const Alert*> firing;
  for (const Alert& alert : alerts) {
    if (alert.state == policy::AlertState::firing && !alert.silenced && !alert.inhibited) firing.push_back(&alert);
  }
  std::stable_partition(firing.begin(), firing.end(), is_critical);
  return firing;
}

/// Text in which a bar does not begin the values, nor a line break the long output.
std::string plugin_text(std::string_view text) {
  std::string out = escape_terminal(text);
  std::replace(out.begin(), out.end(), '|', '/');
  return out;
}

/// The name and labels, without the characters that a label of values must not have.
std::string perfdata_label(const Alert& alert) {
  std::vector<std::string> labels;
  for (const auto& [name, value] : alert.labels) labels.push_back(fmt::format("{}:{}", name, value));
  std::string label = plugin_text(labels.empty() ? alert.alert : fmt::format("{}{{{}}}", alert.alert, fmt::join(labels, ",")));
  std::replace(label.begin(), label.end(), '=', ':');
  std::replace(label.begin(), label.end(), '\'', '`');
  return label;
}

std::string perfdata(const std::vector<const Alert*>& firing) {
  std::string out;
  for (const Alert* alert : firing) {
    if (!alert->value || !std::isfinite(*alert->value)) continue;
    out += fmt::format("{}'{}'=", out.empty() ? " | " : " ", perfdata_label(*alert));
    append_number(out, *alert->value);
    if (alert->unit == kpi::Unit::seconds) out += 's';
  }
  return out;
}

/// Whoever wrote a summary has said there what matters; a name alone wants its value.
std::string described(const Alert& alert) {
  const std::string value = has_summary(alert) ? "" : value_text(alert);
  return summary_of(alert) + (value.empty() ? "" : ": " + value);
}

std::string spoken(const std::vector<const Alert*>& firing) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(firing.size(), kNamed); ++i) {
    names.push_back(described(*firing[i]));
  }
  if (firing.size() > kNamed) names.push_back(fmt::format("and {} more", firing.size() - kNamed));
  return plugin_text(
      fmt::format("{} {} firing: {}", firing.size(), firing.size() == 1 ? "alert" : "alerts", fmt::join(names, "; ")));
}

}  // namespace

PluginResult nagios(std::span<const Alert> alerts) {
  const auto firing = firing_alerts(alerts);
  if (firing.empty()) return {"INVMON OK - no alert is firing", 0};
  const bool critical = is_critical(firing.front());
  return {fmt::format("INVMON {} - {}{}", critical ? "CRITICAL" : "WARNING", spoken(firing), perfdata(firing)), critical ? 2 : 1};
}

}  // namespace invmon::notify

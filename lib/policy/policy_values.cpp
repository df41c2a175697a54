#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "base/units.hpp"
#include "policy/condition_quantity.hpp"
#include "policy/section_readers.hpp"
#include "record/record.hpp"

namespace invmon::policy {
namespace {

using record::YamlReader;
using std::string_view;

constexpr std::array<std::pair<string_view, NoData>, 3> kNoData = {
    {{"ok", NoData::ok}, {"breach", NoData::breach}, {"hold", NoData::hold}}};

/// The number of "3 checks".
std::optional<std::uint64_t> parse_checks(string_view text) {
  const auto number = text.substr(0, text.find(' '));
  const auto unit = text.substr(number.size());
  std::uint64_t checks = 0;
  const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), checks);
  const bool whole = error == std::errc() && stop == number.data() + number.size() && checks > 0;
  return whole && (unit == " checks" || unit == " check") ? std::optional(checks) : std::nullopt;
}

}  // namespace

std::string required_text(YamlReader& yaml, const YAML::Node& map, const char* key, string_view what) {
  const auto text = yaml.text(map[key], key);
  if (!text) yaml.fail(map, fmt::format("{} has no {}", what, key));
  return text.value_or("");
}

bool read_flag(YamlReader& yaml, const YAML::Node& node, string_view what) {
  const auto text = yaml.text(node, what);
  if (text && *text != "true" && *text != "false") yaml.fail(node, fmt::format("{} must be true or false", what));
  return text == "true";
}

Nanos read_span(YamlReader& yaml, const YAML::Node& node, string_view what, Nanos least) {
  const auto text = yaml.text(node, what);
  if (!text) return 0;
  const auto span = parse_span(*text);
  if (!span) {
    yaml.fail(node, fmt::format("not a span of time: '{}'", *text), "write it like 30s, 5m, 1h30m or 30d");
  } else if (*span < least) {
    yaml.fail(node, fmt::format("{} must be at least {}", what, format_span(least)));
  }
  return span.value_or(0);
}

Nanos read_whole_seconds(YamlReader& yaml, const YAML::Node& node, string_view what) {
  const Nanos span = read_span(yaml, node, what, kSecond);
  if (span % kSecond != 0) yaml.fail(node, fmt::format("{} must be a whole number of seconds", what));
  return span;
}

std::optional<Nanos> read_time(YamlReader& yaml, const YAML::Node& node, string_view what) {
  const auto text = yaml.text(node, what);
  const auto time = text ? parse_rfc3339(*text) : std::nullopt;
  if (text && !time) yaml.fail(node, fmt::format("not a time: '{}'", *text), "write it like 2025-02-08T22:00:00Z");
  return time;
}

Labels read_labels(YamlReader& yaml, const YAML::Node& node, string_view what) {
  Labels labels;
  if (yaml.failed() || !node.IsDefined()) return labels;
  if (!node.IsMap()) yaml.fail(node, fmt::format("{} must be a map from names to texts", what));
  for (const auto& entry : node) {
    if (yaml.failed()) break;
    const auto name = yaml.text(entry.first, fmt::format("a name in {}", what)).value_or("");
    const auto value = yaml.text(entry.second, fmt::format("'{}' in {}", name, what)).value_or("");
    if (!labels.emplace(name, value).second) yaml.fail(entry.first, fmt::format("'{}' stands here twice", name));
  }
  return labels;
}

std::vector<std::string> read_names(YamlReader& yaml, const YAML::Node& node, string_view what) {
  std::vector<std::string> names;
  if (yaml.failed() || !node.IsDefined()) return names;
  if (!node.IsSequence()) {
    yaml.fail(node, fmt::format("{} must be a list", what));
    return names;
  }
  for (const auto& item : node) {
    const auto name = yaml.text(item, fmt::format("an entry of {}", what)).value_or("");
    if (std::ranges::find(names, name) != names.end()) yaml.fail(item, fmt::format("'{}' stands here twice", name));
    names.push_back(name);
  }
  return names;
}

Hold read_hold(YamlReader& yaml, const YAML::Node& node, string_view what) {
  const auto text = yaml.text(node, what);
  if (!text) return {};
  if (const auto checks = parse_checks(*text)) return {0, *checks};
  const auto span = parse_span(*text);
  if (!span || *span < 0) yaml.fail(node, fmt::format("{} is no '{}'", what, *text), "write a span such as 10m, or '3 checks'");
  return {span.value_or(0), 0};
}

NoData read_no_data(YamlReader& yaml, const YAML::Node& node) {
  const auto text = yaml.text(node, "no_data");
  if (!text) return NoData::ok;
  const auto* const known = std::ranges::find(kNoData, *text, [](const auto& entry) { return entry.first; });
  if (known != kNoData.end()) return known->second;
  yaml.fail(node, fmt::format("unknown no_data '{}'", *text), "ok, breach and hold are known");
  return NoData::ok;
}

double read_ratio(YamlReader& yaml, const YAML::Node& node, string_view what) {
  const auto text = yaml.text(node, what);
  if (!text) return 0;
  const auto amount = parse_amount(*text);
  const bool ratio = amount && amount->quantity != Quantity::seconds && amount->value > 0 && amount->value < 1;
  if (!ratio) yaml.fail(node, fmt::format("{} must lie between 0% and 100%, not '{}'", what, *text), "write it like 99.5%");
  return ratio ? amount->value : 0;
}

std::optional<std::uint64_t> read_events(YamlReader& yaml, const YAML::Node& node, string_view what) {
  if (!yaml.failed() && node.IsDefined() && node.IsScalar() && node.Scalar() == "0") return 0;
  return yaml.natural(node, what);
}

std::vector<std::string> read_by(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile) {
  auto names = read_names(yaml, node, "by");
  std::vector<std::string> known;
  for (const auto& dimension : profile.dimensions) known.push_back(dimension.name);
  for (std::size_t i = 0; i < names.size() && !yaml.failed(); ++i) {
    if (std::ranges::find(known, names[i]) != known.end()) continue;
    const auto all = known.empty() ? "the profile has no dimensions" : fmt::format("dimensions: {}", fmt::join(known, ", "));
    yaml.fail(node[i], fmt::format("unknown dimension '{}'", names[i]), did_you_mean(names[i], known, all));
  }
  if (names.size() > record::kMaxDimensions) yaml.fail(node, fmt::format("more than {} dimensions", record::kMaxDimensions));
  return names;
}

std::optional<Condition> read_condition(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile) {
  const auto text = yaml.text(node, "when");
  if (!text) return std::nullopt;
  auto condition = Condition::parse(*text, gauge_names(profile), yaml.expression_place(node, "condition"));
  if (condition) return *std::move(condition);
  yaml.fail(condition.error());
  return std::nullopt;
}

std::vector<std::string> gauge_names(const record::Profile& profile) {
  std::vector<std::string> names;
  for (const auto& gauge : profile.gauges) names.push_back(gauge.name);
  return names;
}

}  // namespace invmon::policy

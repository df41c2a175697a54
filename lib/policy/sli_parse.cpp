#include "policy/sli_parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/units.hpp"
#include "policy/condition_quantity.hpp"
#include "policy/section_readers.hpp"

namespace invmon::policy {
namespace {

using record::YamlReader;
using std::string_view;

constexpr std::array<std::pair<string_view, Sli::Kind>, 5> kKinds = {{{"good", Sli::Kind::success},
                                                                      {"share_within", Sli::Kind::share_within},
                                                                      {"freshness", Sli::Kind::freshness},
                                                                      {"uptime", Sli::Kind::uptime},
                                                                      {"when", Sli::Kind::condition}}};
constexpr string_view kAtLeast = "at_least";
constexpr string_view kExample = "write {good: success}, {share_within: 300ms} or, with per, {p95: 300ms}";

/// The quantile of a name such as p95 or p99.9, if it is one; p999 is p99.9 as everywhere.
/// The keys that a node may have: those of indicators, and of quantiles those that it has.
std::vector<string_view> known_keys(const YAML::Node& node) {
  std::vector<string_view> keys;
  for (const auto& kind : kKinds) keys.push_back(kind.first);
  keys.push_back(kAtLeast);
  for (const auto& entry : node) {
    if (entry.first.IsScalar() && quantile_of(entry.first.Scalar())) keys.push_back(entry.first.Scalar());
  }
  return keys;
}

/// The one key that says what is measured; empty if there is none or several.
std::string indicator_of(YamlReader& yaml, const YAML::Node& node) {
  if (!node.IsMap()) {
    yaml.fail(node, "sli must be a map", std::string(kExample));
    return "";
  }
  if (!yaml.check_map(node, "sli", known_keys(node))) return "";
  std::vector<std::string> indicators;
  for (const auto& entry : node) {
    if (entry.first.Scalar() != kAtLeast) indicators.push_back(entry.first.Scalar());
  }
  if (indicators.size() == 1) return indicators.front();
  yaml.fail(node, indicators.empty() ? "sli says nothing to measure" : "sli measures more than one thing", std::string(kExample));
  return "";
}

double read_seconds(YamlReader& yaml, const YAML::Node& node, string_view what) {
  return static_cast<double>(read_span(yaml, node, what, 1)) / kSecond;
}

/// "5m checks".
Nanos read_checks(YamlReader& yaml, const YAML::Node& node) {
  const auto text = yaml.text(node, "uptime");
  if (!text) return 0;
  constexpr string_view kUnit = " checks";
  const auto span = text->ends_with(kUnit) ? parse_span(text->substr(0, text->size() - kUnit.size())) : std::nullopt;
  if (span && *span >= kSecond && *span % kSecond == 0) return *span;
  yaml.fail(node, fmt::format("'{}' are no checks", *text), "write it like '5m checks', in whole seconds");
  return 0;
}

/// A ratio that may be 100 %.
double read_at_least(YamlReader& yaml, const YAML::Node& node) {
  const auto text = yaml.text(node, kAtLeast);
  return text == "100%" || text == "1" ? 1 : read_ratio(yaml, node, kAtLeast);
}

void read_condition_of_slice(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile, Sli& sli) {
  sli.when = read_condition(yaml, node, profile);
  if (!sli.when) return;
  if (sli.when->uses_baseline()) yaml.fail(node, "the condition of a timeslice has no baseline");
  if (std::ranges::any_of(sli.when->measures(), [](const Measure& measure) { return measure.window.has_value(); })) {
    yaml.fail(node, "the condition of a timeslice has no other window", "leave out the brackets");
  }
}

void read_goal(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile, Slo& slo) {
  Sli& sli = slo.sli;
  switch (sli.kind) {
    case Sli::Kind::success:
      if (yaml.text(node, "good").value_or("success") != "success")
        yaml.fail(node, "only success can be good", "write {good: success}");
      break;
    case Sli::Kind::share_within:
      sli.within = read_seconds(yaml, node, "share_within");
      break;
    case Sli::Kind::quantile:
      sli.within = read_seconds(yaml, node, "the quantile");
      break;
    case Sli::Kind::freshness:
      sli.within = read_seconds(yaml, node, "freshness");
      break;
    case Sli::Kind::uptime:
      slo.slice = read_checks(yaml, node);
      break;
    case Sli::Kind::condition:
      read_condition_of_slice(yaml, node, profile, sli);
      break;
  }
}

/// Timeslices and the share that makes one good belong together, but for indicators that are a verdict of their own.
void check_slices(YamlReader& yaml, const YAML::Node& slo, const Sli& sli, const std::string& indicator) {
  const bool share = sli.kind == Sli::Kind::success || sli.kind == Sli::Kind::share_within;
  const bool sliced = slo["per"].IsDefined();
  if (sli.at_least && !share) {
    yaml.fail(slo["sli"][std::string(kAtLeast)], fmt::format("{} takes no at_least", indicator));
  } else if (sli.at_least && !sliced) {
    yaml.fail(slo["sli"][std::string(kAtLeast)], "at_least judges timeslices, and there are none", "add 'per: 1h'");
  } else if (share && sliced && !sli.at_least) {
    yaml.fail(slo["sli"], "nothing says which share makes a timeslice good", "add 'at_least: 99%'");
  } else if (!share && !sliced && sli.kind != Sli::Kind::uptime) {
    yaml.fail(slo["sli"], fmt::format("{} can be judged by timeslice only", indicator), "add 'per: 1h'");
  }
}

}  // namespace

void read_sli(YamlReader& yaml, const YAML::Node& node, const record::Profile& profile, Slo& slo) {
  if (yaml.failed()) return;
  const auto sli = node["sli"];
  if (!sli.IsDefined()) return yaml.fail(node, fmt::format("SLO '{}' has no sli", slo.name), std::string(kExample));
  const std::string indicator = indicator_of(yaml, sli);
  if (yaml.failed()) return;
  const auto* const kind = std::ranges::find(kKinds, indicator, [](const auto& entry) { return entry.first; });
  slo.sli.kind = kind == kKinds.end() ? Sli::Kind::quantile : kind->second;
  slo.sli.quantile = quantile_of(indicator).value_or(0);
  read_goal(yaml, sli[indicator], profile, slo);
  const auto at_least = sli[std::string(kAtLeast)];
  if (at_least.IsDefined()) slo.sli.at_least = read_at_least(yaml, at_least);
  if (!yaml.failed()) check_slices(yaml, node, slo.sli, indicator);
}

std::uint64_t default_min_events(const Sli& sli) {
  return sli.kind == Sli::Kind::freshness || sli.kind == Sli::Kind::condition ? 0 : 1;
}

}  // namespace invmon::policy

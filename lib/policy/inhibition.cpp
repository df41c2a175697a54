#include "policy/inhibition.hpp"

#include <limits>
#include <utility>

namespace invmon::policy {
namespace {

std::vector<std::string> values_of(const Labels& labels, const std::vector<std::string>& names) {
  std::vector<std::string> values;
  for (const std::string& name : names) values.emplace_back(value_of(labels, name));
  return values;
}

}  // namespace

Range firing_span(const Alert& alert) { return {*alert.starts_at, alert.ends_at.value_or(std::numeric_limits<Nanos>::max())}; }

Inhibition::Inhibition(std::span<const Alert> alerts, std::span<const Labels> labels, std::span<const InhibitRule> rules) {
  for (const InhibitRule& rule : rules) {
    Sources sources{&rule, {}, {}};
    for (std::size_t i = 0; i < alerts.size(); ++i) {
      if (!alerts[i].starts_at || !all_match(rule.source, labels[i])) continue;
      const Values values = values_of(labels[i], rule.equal);
      sources.all[values].push_back(firing_span(alerts[i]));
      if (!all_match(rule.target, labels[i])) sources.one_sided[values].push_back(firing_span(alerts[i]));
    }
    for (auto* map : {&sources.all, &sources.one_sided}) {
      for (auto& [values, spans] : *map) spans = merged(std::move(spans));
    }
    sources_.push_back(std::move(sources));
  }
}

Mutes Inhibition::of(const Labels& labels) const {
  Mutes mutes;
  for (const Sources& sources : sources_) {
    if (!all_match(sources.rule->target, labels)) continue;
    const auto& map = all_match(sources.rule->source, labels) ? sources.one_sided : sources.all;
    const auto found = map.find(values_of(labels, sources.rule->equal));
    if (found != map.end()) mutes.add(found->second);
  }
  return mutes;
}

}  // namespace invmon::policy

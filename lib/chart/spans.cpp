#include "chart/spans.hpp"

#include <map>

#include "chart/label.hpp"

namespace invmon::chart {

std::vector<Span> alert_spans(std::span<const policy::Alert> alerts, std::span<const policy::Rule> rules, Nanos end) {
  std::map<std::string, std::vector<policy::Range>> by_name;
  for (const auto& alert : alerts) {
    if (alert.starts_at && rules[alert.rule].slo.empty())
      by_name[alert.alert].push_back({*alert.starts_at, alert.ends_at.value_or(end)});
  }
  std::vector<Span> spans;
  for (auto& [name, ranges] : by_name) {
    for (const auto& [from, to] : policy::merged(std::move(ranges))) {
      spans.push_back({from, to, show_label(name), Span::Kind::alert});
    }
  }
  return spans;
}

std::string_view name(Span::Kind kind) {
  switch (kind) {
    case Span::Kind::incident:
      return "incident";
    case Span::Kind::alert:
      return "alert";
    case Span::Kind::maintenance:
      break;
  }
  return "maintenance";
}

std::vector<Span> incident_spans(std::span<const policy::KnownIncident> incidents) {
  std::vector<Span> spans;
  for (const auto& incident : incidents) {
    spans.push_back({incident.from, incident.to, show_label(incident.name), Span::Kind::incident});
  }
  return spans;
}

std::vector<Span> maintenance_spans(std::span<const policy::Silence> silences, policy::Range range) {
  std::vector<Span> spans;
  for (const auto& silence : silences) {
    if (!silence.exclude_from_slos) continue;
    const auto name = silence.comment.empty() ? std::string("maintenance") : show_label(silence.comment);
    for (const auto& [from, to] : policy::spans_of(silence, range)) {
      spans.push_back({from, to, name, Span::Kind::maintenance});
    }
  }
  return spans;
}

}  // namespace invmon::chart

#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "chart/time_figure.hpp"
#include "policy/alert.hpp"
#include "policy/incident_labels.hpp"
#include "policy/silence.hpp"

namespace invmon::chart {

/// Alerts that fired, those of one name that overlap taken together. Those on an SLO's burn rate are left out: their windows make
/// them last for hours after what caused them. `rules`: which the alerts are of. `end`: until when the ones that still fire are
/// drawn.
std::vector<Span> alert_spans(std::span<const policy::Alert> alerts, std::span<const policy::Rule> rules, Nanos end);

/// "incident", "alert" or "maintenance".
std::string_view name(Span::Kind kind);

std::vector<Span> incident_spans(std::span<const policy::KnownIncident> incidents);

/// When silences that keep records out of SLOs held, by their comments.
std::vector<Span> maintenance_spans(std::span<const policy::Silence> silences, policy::Range range);

}  // namespace invmon::chart

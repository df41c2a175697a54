#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "policy/slo.hpp"
#include "record/profile.hpp"

namespace invmon::policy {

/// OpenSLO v1, as far as a log can answer it; docs/slo.md says how. What OpenSLO leaves to the source of a metric stands in the
/// `spec` of a metricSource of the type `invmon`.

/// The SLOs of a YAML text of one or several documents, one for each of their objectives. `name` stands before line and column in
/// errors, which name the document and the field that a log can't answer.
Result<std::vector<Slo>> import_openslo(std::string_view yaml, std::string_view name, const record::Profile& profile);

/// A YAML document for each SLO, which import_openslo reads back to equal SLOs. Error: lengths that are no whole minutes, for
/// which OpenSLO has no unit.
Result<std::string> export_openslo(std::span<const Slo> slos);

}  // namespace invmon::policy

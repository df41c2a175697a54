#pragma once

#include <vector>

#include "policy/slo.hpp"

namespace invmon::policy {

/// The rows of Google's SRE workbook (and Sloth's of a day) for a period: each spends a fixed part of its budget in the long
/// window, so that burn = part x period / window: 14.4, 6, 3 and 1 at 30 d. Without rows whose window is longer than the period.
std::vector<BurnRow> sre_rows(Nanos period);

/// Pyrra's rows, which burn 14, 7, 2 and 1 at 28 d, for a period in the same way.
std::vector<BurnRow> pyrra_rows(Nanos period);

}  // namespace invmon::policy

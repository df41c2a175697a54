#pragma once

#include <string>
#include <vector>

#include "report/display.hpp"
#include "report/slo_report.hpp"

namespace invmon::report {

/// What the formats for people show of SLOs, in words. All text is still as it came from the log.

/// "MET", "MISSED" or "UNKNOWN".
std::string verdict_word(const policy::SloResult& slo);

/// "availability (warehouse=WH-01)".
std::string slo_title(const policy::SloResult& slo);

/// "1 of 3 SLOs missed, 1 without a verdict."
std::string slo_summary(const SloReport& slos);

/// The accounts to show, missed ones first, then those without a verdict; at most so many.
std::vector<const policy::SloResult*> slos_to_show(const SloReport& slos);
inline constexpr std::size_t kSlosShown = 20;

/// A line for each of them.
Table slo_table(const std::vector<const policy::SloResult*>& slos, std::size_t left_out);

/// The numbers of one account.
std::vector<Fact> slo_facts(const Report& report, const policy::SloResult& slo);

/// Its worst timeslices or hours; without rows if none is bad.
Table worst_slices_table(const Report& report, const policy::SloResult& slo);

}  // namespace invmon::report

#pragma once

#include <string>
#include <vector>

namespace invmon::policy {

/// The gauges of the profile that conditions in tests speak about.
inline const std::vector<std::string> kGauges = {"cpu_percent", "mem_mb", "disk_pct", "cpu-load"};

}  // namespace invmon::policy

#pragma once

#include <span>
#include <string>

#include "policy/alert.hpp"

namespace invmon::notify {

/// What a Nagios plugin says.
struct PluginResult {
  std::string line;  ///< without a newline: "INVMON WARNING - 1 alert firing: ... | 'label'=value"
  int status = 0;    ///< 0 OK, 1 WARNING, 2 CRITICAL
};

/// The state of the alerts that fire now, those kept quiet by silences or other alerts left out: CRITICAL if one of them is
/// critical (see severity_of), else WARNING. Values are in SI units.
PluginResult nagios(std::span<const policy::Alert> alerts);

}  // namespace invmon::notify

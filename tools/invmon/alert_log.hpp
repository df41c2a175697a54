#pragma once

#include <span>
#include <string>

#include "base/error.hpp"
#include "policy/alert.hpp"

namespace invmon::tools {

/// Appends each alert that the file does not hold yet (by fingerprint, start and state) as a line of JSON; all of them must have
/// a start. The file and its folder are made if need be. Safe against other processes that do the same (the file is locked
/// meanwhile) and against a line that a crash left unfinished (it is ended first, and counts as none). Nothing is touched if
/// nothing is new.
Result<void> append_to_alert_log(const std::string& path, std::span<const policy::Alert> alerts);

}  // namespace invmon::tools

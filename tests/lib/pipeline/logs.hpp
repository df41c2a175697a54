#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace invmon {

/// Start of the logs made here: 2025-02-01T00:00:00Z.
inline constexpr Nanos kLogStart = 1'738'368'000 * kSecond;

/// A log as `invmon generate` makes it, with an outage and a retry storm.
std::string generated_log(Nanos duration, double rate, std::uint64_t seed = 1);

/// One good line: a batch `at` so long after the logs' start.
std::string batch_line(Nanos at, const std::string& warehouse, bool failed = false, const std::string& more = "");

/// What can stand in a log beside well-behaved lines: every kind of bad line, odd but valid ones, late and disordered ones. Ends
/// without a newline.
std::string nasty_log();

std::vector<std::string> lines_of(const std::string& log);

}  // namespace invmon

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "generate/incident.hpp"

namespace invmon::generate {

/// What log to make. The bytes depend on all of it but `threads`.
struct Options {
  std::string profile = "inventory-bot";  ///< one of model_names()
  std::uint64_t seed = 1;                 ///< any
  Nanos from = 1'738'368'000 * kSecond;   ///< 2025-02-01; 1970 or later
  Nanos duration = 7 * kDay;              ///< more than 0; lines are from [from, from + duration), which ends before 2262
  double rate = 60;                       ///< events (batches, requests) a minute on average over a week, above 0 and at most 1e9
  std::vector<Incident> incidents = {};   ///< each longer than 0 and inside the range at least in part
  unsigned threads = 1;                   ///< 0 counts as 1
  std::optional<std::uint64_t> max_bytes = {};  ///< the log ends with the last whole line that fits
};

/// Takes a piece of the log, some whole lines; false ends the work (a closed pipe). Must not throw. Called in the log's order and
/// by one thread at a time, though not always by the same one.
using Sink = std::function<bool(std::string_view)>;

/// Makes the log. Memory is about 250 KB a thread, and more where less than an event a minute lets checks and samples outnumber
/// them. Usage errors for options outside the ranges above; ending early is none.
Result<void> generate(const Options& options, const Sink& write);

}  // namespace invmon::generate

#include "generate/generate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/text.hpp"
#include "generate/log_slices.hpp"
#include "generate/models.hpp"
#include "generate/ordered_slices.hpp"

namespace invmon::generate {
namespace {

constexpr double kMostRate = 1e9;
constexpr Nanos kLastEnd = 106'000 * kDay;  // in the year 2260

Error usage_error(std::string what, std::string hint = {}) { return {ErrorKind::usage, "", std::move(what), std::move(hint)}; }

Result<void> check_profile(std::string_view name) {
  const auto names = model_names();
  if (std::find(names.begin(), names.end(), name) != names.end()) return {};
  return usage_error(fmt::format("no generator for profile '{}'", escape_terminal(name)),
                     did_you_mean(name, names, fmt::format("one of {}", fmt::join(names, ", "))));
}

Result<void> check_range(const Options& options) {
  if (options.duration <= 0) return usage_error("the log's duration must be more than 0");
  if (options.from < 0 || options.from > kLastEnd || options.duration > kLastEnd - options.from) {
    return usage_error("the log must lie between 1970 and 2260");
  }
  if (!(options.rate > 0 && options.rate <= kMostRate))
    return usage_error("the rate must be above 0 and at most 1e9 events a minute");
  return {};
}

Result<void> check_incident(const Incident& incident, const Options& options) {
  if (incident.length <= 0) return usage_error("an incident must last longer than 0");
  const Nanos to = options.from + options.duration;
  const bool inside = incident.at < to && incident.at > options.from - kLastEnd && incident.length <= kLastEnd &&
                      incident.at + incident.length > options.from;
  if (inside) return {};
  return usage_error(fmt::format("the incident at {} is not in the log", format_time(incident.at)),
                     fmt::format("the log is from {} to {}", format_time(options.from), format_time(to)));
}

Result<void> check(const Options& options) {
  if (auto profile = check_profile(options.profile); !profile) return profile;
  if (auto range = check_range(options); !range) return range;
  for (const Incident& incident : options.incidents) {
    if (auto inside = check_incident(incident, options); !inside) return inside;
  }
  return {};
}

}  // namespace

Result<void> generate(const Options& options, const Sink& write) {
  if (auto valid = check(options); !valid) return valid;
  const LogSlices slices(options);
  std::uint64_t room = options.max_bytes.value_or(std::numeric_limits<std::uint64_t>::max());
  const auto write_what_fits = [&](std::string_view text) {
    const bool fits = text.size() <= room;
    if (!fits) text = text.substr(0, text.substr(0, room).rfind('\n') + 1);
    room -= text.size();
    return (text.empty() || write(text)) && fits;
  };
  write_in_order(
      slices.count(), options.threads, [&](std::uint64_t index, std::string& out) { slices.append(index, out); },
      write_what_fits);
  return {};
}

}  // namespace invmon::generate

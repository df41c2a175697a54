#pragma once

#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace invmon::scrape {

/// When a scrape was taken, as a comment line says it: `# timestamp 2025-02-01T00:00:00Z`, `# scraped_at 1738368000`, or the time
/// alone. Words are timestamp, time, date, scrape_time and scraped_at, with a colon or an equals sign behind them if need be;
/// times RFC 3339, or a number of at least nine digits since 1970. nullopt for any other line.
std::optional<Nanos> time_of_comment(std::string_view line);

/// When a scrape was taken, as the name of its file says it: `bot-2025-02-01T00-00-00Z.prom`, `20250201_000000`, a number of 10,
/// 13, 16 or 19 digits since 1970. Seconds and offset may be missing; without an offset it is UTC. Folders do not count.
std::optional<Nanos> time_of_file_name(std::string_view path);

}  // namespace invmon::scrape

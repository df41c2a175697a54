#include "command.hpp"

namespace invmon::tools {

std::span<const Command> commands() {
  static constexpr Command kCommands[] = {
      {"report", "KPIs of a log: error rate, latency quantiles, failure streaks, by window and group", setup_report},
      {"generate", "Write a realistic log, the same bytes for the same options", setup_generate},
  };
  return kCommands;
}

}  // namespace invmon::tools

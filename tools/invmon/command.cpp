#include "command.hpp"

namespace invmon::tools {

std::span<const Command> commands() {
  static constexpr Command kCommands[] = {
      {"report", "KPIs of a log: error rate, latency quantiles, failure streaks, by window and group", setup_report},
      {"alerts", "Alert rules: what fires at the log's end, or what would have fired over all of it", setup_alerts},
      {"watch", "Follow logs while they grow, and tell of alerts as they fire and end", setup_watch},
      {"slo", "Service level objectives: what was reached, and what is left of the error budgets", setup_slo},
      {"roi", "What a log's work cost and saved against doing it by hand: cost per transaction, ROI, break-even", setup_roi},
      {"rules", "Check and test the rules of a profile", setup_rules},
      {"chart", "Charts as PNG or SVG: error rate, latency, errors, error budgets, alerts and more", setup_chart},
      {"cat", "The lines behind the numbers: those that match, as they stand in the log", setup_cat},
      {"generate", "Write a realistic log, the same bytes for the same options", setup_generate},
  };
  return kCommands;
}

}  // namespace invmon::tools

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
      {"inspect", "What a log is: its shape, order and faults, and what each field holds", setup_inspect},
      {"query", "Tables and series of chosen numbers: KPIs and statistics of any field, by any field", setup_query},
      {"cat", "The lines behind the numbers: those that match, as they stand in the log", setup_cat},
      {"export", "The numbers in the formats of others: OpenMetrics, Prometheus, OTLP, CSV, JSON Lines", setup_export},
      {"metrics", "Scrapes of Prometheus metrics as a log: what happened between two of them, line by line", setup_metrics},
      {"generate", "Write a realistic log, the same bytes for the same options", setup_generate},
      {"config", "The defaults in force, and where each is set: environment, .invmon.yaml or built in", setup_config},
      {"help", "The help of a command, or a text on a topic: profiles, expressions, rules, exit-status and more", setup_help},
      {"completions", "A script that completes commands and flags in a shell", setup_completions},
      {"man", "Manual pages", setup_man},
  };
  return kCommands;
}

}  // namespace invmon::tools

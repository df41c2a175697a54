#include "topics.hpp"

#include <algorithm>

#include "markdown_text.hpp"

namespace invmon::tools {
namespace {

constexpr Topic kTopics[] = {
    {"configuration", "Defaults from .invmon.yaml and the environment", "configuration.md", ""},
    {"profiles", "What the lines of a log mean", "profiles.md", ""},
    {"expressions", "The language of --where, transaction and failure", "profiles.md", "Expressions"},
    {"inspect", "What a log is, and what its fields hold", "inspect.md", ""},
    {"query", "Tables and series of chosen numbers, and the lines behind them", "query.md", ""},
    {"windows", "Windows and groups", "README.md", "Windows and groups"},
    {"formats", "What reports are written as", "README.md", "Formats"},
    {"json", "The JSON report, and what every number means", "report.md", ""},
    {"export", "Numbers for other programs", "export.md", ""},
    {"metrics", "Scrapes of Prometheus metrics as a log", "metrics.md", ""},
    {"html", "The interactive report", "html.md", ""},
    {"charts", "Kinds of charts", "charts.md", ""},
    {"rules", "Alert rules, and how to test them", "rules.md", ""},
    {"alerts", "Alerts: what fires, and who is told", "alerts.md", ""},
    {"watch", "Following logs that grow", "watch.md", ""},
    {"slo", "Service level objectives and error budgets", "slo.md", ""},
    {"flows", "Flows, numbered records and the health of components", "flows.md", ""},
    {"costs", "Costs, savings and ROI", "cost.md", ""},
    {"exit-status", "What the exit status says", "README.md", "Exit status"},
};

}  // namespace

std::span<const Topic> topics() { return kTopics; }

const Topic* find_topic(std::string_view name) {
  const auto* const found = std::ranges::find(kTopics, name, &Topic::name);
  return found == std::end(kTopics) ? nullptr : found;
}

std::string topic_text(const Topic& topic, const report::TextStyle& style) {
  return markdown_text(markdown_section(embedded_document(topic.document), topic.section), style);
}

}  // namespace invmon::tools

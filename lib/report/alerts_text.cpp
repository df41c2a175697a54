#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.hpp"
#include "base/units.hpp"
#include "report/alerts.hpp"
#include "report/display.hpp"
#include "report/kpi_cells.hpp"
#include "report/labels.hpp"
#include "report/markdown_table.hpp"
#include "report/text_table.hpp"

namespace invmon::report {
namespace {

using policy::Alert;
using policy::AlertState;

constexpr std::size_t kAlertsShown = 50;

std::string show_value(const Alert& alert, kpi::Maybe value) {
  if (alert.unit) return show(*alert.unit, value);
  return value ? format_number(*value) : std::string(kMissing);
}

/// To seconds: checks may be as near to one another as that.
std::string show_moment(std::optional<Nanos> time) {
  if (!time) return std::string(kMissing);
  constexpr std::size_t kToSeconds = 19;
  std::string text = format_time(*time).substr(0, kToSeconds);
  text[text.find('T')] = ' ';
  return text;
}

std::string show_length(const AlertsReport& in, const Alert& alert) {
  if (!alert.starts_at) return std::string(kMissing);
  const Nanos end = alert.ends_at.value_or(policy::last_check(in.policy.rules[alert.rule], {*in.report.from, *in.report.to}));
  return format_seconds(seconds_between(*alert.starts_at, end));
}

std::string show_receivers(const Alert& alert) {
  if (alert.silenced) return "(silenced)";
  if (alert.inhibited) return "(inhibited)";
  if (alert.receivers.empty()) return std::string(kMissing);
  return fmt::format("{}", fmt::join(alert.receivers, ", "));
}

Cell show_state(const AlertsReport& in, const Alert& alert) {
  if (alert.state == AlertState::pending) return {"pending"};
  if (alert.state == AlertState::firing) return {"firing", Tone::bad};
  return {show_length(in, alert)};
}

/// How soon somebody has to respond; only what goes on now asks for that.
void add_responses(Table& table, const std::vector<const Alert*>& alerts) {
  constexpr std::ptrdiff_t kBehindState = 3;
  table.columns.insert(table.columns.begin() + kBehindState, {"Response", Align::left});
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const std::string& response = alerts[i]->response;
    table.rows[i].insert(table.rows[i].begin() + kBehindState, {response.empty() ? std::string(kMissing) : response});
  }
}

Table alert_table(const AlertsReport& in, const std::vector<const Alert*>& alerts) {
  Table table{in.replay ? "Alerts" : "Pending and firing",
              {{"Alert", Align::left},
               {"Since (UTC)", Align::left},
               {in.replay ? "For" : "State", Align::left},
               {"Value"},
               {"Peak"},
               {"Failures"},
               {"Labels", Align::left},
               {"Notified", Align::left}},
              {},
              {},
              0};
  for (const Alert* alert : alerts) {
    if (table.rows.size() == kAlertsShown) break;
    table.rows.push_back({{distinct_name(in.policy.rules, *alert)},
                          {show_moment(alert->starts_at ? alert->starts_at : alert->pending_since)},
                          show_state(in, *alert),
                          {show_value(*alert, alert->value)},
                          {show_value(*alert, alert->peak)},
                          {format_count(alert->failures)},
                          {show_labels(alert->labels)},
                          {show_receivers(*alert)}});
  }
  if (!in.replay) add_responses(table, alerts);
  table.left_out = alerts.size() - table.rows.size();
  return table;
}

/// Rules, those that fired longest first.
Table rule_table(const AlertsReport& in) {
  Table table{"Rules",
              {{"Rule", Align::left, kNarrowestName},
               {"Fired"},
               {"Firing"},
               {"Longest"},
               {"Budget"},
               {"Failures"},
               {"Pending only"},
               {"Without data"},
               {"Budget time"},
               {"Labels", Align::left}},
              {},
              {},
              0};
  std::vector<const policy::RuleSummary*> rules;
  for (const auto& rule : in.judgement.rules) rules.push_back(&rule);
  std::ranges::stable_sort(rules, [](const auto* a, const auto* b) { return a->firing_seconds > b->firing_seconds; });
  for (const auto* rule : rules) {
    const auto count = [](std::uint64_t n) { return Cell{format_count(n)}; };
    const auto span = [&](double seconds) { return Cell{rule->fired == 0 ? std::string(kMissing) : format_seconds(seconds)}; };
    const double silent = rule->checks == 0 ? 0 : static_cast<double>(rule->no_data_checks) / static_cast<double>(rule->checks);
    const auto& budget = rule->budget;
    const auto index = static_cast<std::size_t>(rule - in.judgement.rules.data());
    table.rows.push_back({{distinct_name(in.policy.rules, index)},
                          count(rule->fired),
                          span(rule->firing_seconds),
                          span(rule->longest_seconds),
                          {show(kpi::Unit::ratio, budget ? kpi::Maybe(budget->consumed_ratio) : std::nullopt)},
                          count(rule->failures),
                          count(rule->pending_only),
                          {format_percent(silent)},
                          {show(kpi::Unit::seconds, budget ? kpi::Maybe(budget->consumed_minutes * 60) : std::nullopt)},
                          {show_labels(rule->labels)}});
  }
  return table;
}

std::vector<std::string> notes(const AlertsReport& in) {
  return in.scores == nullptr ? std::vector<std::string>() : score_notes(*in.scores);
}

std::string verdict(const AlertsReport& in) {
  std::size_t firing = 0, pending = 0, fired = 0;
  for (const auto& alert : in.judgement.alerts) {
    firing += alert.state == AlertState::firing;
    pending += alert.state == AlertState::pending;
    fired += alert.state != AlertState::pending;
  }
  const auto rules = in.judgement.rules.size();
  if (rules == 0) return "The profile has no rules.";
  const std::string now = fmt::format("{} firing and {} pending at the end", firing, pending);
  if (!in.replay) return fmt::format("{} of {} rules.", now, rules);
  return fmt::format("{} rules would have fired {} times; {}.", rules, fired, now);
}

bool is_sweep(const AlertsReport& in) { return in.scores != nullptr && in.scores->sweep; }

std::vector<Table> tables(const AlertsReport& in) {
  if (is_sweep(in)) return score_tables(in.policy.rules, *in.scores);
  std::vector<const Alert*> shown;
  for (const auto& alert : in.judgement.alerts) {
    if (in.replay ? alert.starts_at.has_value() : is_open(alert)) shown.push_back(&alert);
  }
  std::vector<Table> result;
  if (!shown.empty()) result.push_back(alert_table(in, shown));
  if (in.replay && !in.judgement.rules.empty()) result.push_back(rule_table(in));
  if (in.scores != nullptr) std::ranges::move(score_tables(in.policy.rules, *in.scores), std::back_inserter(result));
  return result;
}

}  // namespace

void write_alerts_text(const AlertsReport& alerts, const TextStyle& style, std::ostream& out) {
  for (const std::string& line : headline(alerts.report)) out << wrap(escape_terminal(line), style.columns);
  if (!is_sweep(alerts)) out << '\n' << wrap(verdict(alerts), style.columns);
  for (const Table& table : tables(alerts)) out << '\n' << render_table(table, style);
  for (const std::string& note : notes(alerts)) out << '\n' << wrap(escape_terminal(note), style.columns);
}

void write_alerts_markdown(const AlertsReport& alerts, std::ostream& out) {
  const auto lines = headline(alerts.report);
  out << "# " << escape_markdown(lines[0]) << "\n\n" << escape_markdown(lines[1]) << '\n';
  if (!is_sweep(alerts)) out << '\n' << verdict(alerts) << '\n';
  for (const Table& table : tables(alerts)) out << render_markdown(table);
  for (const std::string& note : notes(alerts)) out << '\n' << escape_markdown(note) << '\n';
}

}  // namespace invmon::report

#include "watch_status.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "base/text.hpp"
#include "base/units.hpp"
#include "notify/describe.hpp"
#include "report/kpi_cells.hpp"
#include "report/sparkline.hpp"
#include "report/text_table.hpp"

namespace invmon::tools {
namespace {

std::string show_labels(const policy::Labels& labels) {
  std::string out;
  for (const auto& [name, value] : labels) out += fmt::format("{}{}={}", out.empty() ? "" : " ", name, value);
  return out;
}

std::string show_moment(Nanos time) {
  constexpr std::size_t kToSeconds = 19;
  std::string text = format_time(time).substr(0, kToSeconds);
  text[text.find('T')] = ' ';
  return text;
}

/// Lines of a status, each of them safe for a terminal and cut to its width.
class Lines {
 public:
  explicit Lines(const report::TextStyle& style) : style_(style) {}

  void add(const std::string& text, report::Color color = report::Color::none) {
    lines_.push_back(report::paint(shorten(escape_terminal(text), style_.columns), color, style_));
  }

  std::vector<std::string> take(std::size_t rows) {
    lines_.resize(std::min(lines_.size(), rows));
    return std::move(lines_);
  }

 private:
  const report::TextStyle& style_;
  std::vector<std::string> lines_;
};

std::string headline(const WatchStatus& status) {
  const auto& account = status.run.records().account();
  std::string text =
      fmt::format("{} file{}, {} lines", status.files, status.files == 1 ? "" : "s", format_count(account.lines()));
  if (const auto dropped = account.lines() - account.records(); dropped > 0) {
    text += fmt::format(" ({} dropped)", format_count(dropped));
  }
  if (!status.now) return text + ", no record yet";
  return fmt::format("{}, {} UTC{}", text, show_moment(*status.now), status.run.is_live() ? "" : " in the log");
}

std::string kpi_line(const std::string& span, const kpi::Snapshot& kpis) {
  return fmt::format("{:<10} {} transactions, {} a minute, {} failed, p95 {}", span, format_count(kpis.transactions),
                     report::show(kpi::Unit::per_minute, kpis.transactions_per_minute),
                     report::show(kpi::Unit::ratio, kpis.error_rate), report::show(kpi::Unit::seconds, kpis.duration.p95));
}

void add_trend(Lines& lines, const std::string& label, const std::vector<kpi::Maybe>& values, kpi::Unit unit,
               std::size_t columns) {
  constexpr std::size_t kBesides = 30;
  const auto peak = *std::ranges::max_element(values);
  const auto line = report::sparkline(values, columns - std::min(columns / 2, kBesides));
  lines.add(fmt::format("{:<10} {}  peak {}", label, line, report::show(unit, peak)));
}

/// Which alert: priority, name, and the values of its group; its other labels say nothing new.
std::string title(const policy::Alert& alert, const policy::Rule& rule) {
  const auto priority = alert.labels.find("priority");
  std::string text = priority == alert.labels.end() ? alert.alert : priority->second + " " + alert.alert;
  for (const auto& dimension : rule.by) text += " " + alert.labels.at(dimension);
  return text;
}

void add_alerts(Lines& lines, const WatchStatus& status) {
  const auto& alerts = status.judgement.alerts;
  const auto is_firing = [](const auto& alert) { return alert.state == policy::AlertState::firing && !alert.silenced; };
  const auto is_pending = [](const auto& alert) { return alert.state == policy::AlertState::pending; };
  lines.add(
      fmt::format("{} firing, {} pending", std::ranges::count_if(alerts, is_firing), std::ranges::count_if(alerts, is_pending)));
  for (const auto& alert : alerts) {
    if (!is_firing(alert)) continue;
    lines.add(fmt::format("  {} since {}: {}", title(alert, status.run.policy().rules[alert.rule]), show_moment(*alert.starts_at),
                          notify::summary_of(alert)),
              report::Color::red);
  }
}

}  // namespace

std::string news_line(const AlertNews& news) {
  const auto& alert = news.alert;
  const auto labels = alert.labels.empty() ? "" : fmt::format(" {{{}}}", show_labels(alert.labels));
  if (news.resolved) {
    return escape_terminal(fmt::format("{} resolved {}{} (since {})", format_time(*alert.ends_at), alert.alert, labels,
                                       format_time(*alert.starts_at)));
  }
  return escape_terminal(
      fmt::format("{} firing   {}{}: {}", format_time(*alert.starts_at), alert.alert, labels, notify::summary_of(alert)));
}

std::vector<std::string> status_lines(const WatchStatus& status, const report::TextStyle& style, std::size_t rows) {
  Lines lines(style);
  lines.add(headline(status));
  if (status.now) {
    const auto kpis = status.run.kpis(*status.now);
    lines.add(kpi_line("5 minutes", kpis.last_minutes));
    lines.add(kpi_line("1 hour", kpis.last_hour));
    add_trend(lines, "Error rate", kpis.error_rate, kpi::Unit::ratio, style.columns);
    add_trend(lines, "p95", kpis.p95, kpi::Unit::seconds, style.columns);
    add_trend(lines, "Throughput", kpis.per_minute, kpi::Unit::per_minute, style.columns);
    add_alerts(lines, status);
  }
  for (const auto& line : status.news) lines.add(line, report::Color::dim);
  return lines.take(rows);
}

StatusArea::~StatusArea() {
  if (drawn_ == 0) return;
  fmt::print("\x1b[?7h\x1b[?25h");
  std::fflush(stdout);
}

void StatusArea::draw(const std::vector<std::string>& lines) {
  // One write of everything: back to the first line, each line over the old one, and the rest of the old lines away.
  std::string out = drawn_ == 0 ? "\x1b[?25l\x1b[?7l" : fmt::format("\x1b[{}A\r", drawn_);
  for (const auto& line : lines) out += line + "\x1b[K\n";
  out += "\x1b[J";
  drawn_ = lines.size();
  fmt::print("{}", out);
  std::fflush(stdout);
}

std::size_t StatusArea::rows() {
  constexpr std::size_t kDefault = 24;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row < 2) return kDefault - 1;
  return size.ws_row - 1U;
}

}  // namespace invmon::tools

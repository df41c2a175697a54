#include <fmt/core.h>

#include <ostream>

#include "exposition/text_lines.hpp"
#include "exposition/writers.hpp"

namespace invmon::exposition {
namespace {

/// Seconds since 1970 with all their digits, which a double has no room for.
std::string timestamp(Nanos time) {
  const auto seconds = floor_div(time, kSecond);
  const auto rest = time - seconds * kSecond;
  if (rest == 0) return fmt::format("{}", seconds);
  const bool before = seconds < 0;
  std::string text = before ? fmt::format("-{}.{:09}", -(seconds + 1), kSecond - rest) : fmt::format("{}.{:09}", seconds, rest);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

class OpenMetricsWriter {
 public:
  OpenMetricsWriter(const Export& data, std::ostream& out) : data_(data), lines_(out) {
    for (const auto& window : data.report.windows) ends_.push_back(timestamp(window.to));
    if (!data.report.windows.empty()) begin_ = timestamp(data.report.windows.front().from);
  }

  void write(const Family& family) {
    const FamilyPlan& plan = family.plan;
    lines_.comment("TYPE", plan.name, type_name(plan.type));
    if (!plan.unit.empty()) lines_.comment("UNIT", plan.name, plan.unit);
    lines_.comment("HELP", plan.name, plan.help);
    for (const auto& series : family.series) {
      if (plan.type == Type::counter) write_counter(family, series);
      if (plan.type == Type::gauge) write_gauge(family, series);
      if (plan.type == Type::histogram) write_histogram(family, series);
    }
  }

  void flush() { lines_.flush(); }

 private:
  void write_counter(const Family& family, const Series& series) {
    std::uint64_t total = 0;
    if (!series.windows.empty()) lines_.counter(family, series, total, begin_);
    for (std::size_t i = 0; i < series.windows.size(); ++i) {
      if (const auto* count = std::get_if<std::uint64_t>(&series.windows[i])) total += *count;
      lines_.counter(family, series, total, ends_[i]);
    }
  }

  void write_gauge(const Family& family, const Series& series) {
    for (std::size_t i = 0; i < series.windows.size(); ++i) {
      if (const auto* value = std::get_if<double>(&series.windows[i])) lines_.gauge(family, series, *value, ends_[i]);
    }
  }

  void write_histogram(const Family& family, const Series& series) {
    kpi::Duration total;
    total.within.resize(data_.bounds.size());
    total.sum = 0;
    if (!series.windows.empty()) lines_.histogram(family, series, total, data_.bounds, begin_);
    for (std::size_t i = 0; i < series.windows.size(); ++i) {
      if (const auto* durations = std::get_if<Durations>(&series.windows[i])) add(*durations->numbers, total);
      lines_.histogram(family, series, total, data_.bounds, ends_[i]);
    }
  }

  static void add(const kpi::Duration& durations, kpi::Duration& total) {
    total.count += durations.count;
    total.sum = *total.sum + durations.sum.value_or(0);
    for (std::size_t i = 0; i < total.within.size(); ++i) total.within[i] += durations.within[i];
  }

  const Export& data_;
  TextLines lines_;
  std::string begin_;              ///< the first window's
  std::vector<std::string> ends_;  ///< of windows
};

}  // namespace

void write_openmetrics(const Export& data, std::ostream& out) {
  OpenMetricsWriter writer(data, out);
  visit_families(data.report, data.plan, [&](const Family& family) { writer.write(family); });
  writer.flush();
  out << "# EOF\n";
}

}  // namespace invmon::exposition

#include <algorithm>
#include <array>
#include <ostream>

#include "base/text.hpp"
#include "base/units.hpp"
#include "kpi/catalog.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

constexpr std::array<std::string_view, 4> kCounts = {"transactions", "failures", "retries", "items"};
constexpr std::array<std::string_view, 3> kStreaks = {"failure_streak", "streak_open", "streak_over_threshold"};
constexpr std::string_view kStreakHeader = ",streak_longest,streak_open,streak_over_threshold\r\n";
constexpr std::array<std::string_view, 5> kGaugeColumns = {"mean", "min", "max", "last", "p95"};

/// Writes the rows of one table. The gauges of the whole report give the columns; every snapshot holds them in the same order.
class CsvTable {
 public:
  CsvTable(const std::vector<kpi::Gauge>& gauges, std::ostream& out);

  void write_row(const Window& window, std::string_view dimension, std::string_view key);
  void flush();

 private:
  void write_header(const std::vector<kpi::Gauge>& gauges);
  void append(kpi::Maybe value);
  void append_gauge(const kpi::Gauge& gauge);

  std::ostream& out_;
  std::vector<const kpi::Entry*> kpis_, streaks_;
  std::size_t gauge_count_;
  std::string buffer_;
};

CsvTable::CsvTable(const std::vector<kpi::Gauge>& gauges, std::ostream& out) : out_(out), gauge_count_(gauges.size()) {
  for (const std::string_view name : kCounts) kpis_.push_back(kpi::find(name));
  for (const std::string_view name : kStreaks) streaks_.push_back(kpi::find(name));
  const auto is_placed = [&](const kpi::Entry& entry) {
    return std::ranges::count(kCounts, entry.name) + std::ranges::count(kStreaks, entry.name) > 0;
  };
  for (const kpi::Entry& entry : kpi::catalog()) {
    if (!is_placed(entry)) kpis_.push_back(&entry);
  }
  write_header(gauges);
}

void CsvTable::write_header(const std::vector<kpi::Gauge>& gauges) {
  buffer_ += "from,to,dimension,key";
  for (const kpi::Entry* entry : kpis_) buffer_.append(",").append(entry->name);
  for (const kpi::Gauge& gauge : gauges) {
    for (const std::string_view column : kGaugeColumns) {
      buffer_ += ',';
      buffer_ += escape_csv("gauge." + gauge.name + "." + std::string(column));
    }
  }
  buffer_ += kStreakHeader;
}

void CsvTable::write_row(const Window& window, std::string_view dimension, std::string_view key) {
  buffer_.append(format_time(window.from)).append(",").append(format_time(window.to));
  buffer_.append(",").append(escape_csv(dimension)).append(",").append(escape_csv(key));
  for (const kpi::Entry* entry : kpis_) append(entry->read(window.kpi));
  for (std::size_t i = 0; i < gauge_count_; ++i) {
    append_gauge(i < window.kpi.gauges.size() ? window.kpi.gauges[i] : kpi::Gauge{});
  }
  for (const kpi::Entry* entry : streaks_) append(entry->read(window.kpi));
  buffer_ += "\r\n";
  constexpr std::size_t kPiece = 64 * 1024;
  if (buffer_.size() >= kPiece) flush();
}

void CsvTable::append_gauge(const kpi::Gauge& gauge) {
  for (const kpi::Maybe value : {gauge.mean, gauge.min, gauge.max, gauge.last, gauge.p95}) append(value);
}

void CsvTable::append(kpi::Maybe value) {
  buffer_ += ',';
  if (value) append_number(buffer_, *value);
}

void CsvTable::flush() {
  out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  buffer_.clear();
}

}  // namespace

void write_csv(const Report& report, std::ostream& out) {
  CsvTable table(report.kpi.gauges, out);
  auto next = report.group_windows.begin();
  for (const Window& window : report.windows) {
    table.write_row(window, "", "");
    for (; next != report.group_windows.end() && next->window.from < window.to; ++next) {
      const Dimension& dimension = report.dimensions[next->dimension];
      table.write_row(next->window, dimension.name, dimension.groups[next->group].key);
    }
  }
  table.flush();
}

}  // namespace invmon::report

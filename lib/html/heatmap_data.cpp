#include "html/heatmap_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>

namespace invmon::html {
namespace {

using report::Window;

constexpr std::size_t kMostColumns = 480;

/// A row of the heatmap: its upper bound and its number from below.
struct Row {
  double high = 0;
  std::size_t index = 0;
};

using Rows = std::map<double, Row>;  ///< by lower bound

Rows rows_of(std::span<const Window> windows) {
  Rows rows;
  for (const Window& window : windows) {
    for (const auto& bucket : window.durations) rows[bucket.low].high = bucket.high;
  }
  std::size_t next = 0;
  for (auto& [low, row] : rows) row.index = next++;
  return rows;
}

std::string cells_of(std::span<const Window> windows, const Rows& rows) {
  std::map<std::size_t, std::uint64_t> counts;
  for (const Window& window : windows) {
    for (const auto& bucket : window.durations) counts[rows.at(bucket.low).index] += bucket.count;
  }
  fmt::memory_buffer text;
  for (const auto& [row, count] : counts) {
    fmt::format_to(std::back_inserter(text), "{}{}:{}", text.size() > 0 ? " " : "", row, count);
  }
  return fmt::to_string(text);
}

}  // namespace

void write_heatmap(JsonWriter& json, std::span<const Window> windows) {
  const Rows rows = rows_of(windows);
  if (rows.empty()) return json.null("heatmap");
  const std::size_t each = (windows.size() + kMostColumns - 1) / kMostColumns;
  json.begin_object("heatmap");
  json.count("windows_per_column", each);
  json.begin_array("low");
  for (const auto& [low, row] : rows) json.number(low);
  json.end_array();
  json.begin_array("high");
  for (const auto& [low, row] : rows) json.number(row.high);
  json.end_array();
  json.begin_array("cells");
  for (std::size_t first = 0; first < windows.size(); first += each) {
    json.text(cells_of(windows.subspan(first, std::min(each, windows.size() - first)), rows));
  }
  json.end_array();
  json.end_object();
}

}  // namespace invmon::html

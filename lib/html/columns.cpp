#include "html/columns.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace invmon::html {

std::string count_column(std::span<const std::uint64_t> counts) {
  fmt::memory_buffer text;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (i > 0) text.push_back(',');
    if (counts[i] > 0) fmt::format_to(std::back_inserter(text), "{}", counts[i]);
  }
  return fmt::to_string(text);
}

std::string number_column(std::span<const report::Window> windows, const std::function<kpi::Maybe(const kpi::Snapshot&)>& read) {
  fmt::memory_buffer text;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    if (i > 0) text.push_back(',');
    const auto value = read(windows[i].kpi);
    if (value && std::isfinite(*value)) fmt::format_to(std::back_inserter(text), "{:.4g}", *value);
  }
  return fmt::to_string(text);
}

}  // namespace invmon::html

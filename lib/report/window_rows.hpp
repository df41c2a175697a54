#pragma once

#include <functional>
#include <string>
#include <vector>

#include "report/report.hpp"

namespace invmon::report {

/// A number of each row of CSV and JSON Lines.
struct NumberColumn {
  std::string name;
  std::function<kpi::Maybe(const Window&)> read;
};

/// The columns behind `from`, `to`, `dimension` and `key`. The gauges of the whole report give those of gauges; every snapshot
/// holds them in the same order.
std::vector<NumberColumn> columns_of(const Report& report);

/// Whose a row is.
struct RowOwner {
  const std::string* dimension = nullptr;  ///< null for all
  const std::string* key = nullptr;
};

/// Calls visit(window, owner) for each window, and behind it for each group with something in it, if the report holds them.
template <class Visit>
void visit_rows(const Report& report, Visit visit) {
  auto next = report.group_windows.begin();
  for (const Window& window : report.windows) {
    visit(window, RowOwner{});
    for (; next != report.group_windows.end() && next->window.from < window.to; ++next) {
      const Dimension& dimension = report.dimensions[next->dimension];
      visit(next->window, RowOwner{&dimension.name, &dimension.groups[next->group].key});
    }
  }
}

}  // namespace invmon::report

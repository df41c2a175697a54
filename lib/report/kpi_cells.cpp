#include "report/kpi_cells.hpp"

#include "base/units.hpp"

namespace invmon::report {

std::string show(kpi::Unit unit, kpi::Maybe value) {
  if (!value) return std::string(kMissing);
  switch (unit) {
    case kpi::Unit::ratio:
      return format_percent(*value);
    case kpi::Unit::seconds:
      return format_seconds(*value);
    case kpi::Unit::count:
    case kpi::Unit::per_minute:
    case kpi::Unit::per_1k:
      break;
  }
  return format_number(*value);
}

Cell kpi_cell(std::string_view name, const kpi::Snapshot& snapshot) {
  const kpi::Entry& entry = *kpi::find(name);
  return {show(entry.unit, entry.read(snapshot))};
}

std::string kpi_label(std::string_view name) { return std::string(kpi::find(name)->label); }

}  // namespace invmon::report

#include "report/labels.hpp"

#include <fmt/format.h>

#include "report/kpi_cells.hpp"

namespace invmon::report {

std::string show_labels(const policy::Labels& labels) {
  std::string out;
  for (const auto& [name, value] : labels) out += fmt::format("{}{}={}", out.empty() ? "" : " ", name, value);
  return out.empty() ? std::string(kMissing) : out;
}

}  // namespace invmon::report

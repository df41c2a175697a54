#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "report/report.hpp"

namespace invmon::html {

/// The values of a series in one text, between commas and without spaces: "12,,7". Nothing stands for a count of 0.
std::string count_column(std::span<const std::uint64_t> counts);

/// The same of one number a window, rounded to four significant digits, more than a chart or a table shows. Nothing stands for a
/// number that does not exist or is not finite.
std::string number_column(std::span<const report::Window> windows, const std::function<kpi::Maybe(const kpi::Snapshot&)>& read);

}  // namespace invmon::html

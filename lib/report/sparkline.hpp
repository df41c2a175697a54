#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "kpi/snapshot.hpp"

namespace invmon::report {

/// Values over time as block characters, at most `columns` (>= 1) wide. Where several values fall together, the largest is
/// shown. The lowest block stands for zero and less, the full one for the largest value; a space where there is no value.
std::string sparkline(std::span<const kpi::Maybe> values, std::size_t columns);

/// A horizontal bar for a ratio (0..1), at most `columns` wide, in steps of an eighth of a column; empty for zero.
std::string share_bar(double ratio, std::size_t columns);

}  // namespace invmon::report

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "scrape/exposition.hpp"

namespace invmon::scrape {

/// Prometheus' text format 0.0.4: blanks are free, other comments and trailing commas allowed, times in milliseconds. OpenMetrics
/// 1.0: nothing is free, times in seconds, exemplars.
enum class Dialect { prometheus, openmetrics };

/// What is wrong with a line. Thrown inside this folder only.
struct Fault {
  std::size_t column = 0;  ///< from 1, in bytes
  std::string what;
  std::uint64_t line = 0;  ///< from 1; 0: the line that is being read
};

/// A line that is neither blank nor a comment.
struct SampleLine {
  Sample sample;                               ///< `line` is left to the caller
  std::optional<std::size_t> exemplar_column;  ///< where an exemplar begins, if there is one
};

/// Throws Fault.
SampleLine read_sample(std::string_view line, Dialect dialect);

/// A decimal number, or Inf, Infinity and NaN, with or without a sign. nullopt for anything else, such as hexadecimal, and for
/// what is too large or too small for a double.
std::optional<double> parse_value(std::string_view text);

bool is_metric_name(std::string_view text);

}  // namespace invmon::scrape

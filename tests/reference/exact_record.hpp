#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

/// Lines of an inventory bot's log, read one by one.
namespace invmon::reference {

/// One line, with everything that the report's definition speaks of.
struct Line {
  std::size_t source = 0;
  std::uint64_t number = 0;  ///< from 1
  std::uint64_t offset = 0;
  std::string_view dropped;   ///< why it is no record; empty if it is one
  std::optional<Nanos> time;  ///< also of lines that were dropped, if it can be read
  bool transaction = false;
  bool failure = false;
  std::optional<double> duration;
  std::optional<std::string> error_code;
  std::uint64_t retries = 0;
  std::uint64_t items = 0;
  std::array<std::optional<double>, 2> gauges;  ///< cpu_percent, mem_mb
  std::vector<std::string> keys;                ///< of the dimensions asked for
};

struct LineRules {
  std::optional<Nanos> from, to;
  std::string where_field, where_text;
  std::vector<std::string> by;
  std::size_t max_line = 0;
};

/// Fills in what the text of a line says; `line.source`, `number` and `offset` are left as they are.
void read_line(std::string_view text, const LineRules& rules, Line& line);

/// The lines of a file, a byte order mark at its beginning skipped.
std::vector<Line> read_file(const std::string& path, std::size_t source, const LineRules& rules, std::uint64_t& bytes);

}  // namespace invmon::reference

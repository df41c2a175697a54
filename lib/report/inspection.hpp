#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kpi/snapshot.hpp"
#include "report/report.hpp"
#include "report/writers.hpp"

namespace invmon::report {

/// A built-in profile, and how well it fits the first lines.
struct ShapeCandidate {
  std::string profile;
  double score = 0;                   ///< 0..1
  std::uint64_t lines = 0;            ///< that have all it needs
  std::vector<std::string> evidence;  ///< what holds for them, as expressions
};

struct FieldValue {
  std::string text;
  std::uint64_t count = 0;
};

/// What stands at one path of the lines.
struct Field {
  std::string path;
  std::uint64_t lines = 0;                                   ///< that have it, and not as null
  std::vector<std::pair<std::string, std::uint64_t>> types;  ///< those that occur, with how many values are of each
  std::uint64_t distinct = 0;                                ///< values
  bool distinct_is_exact = false;
  std::uint64_t numbers = 0;  ///< values that are numbers, or texts that are
  kpi::Maybe min, p50, p95, p99, max;
  std::vector<FieldValue> top;  ///< the most frequent values, of those that are counted
};

/// What a log is and what is in it: `invmon.inspect/v1`.
struct Inspection {
  Report head;                             ///< profile, input and range; no numbers
  std::vector<ShapeCandidate> candidates;  ///< the best first
  std::uint64_t looked_at = 0;             ///< the first lines, as far as they are objects
  std::vector<std::string> notes;          ///< what is not certain; sentences without an end
  std::string profile_yaml;                ///< of the profile that the log was read with

  std::uint64_t steps_back = 0;  ///< records earlier than the one before in their source
  Nanos farthest_back = 0;       ///< by how much at most

  std::uint64_t objects = 0;  ///< lines that are JSON objects
  std::vector<Field> fields;  ///< by path
  bool fields_cut = false;    ///< there are more

  std::optional<std::uint64_t> invalid;   ///< lines that are no JSON text (RFC 8259); absent if that was not asked
  std::vector<BadLine> invalid_examples;  ///< the first ten
};

void write_inspection_text(const Inspection& inspection, const TextStyle& style, std::ostream& out);
void write_inspection_json(const Inspection& inspection, std::ostream& out);

}  // namespace invmon::report

#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kpi/catalog.hpp"
#include "report/report.hpp"
#include "report/writers.hpp"

namespace invmon::report {

struct QueryColumn {
  std::string name;               ///< as it was asked for: "p95", "sum(bytes)"
  std::optional<kpi::Unit> unit;  ///< absent for values of fields, whose unit is the log's
  std::string_view help;          ///< of a KPI; empty for others
};

struct QueryRow {
  Nanos from = 0, to = 0;          ///< the window; of no meaning if the query has none
  std::vector<std::string> key;    ///< a value of each dimension
  std::vector<kpi::Maybe> values;  ///< one a column
};

/// A table, or with windows a series, of chosen numbers: `invmon.query/v1`.
struct Query {
  Report head;                  ///< profile, input, range and window
  bool windowed = false;        ///< each row is of one window
  std::vector<std::string> by;  ///< dimensions
  std::vector<QueryColumn> columns;
  std::vector<QueryRow> rows;      ///< in the order asked for
  std::size_t left_out = 0;        ///< rows behind the last one
  std::vector<std::string> notes;  ///< what may be wrong with the query, a clause each
};

/// A table as wide as it has to be, above it what was read, below it what was not counted.
void write_query_text(const Query& query, const TextStyle& style, std::ostream& out);
void write_query_markdown(const Query& query, std::ostream& out);

/// `invmon.query/v1`, see docs/query.md. Ends in a newline.
void write_query_json(const Query& query, std::ostream& out);

/// The rows alone, behind a header; an empty cell where there is no value; CRLF.
void write_query_csv(const Query& query, std::ostream& out);

/// Writes one of these four formats.
void write(const Query& query, Format format, const TextStyle& style, std::ostream& out);

}  // namespace invmon::report

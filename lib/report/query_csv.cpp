#include <ostream>
#include <string>

#include "base/text.hpp"
#include "base/units.hpp"
#include "report/query.hpp"

namespace invmon::report {
namespace {

/// The cells of one line, with commas between them.
class CsvLine {
 public:
  explicit CsvLine(std::ostream& out) : out_(out) {}

  void add(std::string_view cell) {
    if (follows_) line_ += ',';
    line_ += cell;
    follows_ = true;
  }

  void end() {
    line_ += "\r\n";
    out_.write(line_.data(), static_cast<std::streamsize>(line_.size()));
    line_.clear();
    follows_ = false;
  }

 private:
  std::ostream& out_;
  std::string line_;
  bool follows_ = false;
};

}  // namespace

void write_query_csv(const Query& query, std::ostream& out) {
  CsvLine line(out);
  if (query.windowed) line.add("from"), line.add("to");
  for (const auto& dimension : query.by) line.add(escape_csv(dimension));
  for (const auto& column : query.columns) line.add(escape_csv(column.name));
  line.end();
  for (const auto& row : query.rows) {
    if (query.windowed) line.add(format_time(row.from)), line.add(format_time(row.to));
    for (const auto& key : row.key) line.add(escape_csv(key));
    for (const auto& value : row.values) line.add(value ? plain_number(*value) : "");
    line.end();
  }
}

}  // namespace invmon::report

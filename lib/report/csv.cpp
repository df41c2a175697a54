#include <ostream>
#include <string>

#include "base/text.hpp"
#include "base/units.hpp"
#include "report/window_rows.hpp"
#include "report/writers.hpp"

namespace invmon::report {
namespace {

std::string cell(const std::string* text) { return text == nullptr ? "" : escape_csv(*text); }

}  // namespace

void write_csv(const Report& report, std::ostream& out) {
  constexpr std::size_t kPiece = 64 * 1024;
  const auto columns = columns_of(report);
  std::string buffer = "from,to,dimension,key";
  for (const NumberColumn& column : columns) buffer.append(",").append(escape_csv(column.name));
  buffer += "\r\n";
  const auto flush = [&] {
    out.write(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    buffer.clear();
  };
  visit_rows(report, [&](const Window& window, RowOwner owner) {
    buffer.append(format_time(window.from)).append(",").append(format_time(window.to));
    buffer.append(",").append(cell(owner.dimension)).append(",").append(cell(owner.key));
    for (const NumberColumn& column : columns) {
      buffer += ',';
      if (const auto value = column.read(window)) append_number(buffer, *value);
    }
    buffer += "\r\n";
    if (buffer.size() >= kPiece) flush();
  });
  flush();
}

}  // namespace invmon::report

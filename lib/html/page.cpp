#include "html/page.hpp"

#include <ostream>
#include <sstream>
#include <string>
#include <string_view>

#include "html/page_data.hpp"
#include "html/page_template.hpp"
#include "report/writers.hpp"

namespace invmon::html {
namespace {

/// A script element that holds data. Outside of its strings JSON has none of the characters that could end the element.
void write_data(std::string_view id, std::string_view json, std::ostream& out) {
  out << "<script type=\"application/json\" id=\"" << id << "\">";
  constexpr std::string_view kSpecial = "<>&";
  for (std::size_t at = json.find_first_of(kSpecial); at != json.npos; at = json.find_first_of(kSpecial)) {
    out << json.substr(0, at) << (json[at] == '<' ? "\\u003c" : json[at] == '>' ? "\\u003e" : "\\u0026");
    json.remove_prefix(at + 1);
  }
  out << json << "</script>\n";
}

}  // namespace

void write_html(const Page& page, std::ostream& out) {
  std::ostringstream report, data;
  // Windows go into the page as columns, which take a tenth of the space.
  report::write_json(page.report, {}, report);
  write_page_data(page, data);
  out << kPageBeforeData;
  write_data("report", report.view(), out);
  write_data("page", data.view(), out);
  out << kPageAfterData;
}

}  // namespace invmon::html

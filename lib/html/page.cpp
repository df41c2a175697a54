#include "html/page.hpp"

#include <algorithm>
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
  const auto is_special = [](char c) { return c == '<' || c == '>' || c == '&'; };
  auto begin = json.begin();
  for (auto at = std::find_if(begin, json.end(), is_special); at != json.end();
       at = std::find_if(begin, json.end(), is_special)) {
    out << std::string_view(begin, at) << (*at == '<' ? "\\u003c" : *at == '>' ? "\\u003e" : "\\u0026");
    begin = at + 1;
  }
  out << std::string_view(begin, json.end()) << "</script>\n";
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

#pragma once

#include <string>
#include <string_view>

#include "report/writers.hpp"

namespace invmon::tools {

/// invmon's own documents (headings, paragraphs, lists, tables, code) for reading on a terminal: marks are taken away, text is
/// filled to the style's columns, and all but headings is indented by two spaces. Pictures are left out.
std::string markdown_text(std::string_view markdown, const report::TextStyle& style);

/// The lines of a document below a heading of the second level, up to the next one; all of it for an empty heading. Empty if
/// there is no such heading.
std::string_view markdown_section(std::string_view markdown, std::string_view heading);

}  // namespace invmon::tools

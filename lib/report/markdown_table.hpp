#pragma once

#include <iosfwd>
#include <string>

#include "report/display.hpp"

namespace invmon::report {

/// A heading of the second level and a table of GitHub-flavoured Markdown.
std::string render_markdown(const Table& table);

/// What was not counted, and other things to know about the numbers, under a heading of their own.
void write_markdown_notes(const Report& report, std::ostream& out);

}  // namespace invmon::report

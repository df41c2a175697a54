#pragma once

#include <string>

#include "report/display.hpp"

namespace invmon::report {

/// A heading of the second level and a table of GitHub-flavoured Markdown.
std::string render_markdown(const Table& table);

}  // namespace invmon::report

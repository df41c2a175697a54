#pragma once

#include <string>
#include <string_view>

#include "command_text.hpp"

namespace invmon::tools {

/// The name of a command's page: "invmon-report".
std::string man_page_name(const CommandText& command);

/// The manual page, in roff, of the program or of one of its commands; those below a command are on its page.
std::string man_page(const CommandText& program, const CommandText& command);

}  // namespace invmon::tools

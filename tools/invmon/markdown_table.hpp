#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace invmon::tools {

/// Text without the marks of code, emphasis and links. What stands in code is left as it is.
std::string plain_markdown(std::string_view text);

/// Text broken at spaces into lines of at most so many columns; a longer word has a line of its own.
std::vector<std::string> filled(std::string_view text, std::size_t columns);

/// A table's lines, header and rule included, as columns; where they don't fit, the first column with all others beside it.
std::vector<std::string> markdown_table(std::span<const std::string_view> lines, std::size_t columns);

}  // namespace invmon::tools

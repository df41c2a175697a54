#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "report/display.hpp"
#include "report/writers.hpp"

namespace invmon::report {

enum class Color { none, red, dim };

/// The text in a colour if the style has colours.
std::string paint(std::string_view text, Color color, const TextStyle& style);

/// The text cut to so many columns and filled up with spaces.
std::string pad(std::string_view text, std::size_t columns, Align align);

/// The columns of text below which a table would lose some of its own.
std::size_t narrowest(const Table& table);

/// Title, header and rows as lines that are never wider than the style's columns: the first column on the left gives way first,
/// then the last columns are left out. Bars take what is left over.
std::string render_table(const Table& table, const TextStyle& style);

/// The text broken at spaces into lines that fit; all but the first are indented by two spaces.
std::string wrap(std::string_view text, std::size_t columns);

}  // namespace invmon::report

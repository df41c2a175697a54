#pragma once

#include <iosfwd>

#include "chart/draw_list.hpp"

namespace invmon::chart {

/// A picture as one SVG document, or an element in an HTML page, without anything from elsewhere. The same list gives the same
/// bytes; ids begin with the list's own. Ends in a newline.
void write_svg(const DrawList& picture, std::ostream& out);

}  // namespace invmon::chart

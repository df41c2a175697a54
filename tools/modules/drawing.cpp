#include "modules/drawing.hpp"

#include "chart/pango/load_fonts.hpp"

extern "C" [[gnu::visibility("default")]] const invmon::tools::DrawingModule kInvmonModule = {
    [] { return invmon::chart::load_fonts(); },
};

#pragma once

#include <string>
#include <string_view>

#include "chart/text_meter.hpp"

namespace invmon::chart {

/// A text from a log as a label shows it: valid UTF-8, control and bidirectional characters spelt out (\n, \u{202e}), spaces at
/// the ends taken away, "(none)" for nothing.
std::string show_label(std::string_view text);

/// The text, or as much of its beginning as fits into `width` pixels with an ellipsis behind it; empty if not even that fits.
/// Never splits a character.
std::string fit(std::string_view text, double width, TextStyle style, const TextMeter& meter);

}  // namespace invmon::chart

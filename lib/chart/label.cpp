#include "chart/label.hpp"

#include <vector>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace invmon::chart {
namespace {

/// Where a text may be cut: the ends of its first characters. Longer texts than this are never shown whole.
std::vector<std::size_t> cuts(std::string_view text) {
  constexpr std::size_t kMostCharacters = 1'000;
  std::vector<std::size_t> ends;
  for (std::string_view rest = text; !rest.empty() && ends.size() < kMostCharacters;) {
    take_utf8(rest);
    ends.push_back(text.size() - rest.size());
  }
  return ends;
}

}  // namespace

std::string show_label(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return "(none)";
  return escape_terminal(text.substr(begin, text.find_last_not_of(' ') + 1 - begin));
}

std::string fit(std::string_view text, double width, TextStyle style, const TextMeter& meter) {
  const auto ends = cuts(text);
  const bool whole = ends.empty() || ends.back() == text.size();
  if (whole && meter.measure(text, style).width <= width) return std::string(text);
  const auto shortened = [&](std::size_t characters) {
    return characters == 0 ? std::string() : std::string(text.substr(0, ends[characters - 1])) + "…";
  };
  std::size_t fitting = 0, too_many = ends.size() + 1;
  while (too_many - fitting > 1) {
    const std::size_t middle = (fitting + too_many) / 2;
    (meter.measure(shortened(middle), style).width <= width ? fitting : too_many) = middle;
  }
  return shortened(fitting);
}

}  // namespace invmon::chart

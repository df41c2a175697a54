#include "policy/template.hpp"

#include <limits>
#include <string_view>

#include "base/units.hpp"

namespace invmon::policy {
namespace {

using std::string_view;

constexpr string_view kLabel = "labels.";

/// A stretch of a template: some text, and the placeholder that follows it (nothing at the end).
struct Stretch {
  string_view text;
  string_view written;  ///< with its braces
  string_view name;
};

string_view trim(string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == string_view::npos ? string_view() : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes a stretch from the front of `rest`.
Stretch take_stretch(string_view& rest) {
  const auto open = rest.find("{{");
  const auto close = open == string_view::npos ? open : rest.find("}}", open + 2);
  Stretch stretch{rest, {}, {}};
  if (close != string_view::npos) {
    stretch = {rest.substr(0, open), rest.substr(open, close + 2 - open), trim(rest.substr(open + 2, close - open - 2))};
    if (stretch.name.starts_with('$')) stretch.name.remove_prefix(1);
  }
  rest.remove_prefix(stretch.text.size() + stretch.written.size());
  return stretch;
}

std::string format_value(std::optional<double> value, std::optional<kpi::Unit> unit) {
  const double number = value.value_or(std::numeric_limits<double>::quiet_NaN());
  if (unit == kpi::Unit::ratio) return format_percent(number);
  return unit == kpi::Unit::seconds ? format_seconds(number) : format_number(number);
}

}  // namespace

std::string expand(const std::string& text, const Labels& labels, std::optional<double> value, std::optional<kpi::Unit> unit) {
  std::string result;
  for (string_view rest = text; !rest.empty();) {
    const Stretch stretch = take_stretch(rest);
    result += stretch.text;
    const bool label = stretch.name.starts_with(kLabel);
    const auto known = label ? labels.find(std::string(stretch.name.substr(kLabel.size()))) : labels.end();
    if (known != labels.end()) {
      result += known->second;
    } else {
      result += stretch.name == "value" ? format_value(value, unit) : std::string(stretch.written);
    }
  }
  return result;
}

std::vector<std::string> placeholders(const std::string& text) {
  std::vector<std::string> names;
  for (string_view rest = text; !rest.empty();) {
    const Stretch stretch = take_stretch(rest);
    if (!stretch.written.empty()) names.emplace_back(stretch.name);
  }
  return names;
}

}  // namespace invmon::policy

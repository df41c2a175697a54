#include "input/json_number.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace invmon::input {
namespace {

std::size_t count_digits(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  return end - at;
}

/// The length of the text's part that is a JSON number; 0 if it does not begin with one.
std::size_t number_length(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const auto whole = count_digits(text, at);
  if (whole == 0 || (whole > 1 && text[at] == '0')) return 0;
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const auto fraction = count_digits(text, at + 1);
    if (fraction == 0) return 0;
    at += 1 + fraction;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const auto exponent = count_digits(text, at);
    if (exponent == 0) return 0;
    at += exponent;
  }
  return at;
}

/// Whether a number that no double can hold is too large; else it is too small. Requires a digit other than 0.
bool is_large(std::string_view number) {
  const auto mantissa = number.substr(0, number.find_first_of("eE"));
  const auto point = static_cast<std::int64_t>(std::min(mantissa.find('.'), mantissa.size()));
  const auto leading_digit = static_cast<std::int64_t>(mantissa.find_first_of("123456789"));
  auto exponent_text = number.substr(std::min(mantissa.size() + 1, number.size()));
  if (exponent_text.starts_with('+')) exponent_text.remove_prefix(1);
  std::int64_t exponent = 0;
  const auto [end, error] = std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
  if (error == std::errc::result_out_of_range) return !exponent_text.starts_with('-');
  return exponent > leading_digit - point;
}

}  // namespace

std::optional<double> parse_json_number(std::string_view text) {
  if (text.empty() || number_length(text) != text.size()) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc()) return value;
  if (!is_large(text)) return 0.0;
  const auto infinity = std::numeric_limits<double>::infinity();
  return text.front() == '-' ? -infinity : infinity;
}

}  // namespace invmon::input

#include "record/number.hpp"

#include <charconv>
#include <cmath>

#include "base/ascii.hpp"

namespace invmon::record {
namespace {

template <class T>
std::optional<Value> parse_whole(std::string_view text) {
  T number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Value::of(number);
}

/// Whether a text begins and ends as finite numbers do: a quick look that spares most texts the parsing.
bool may_be_number(std::string_view text) {
  if (text.empty()) return false;
  const char first = text.front(), last = text.back();
  return (is_digit(first) || first == '-' || first == '.') && (is_digit(last) || last == '.');
}

}  // namespace

std::optional<Value> parse_number(std::string_view text) {
  if (!may_be_number(text)) return std::nullopt;
  if (const auto integer = parse_whole<std::int64_t>(text)) return integer;
  const auto real = parse_whole<double>(text);
  return real && std::isfinite(real->real) ? real : std::nullopt;
}

}  // namespace invmon::record

#include "record/number.hpp"

#include <charconv>
#include <cmath>

namespace invmon::record {
namespace {

template <class T>
std::optional<Value> parse_whole(std::string_view text) {
  T number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Value::of(number);
}

}  // namespace

std::optional<Value> parse_number(std::string_view text) {
  if (const auto integer = parse_whole<std::int64_t>(text)) return integer;
  const auto real = parse_whole<double>(text);
  return real && std::isfinite(real->real) ? real : std::nullopt;
}

}  // namespace invmon::record

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "policy/sweep.hpp"

namespace invmon::policy {
namespace {

using std::string_view;

constexpr std::size_t kMaxValues = 100;
constexpr double kLargest = 1e9;
constexpr std::size_t kMostDecimals = 6;

Error usage(std::string what, std::string hint) { return {ErrorKind::usage, "--sweep", std::move(what), std::move(hint)}; }

std::vector<string_view> split(string_view text, string_view separator) {
  std::vector<string_view> parts;
  for (std::size_t end = 0; (end = text.find(separator)) != string_view::npos; text.remove_prefix(end + separator.size())) {
    parts.push_back(text.substr(0, end));
  }
  parts.push_back(text);
  return parts;
}

struct Decimal {
  double value = 0;
  std::size_t decimals = 0;
};

std::optional<Decimal> parse_decimal(string_view text) {
  Decimal number;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number.value, std::chars_format::fixed);
  if (error != std::errc() || stop != end || !(std::abs(number.value) <= kLargest)) return std::nullopt;
  if (const auto point = text.find('.'); point != string_view::npos) number.decimals = text.size() - point - 1;
  return number.decimals <= kMostDecimals ? std::optional(number) : std::nullopt;
}

/// Counts in units of the last decimal, in which all numbers are whole.
Result<std::vector<std::string>> parse_range(string_view text) {
  const auto parts = split(text, "..");
  std::array<Decimal, 3> numbers = {Decimal{}, Decimal{}, Decimal{1, 0}};
  if (parts.size() > 3) return usage(fmt::format("'{{{}}}' is no range", text), "write {1..5} or {0.5..2.5..0.5}");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = parse_decimal(trimmed(parts[i]));
    if (!number) return usage(fmt::format("'{}' is not a number", parts[i]), "write {1..5} or {0.5..2.5..0.5}");
    numbers[i] = *number;
  }
  const std::size_t decimals = std::ranges::max(numbers, {}, &Decimal::decimals).decimals;
  if (parts.size() == 2 && decimals > 0) return usage(fmt::format("'{{{}}}' needs a step", text), "write {0.5..2.5..0.5}");
  const double scale = std::pow(10, decimals);
  const auto whole = [&](const Decimal& number) { return std::llround(number.value * scale); };
  const auto from = whole(numbers[0]), to = whole(numbers[1]), step = whole(numbers[2]);
  if (from > to || step <= 0) return usage(fmt::format("'{{{}}}' holds no number", text), "ranges go up: {1..5}");
  if (static_cast<std::size_t>((to - from) / step) >= kMaxValues) {
    return usage(fmt::format("'{{{}}}' holds more than {} numbers", text, kMaxValues), "take a larger step");
  }
  std::vector<std::string> values;
  for (auto i = from; i <= to; i += step) values.push_back(fmt::format("{:.{}f}", static_cast<double>(i) / scale, decimals));
  return values;
}

Result<std::vector<std::string>> parse_list(string_view text) {
  std::vector<std::string> values;
  for (const auto part : split(text, ",")) {
    values.emplace_back(trimmed(part));
    if (values.back().empty()) return usage(fmt::format("'{{{}}}' has an empty value", text), "write {1,2,5} or {1..5}");
    if (std::ranges::count(values, values.back()) > 1) return usage(fmt::format("'{}' stands there twice", values.back()), "");
  }
  if (values.size() > kMaxValues) return usage(fmt::format("more than {} values", kMaxValues), "");
  return values;
}

Result<void> parse_target(string_view target, Sweep& sweep) {
  const std::vector<std::string> keys = {"when", "window", "for", "every", "min_events"};
  const auto dot = target.rfind('.');
  if (dot == string_view::npos) return usage(fmt::format("'{}' is not RULE.KEY", target), "write HighErrorRate.when=...");
  sweep.rule = trimmed(target.substr(0, dot));
  sweep.key = trimmed(target.substr(dot + 1));
  if (std::ranges::find(keys, sweep.key) != keys.end()) return {};
  return usage(fmt::format("'{}' is no key that can be swept", sweep.key),
               did_you_mean(sweep.key, keys, fmt::format("known: {}", fmt::join(keys, ", "))));
}

}  // namespace

Result<Sweep> parse_sweep(string_view text) {
  constexpr const char* kExample = "write 'HighErrorRate.when=error_rate > {1..5}%'";
  const auto equals = text.find('=');
  if (equals == string_view::npos) return usage(fmt::format("'{}' is not RULE.KEY=TEXT", text), kExample);
  Sweep sweep;
  if (auto read = parse_target(text.substr(0, equals), sweep); !read) return read.error();
  const auto pattern = trimmed(text.substr(equals + 1));
  const auto open = pattern.find('{'), close = pattern.find('}');
  if (open == string_view::npos || close == string_view::npos || open != pattern.rfind('{') || close != pattern.rfind('}') ||
      close < open) {
    return usage(fmt::format("'{}' must have its values in one pair of braces", pattern), kExample);
  }
  const auto inside = pattern.substr(open + 1, close - open - 1);
  sweep.before = pattern.substr(0, open);
  sweep.after = pattern.substr(close + 1);
  auto values = inside.find("..") != string_view::npos ? parse_range(inside) : parse_list(inside);
  if (!values) return values.error();
  sweep.values = *std::move(values);
  return sweep;
}

}  // namespace invmon::policy

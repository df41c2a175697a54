#include "github_annotation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace invmon::tools {
namespace {

/// As the runner reads it back; `reserved` are the characters that end this part of the line.
std::string escape(std::string_view text, std::string_view reserved) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n' || reserved.find(c) != std::string_view::npos) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

/// Takes the number behind the last colon away from a place; empty if there is none.
std::string_view take_number(std::string_view& place) {
  const auto colon = place.rfind(':');
  if (colon == std::string_view::npos) return {};
  const auto number = place.substr(colon + 1);
  if (number.empty() || !std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; })) return {};
  place = place.substr(0, colon);
  return number;
}

}  // namespace

std::string github_annotation(std::string_view level, std::string_view place, std::string_view message) {
  const auto last = take_number(place);
  const auto before = take_number(place);
  const auto line = before.empty() ? last : before;
  const auto where = line.empty() ? std::string() : fmt::format(",line={}", line);
  return fmt::format("::{} file={}{}::{}", level, escape(place, ":,"), where, escape(message, ""));
}

bool in_github_actions() { return std::getenv("GITHUB_ACTIONS") != nullptr; }

}  // namespace invmon::tools

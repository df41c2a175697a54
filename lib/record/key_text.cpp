#include "record/key_text.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "base/ascii.hpp"

namespace invmon::record {
namespace {

bool is_uuid(std::string_view text) {
  constexpr std::string_view kForm = "00000000-0000-0000-0000-000000000000";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kForm[i] == '-' ? text[i] != '-' : !is_hex_digit(text[i])) return false;
  }
  return true;
}

/// Whether a segment of a path names one thing of many.
bool is_id(std::string_view segment) {
  constexpr std::size_t kShortestHex = 8;
  constexpr std::size_t kShortestToken = 20;
  const bool has_digit = std::ranges::any_of(segment, is_digit);
  if (!has_digit) return false;
  if (std::ranges::all_of(segment, is_digit) || is_uuid(segment)) return true;
  if (segment.size() >= kShortestHex && std::ranges::all_of(segment, is_hex_digit)) return true;
  return segment.size() >= kShortestToken && std::ranges::all_of(segment, [](char c) { return is_digit(c) || is_letter(c); });
}

/// What stands behind the host of a URL that has one.
std::string_view path_of(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos && scheme < url.find_first_of("/?#")) {
    const auto path = url.find_first_of("/?#", scheme + 3);
    url = path == std::string_view::npos ? "/" : url.substr(path);
  }
  return url.substr(0, url.find_first_of("?#"));
}

}  // namespace

void fold_url_path(std::string_view url, std::string& folded) {
  folded.clear();
  std::string_view rest = path_of(url);
  for (;;) {
    const auto end = rest.find('/');
    const auto segment = rest.substr(0, end);
    folded += is_id(segment) ? std::string_view("{id}") : segment;
    if (end == std::string_view::npos) break;
    folded += '/';
    rest.remove_prefix(end + 1);
  }
  if (folded.empty()) folded = "/";
}

std::string KeyText::check_pattern(const std::string& pattern) {
  const re2::RE2 compiled(pattern, re2::RE2::Quiet);
  if (!compiled.ok()) return "not a regular expression: " + compiled.error();
  return compiled.NumberOfCapturingGroups() == 1 ? "" : "match needs one group in parentheses, which holds the key";
}

KeyText::KeyText(const DimensionField& field)
    : pattern_(field.match.empty() ? nullptr : std::make_shared<const re2::RE2>(field.match, re2::RE2::Quiet)),
      fold_path_(field.fold_path) {
  if (!field.map.empty()) map_.emplace(field);
}

std::optional<std::string_view> KeyText::key(std::string_view text) {
  if (pattern_) {
    re2::StringPiece found;
    if (!re2::RE2::PartialMatch({text.data(), text.size()}, *pattern_, &found)) return std::nullopt;
    text = {found.data(), found.size()};
  }
  if (text.empty()) return std::nullopt;
  if (fold_path_) {
    fold_url_path(text, folded_);
    text = folded_;
  }
  return map_ ? map_->category(text) : text;
}

}  // namespace invmon::record

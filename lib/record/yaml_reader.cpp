#include "record/yaml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace invmon::record {
namespace {

std::string place(const std::string& name, const YAML::Mark& mark) {
  return mark.is_null() ? name : fmt::format("{}:{}:{}", name, mark.line + 1, mark.column + 1);
}

}  // namespace

YAML::Node YamlReader::load(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  source_ = text;
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(source_);
    if (documents.size() > 1) fail(documents[1], "a second document");
    return documents.empty() ? YAML::Node() : documents.front();
  } catch (const YAML::Exception& failure) {
    fail(Error{ErrorKind::configuration, place(name_, failure.mark), "not YAML: " + failure.msg, ""});
    return {};
  }
}

bool YamlReader::check_map(const YAML::Node& node, std::string_view what, std::span<const std::string_view> known) {
  if (failed()) return false;
  if (!node.IsMap()) {
    fail(node, fmt::format("{} must be a map", what));
    return false;
  }
  const std::vector<std::string> names(known.begin(), known.end());
  std::vector<std::string> seen;
  for (const auto& entry : node) {
    const auto key = entry.first.IsScalar() ? entry.first.Scalar() : std::string("?");
    if (std::find(names.begin(), names.end(), key) == names.end()) {
      fail(entry.first, fmt::format("unknown key '{}'", key),
           did_you_mean(key, names, fmt::format("known here: {}", fmt::join(names, ", "))));
    } else if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
      fail(entry.first, fmt::format("key '{}' stands here twice", key));
    }
    seen.push_back(key);
  }
  return !failed();
}

std::optional<std::string> YamlReader::text(const YAML::Node& node, std::string_view what) {
  if (failed() || !node.IsDefined()) return std::nullopt;
  if (node.IsScalar() && !node.Scalar().empty()) return node.Scalar();
  const bool tagged = node.IsScalar() && node.Tag().starts_with('!') && node.Tag() != "!";
  fail(node, fmt::format("{} must be a text", what),
       tagged ? "YAML takes a word after '!' for a tag: put the text in quotes" : "");
  return std::nullopt;
}

std::optional<std::uint64_t> YamlReader::natural(const YAML::Node& node, std::string_view what) {
  const auto digits = text(node, what);
  if (!digits) return std::nullopt;
  std::uint64_t value = 0;
  const char* end = digits->data() + digits->size();
  const auto [stop, error] = std::from_chars(digits->data(), end, value);
  if (error == std::errc() && stop == end && value > 0) return value;
  fail(node, fmt::format("{} must be a whole number of at least 1", what));
  return std::nullopt;
}

std::optional<SourcedText> YamlReader::expression(const YAML::Node& node, std::string_view what) {
  const auto predicate = text(node, what);
  if (!predicate) return std::nullopt;
  Layout layout;
  const auto compiled = Expression::compile(*predicate, layout, expression_place(node, "expression"));
  if (!compiled) fail(compiled.error());
  return SourcedText{*predicate, where(node)};
}

std::string YamlReader::where(const YAML::Node& node) const { return place(name_, node.Mark()); }

std::string YamlReader::line_place(const YAML::Node& node) const { return fmt::format("{}:{}", name_, node.Mark().line + 1); }

std::optional<std::size_t> YamlReader::text_column(const YAML::Node& scalar) const {
  const std::string& text = scalar.Scalar();
  const std::string_view rest = std::string_view(source_).substr(std::min<std::size_t>(scalar.Mark().pos, source_.size()));
  const std::size_t quote = rest.starts_with('"') || rest.starts_with('\'') ? 1 : 0;
  if (text.find('\n') != std::string::npos || !rest.substr(quote).starts_with(text)) return std::nullopt;
  return static_cast<std::size_t>(scalar.Mark().column) + quote + 1;
}

ExpressionPlace YamlReader::expression_place(const YAML::Node& scalar, std::string_view what) const {
  if (const auto column = text_column(scalar)) return {line_place(scalar), *column};
  return {fmt::format("{}: {}", where(scalar), what), 1};
}

void YamlReader::fail(Error error) {
  if (!error_) error_ = std::move(error);
}

void YamlReader::fail(const YAML::Node& node, std::string message, std::string hint) {
  fail(Error{ErrorKind::configuration, where(node), std::move(message), std::move(hint)});
}

}  // namespace invmon::record

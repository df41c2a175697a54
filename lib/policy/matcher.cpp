#include "policy/matcher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "base/text.hpp"

namespace invmon::policy {
namespace {

constexpr std::string_view kReserved = " \t\r\n{}!=~,\\\"'`";

/// The text between the quotes with its escapes resolved; nullopt if a quote stands inside, or one of the outer two is missing.
std::optional<std::string> unquoted(std::string_view text) {
  const bool in_quotes = text.starts_with('"');
  if (in_quotes) text.remove_prefix(1);
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (text[i] == '"') return in_quotes && next == '\0' ? std::optional(value) : std::nullopt;
    if (text[i] == '\\' && (next == '"' || next == '\\' || next == 'n')) {
      value += next == 'n' ? '\n' : next;
      ++i;
    } else {
      value += text[i];
    }
  }
  return in_quotes ? std::nullopt : std::optional(value);
}

Error not_a_matcher(std::string what, std::string hint) {
  return Error{ErrorKind::configuration, "", std::move(what), std::move(hint)};
}

}  // namespace

Result<Matcher> Matcher::parse(std::string_view text) {
  // The longer operators first: "=" begins "=~" as well.
  static constexpr std::array<std::pair<std::string_view, Op>, 4> kOps = {
      {{"=~", Op::match}, {"!~", Op::no_match}, {"!=", Op::not_equal}, {"=", Op::equal}}};
  const std::string_view all = trimmed(text);
  const std::string_view name = all.substr(0, all.find_first_of(kReserved));
  const std::string_view rest = trimmed(all.substr(name.size()));
  const auto op = std::find_if(kOps.begin(), kOps.end(), [&](const auto& known) { return rest.starts_with(known.first); });
  if (name.empty() || op == kOps.end()) {
    return not_a_matcher(fmt::format("not a matcher: '{}'", text), R"(write it like severity="page", with = != =~ or !~)");
  }
  const std::string_view written = trimmed(rest.substr(op->first.size()));
  auto value = unquoted(written);
  if (!value || written.starts_with('=') || written.starts_with('~')) {
    return not_a_matcher(fmt::format("not a value: {}", written), R"(write it in quotes, with \" for a quote inside)");
  }
  return make(name, op->first, op->second, *std::move(value));
}

Result<Matcher> Matcher::make(std::string_view name, std::string_view op, Op meaning, std::string value) {
  Matcher matcher;
  matcher.name_ = name;
  matcher.op_ = meaning;
  matcher.value_ = std::move(value);
  matcher.text_ = fmt::format("{}{}{}", name, op, quoted(matcher.value_));
  if (meaning == Op::match || meaning == Op::no_match) {
    matcher.pattern_ = std::make_shared<const re2::RE2>(matcher.value_, re2::RE2::Quiet);
    if (!matcher.pattern_->ok()) return not_a_matcher("bad regular expression: " + matcher.pattern_->error(), "");
  }
  return matcher;
}

bool Matcher::matches(const Labels& labels) const {
  const std::string_view value = value_of(labels, name_);
  const bool same = pattern_ ? re2::RE2::FullMatch({value.data(), value.size()}, *pattern_) : value == value_;
  return same == (op_ == Op::equal || op_ == Op::match);
}

bool Matcher::operator<(const Matcher& other) const {
  return std::tie(name_, value_, op_) < std::tie(other.name_, other.value_, other.op_);
}

bool all_match(const Matchers& matchers, const Labels& labels) {
  return std::all_of(matchers.begin(), matchers.end(), [&](const Matcher& matcher) { return matcher.matches(labels); });
}

std::string_view value_of(const Labels& labels, const std::string& name) {
  const auto found = labels.find(name);
  return found == labels.end() ? std::string_view() : found->second;
}

std::string quoted(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? std::string_view("\\n") : std::string_view(&c, 1);
  }
  return out + '"';
}

}  // namespace invmon::policy

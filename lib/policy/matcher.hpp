#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "policy/rule.hpp"

namespace invmon::policy {

/// `name="v"`, `!=`, `=~`, `!~` (RE2, anchored) on a label; a missing label counts as an empty one. As Alertmanager has it.
class Matcher {
 public:
  /// The value may do without its quotes; in it \" \\ and \n are escapes, and another backslash stands for itself. Errors say
  /// what is wrong with the text; their `where` is empty.
  static Result<Matcher> parse(std::string_view text);

  bool matches(const Labels& labels) const;

  /// In Alertmanager's spelling: without spaces around the operator, the value in quotes.
  const std::string& text() const { return text_; }

  /// By name, value and operator: the order in which Alertmanager names the matchers of a route.
  bool operator<(const Matcher& other) const;

 private:
  enum class Op { equal, not_equal, match, no_match };

  static Result<Matcher> make(std::string_view name, std::string_view op, Op meaning, std::string value);

  std::string text_, name_, value_;
  Op op_ = Op::equal;
  std::shared_ptr<const re2::RE2> pattern_;
};

using Matchers = std::vector<Matcher>;

/// True of no matchers.
bool all_match(const Matchers& matchers, const Labels& labels);

/// The value of a label, empty if it is missing; lives as long as the labels.
std::string_view value_of(const Labels& labels, const std::string& name);

/// A label's value as matchers and group keys show it: in quotes, with \" \\ and \n.
std::string quoted(std::string_view value);

}  // namespace invmon::policy

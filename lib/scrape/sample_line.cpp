#include "scrape/sample_line.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace invmon::scrape {
namespace {

constexpr std::size_t kLongestExemplar = 128;

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool begins_name(char c) { return is_letter(c) || c == '_'; }

bool equals_ignoring_case(std::string_view text, std::string_view small) {
  const auto to_small = [](char c) { return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(text, small, {}, to_small);
}

/// Reads a line from left to right.
class LineCursor {
 public:
  LineCursor(std::string_view line, Dialect dialect) : line_(line), strict_(dialect == Dialect::openmetrics) {}

  SampleLine read() {
    SampleLine result;
    skip_blanks();
    result.sample.name = name(true, "a metric's name");
    skip_blanks();
    if (take('{')) result.sample.labels = labels();
    separate();
    result.sample.value = value();
    if (!at_end() && !exemplar_follows()) {
      separate();
      result.sample.time = strict_ ? seconds() : milliseconds();
    }
    if (exemplar_follows()) result.exemplar_column = exemplar();
    if (!at_end()) fail("nothing may follow here");
    return result;
  }

 private:
  [[noreturn]] void fail(std::string what) const { fail_at(at_, std::move(what)); }
  [[noreturn]] static void fail_at(std::size_t at, std::string what) { throw Fault{at + 1, std::move(what)}; }

  bool next_is(char c) const { return at_ < line_.size() && line_[at_] == c; }
  bool take(char c) {
    const bool there = next_is(c);
    at_ += there ? 1 : 0;
    return there;
  }

  void skip_blanks() {
    while (!strict_ && at_ < line_.size() && is_blank(line_[at_])) ++at_;
  }

  bool at_end() {
    skip_blanks();
    return at_ == line_.size();
  }

  void separate() {
    const bool after_labels = at_ > 0 && (line_[at_ - 1] == '}' || is_blank(line_[at_ - 1]));
    if (!strict_ && after_labels) return skip_blanks();
    if (!take(' ') && (strict_ || !take('\t'))) fail("a space is missing");
    skip_blanks();
  }

  std::string name(bool colons, std::string_view what) {
    const auto begin = at_;
    while (at_ < line_.size() &&
           (begins_name(line_[at_]) || (colons && line_[at_] == ':') || (at_ > begin && is_digit(line_[at_])))) {
      ++at_;
    }
    if (at_ == begin) fail(fmt::format("{} is missing", what));
    return std::string(line_.substr(begin, at_ - begin));
  }

  Labels labels() {
    Labels result;
    for (skip_blanks(); !take('}'); skip_blanks()) {
      if (!result.empty()) {
        if (!take(',')) fail("a comma or '}' is missing");
        skip_blanks();
        if (!strict_ && take('}')) break;
      }
      const auto begin = at_;
      auto label = name(false, "a label's name");
      if (find_label(result, label) != nullptr) fail_at(begin, fmt::format("the label {} stands here twice", label));
      skip_blanks();
      if (!take('=')) fail("'=' is missing");
      skip_blanks();
      result.emplace_back(std::move(label), quoted());
    }
    std::ranges::sort(result);
    return result;
  }

  std::string quoted() {
    if (!take('"')) fail("a label's value must stand in double quotes");
    std::string text;
    for (;; ++at_) {
      if (at_ == line_.size()) fail("the closing quote is missing");
      if (take('"')) return text;
      const char next = at_ + 1 < line_.size() ? line_[at_ + 1] : '\0';
      if (line_[at_] == '\\' && (next == 'n' || next == '"' || next == '\\')) {
        text += next == 'n' ? '\n' : next;
        ++at_;
      } else {
        text += line_[at_];
      }
    }
  }

  std::string_view token() {
    const auto begin = at_;
    while (at_ < line_.size() && !is_blank(line_[at_])) ++at_;
    return line_.substr(begin, at_ - begin);
  }

  double value() {
    const auto begin = at_;
    const auto text = token();
    if (text.empty()) fail("a value is missing");
    const auto number = parse_value(text);
    if (!number) fail_at(begin, fmt::format("not a number: '{}'", text));
    return *number;
  }

  Nanos seconds() {
    const auto begin = at_;
    const auto text = token();
    const auto number = parse_value(text);
    if (!number || !std::isfinite(*number)) fail_at(begin, fmt::format("not a time in seconds: '{}'", text));
    if (const auto time = parse_epoch(text, EpochUnit::seconds)) return *time;
    return *number < 0 ? std::numeric_limits<Nanos>::min() : std::numeric_limits<Nanos>::max();
  }

  Nanos milliseconds() {
    const auto begin = at_;
    const auto text = token();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
      fail_at(begin, fmt::format("not a time in whole milliseconds: '{}'", text));
    }
    if (const auto time = from_epoch(number, EpochUnit::milliseconds)) return *time;
    return number < 0 ? std::numeric_limits<Nanos>::min() : std::numeric_limits<Nanos>::max();
  }

  bool exemplar_follows() const { return strict_ && line_.substr(at_).starts_with(" #"); }

  std::size_t exemplar() {
    at_ += 2;
    const auto begin = at_;
    if (!take(' ') || !take('{')) fail("an exemplar is written ' # {labels} value'");
    std::size_t characters = 0;
    for (const auto& [label, text] : labels()) {
      for (std::string_view rest : {std::string_view(label), std::string_view(text)}) {
        for (; !rest.empty(); ++characters) take_utf8(rest);
      }
    }
    if (characters > kLongestExemplar)
      fail_at(begin, fmt::format("an exemplar's labels hold {} characters, not 128", characters));
    separate();
    value();
    if (at_ < line_.size()) {
      separate();
      seconds();
    }
    return begin;
  }

  std::string_view line_;
  bool strict_;
  std::size_t at_ = 0;
};

}  // namespace

SampleLine read_sample(std::string_view line, Dialect dialect) { return LineCursor(line, dialect).read(); }

std::optional<double> parse_value(std::string_view text) {
  const bool negative = text.starts_with('-');
  const bool is_signed = negative || text.starts_with('+');
  if (is_signed) text.remove_prefix(1);
  const double sign = negative ? -1 : 1;
  if (equals_ignoring_case(text, "inf") || equals_ignoring_case(text, "infinity")) {
    return sign * std::numeric_limits<double>::infinity();
  }
  if (equals_ignoring_case(text, "nan")) return std::numeric_limits<double>::quiet_NaN();
  if (text.empty() || !(is_digit(text.front()) || text.front() == '.')) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return sign * number;
}

bool is_metric_name(std::string_view text) {
  const auto allowed = [](char c) { return begins_name(c) || c == ':' || is_digit(c); };
  return !text.empty() && !is_digit(text.front()) && std::ranges::all_of(text, allowed);
}

}  // namespace invmon::scrape

#include "detect/field_rank.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "base/time.hpp"
#include "base/units.hpp"

namespace invmon::detect {
namespace {

using std::string_view;
using Names = std::vector<std::string>;

/// The words of a name, that is of the last member of a path, in lower case: `req.responseTimeMs` is response, time, ms. They end
/// at other characters than letters and digits, and before a capital that follows a small letter.
Names name_words(string_view path) {
  const auto is_small = [](char c) { return is_digit(c) || (is_letter(c) && !is_capital(c)); };
  Names words = {""};
  char before = 0;
  for (const char c : path.substr(path.rfind('.') + 1)) {
    if ((is_capital(c) && is_small(before)) || (!is_capital(c) && !is_small(c))) words.emplace_back();
    if (is_capital(c)) words.back() += static_cast<char>(c - 'A' + 'a');
    if (is_small(c)) words.back() += c;
    before = c;
  }
  std::erase(words, "");
  return words;
}

bool is_one_of(const Names& words, std::initializer_list<string_view> wanted) {
  return words.size() == 1 && std::ranges::find(wanted, words[0]) != wanted.end();
}

bool has_word(const Names& words, std::initializer_list<string_view> wanted) {
  return std::ranges::any_of(words, [&](const auto& word) { return std::ranges::find(wanted, word) != wanted.end(); });
}

/// Whether a number is a time of this century, whatever its unit.
bool is_epoch(const std::string& text) {
  constexpr Nanos kFirst = 946'684'800 * kSecond;
  constexpr Nanos kLast = 4'102'444'800 * kSecond;
  const auto time = parse_epoch(text, EpochUnit::by_magnitude);
  return time && *time >= kFirst && *time < kLast;
}

}  // namespace

double share_of(const FieldSummary& field, const std::function<bool(const std::string&)>& holds) {
  double all = 0, held = 0;
  for (const auto& [text, count] : field.values.counts()) {
    all += static_cast<double>(count);
    if (holds(text)) held += static_cast<double>(count);
  }
  return all == 0 ? 0 : held / all;
}

bool is_date(const std::string& text) { return parse_rfc3339(text) || parse_clf(text); }

double rank_time(const FieldSummary& field) {
  const auto words = name_words(field.path);
  constexpr double kMostly = 0.9;
  const bool named = has_word(words, {"time", "timestamp", "ts", "date", "datetime", "at", "when", "t", "epoch", "instant"});
  const bool dates = share_of(field, is_date) >= kMostly;
  const auto is_time = [](const std::string& text) { return is_date(text) || is_epoch(text); };
  if (!dates && !(named && share_of(field, is_time) >= kMostly)) return 0;
  const bool usual = is_one_of(words, {"time", "timestamp", "ts", "datetime"});
  const double variety = field.values.estimate() / static_cast<double>(field.lines);
  return (usual ? 4 : named ? 2 : 1) + std::min(variety, 1.0);
}

bool are_nanos(const FieldSummary& field, const FieldSummary& seconds) {
  constexpr double kLatest = 1e11;  // a larger number is none of seconds
  const auto parent = [](string_view path) { return path.substr(0, path.rfind('.') + 1); };
  const auto whole = [](const FieldSummary& number) { return number.count(JsonType::integer) == number.lines; };
  return parent(field.path) == parent(seconds.path) && whole(seconds) && seconds.numbers.max() < kLatest && whole(field) &&
         has_word(name_words(field.path), {"nano", "nanos", "nanoseconds", "nsec", "ns"}) && field.numbers.min() >= 0 &&
         field.numbers.max() < kSecond;
}

string_view unit_of(const FieldSummary& field) {
  const auto words = name_words(field.path);
  static constexpr std::array<std::pair<string_view, string_view>, 19> kUnits = {{{"ns", "ns"},
                                                                                  {"nanos", "ns"},
                                                                                  {"nanoseconds", "ns"},
                                                                                  {"nsec", "ns"},
                                                                                  {"us", "us"},
                                                                                  {"micros", "us"},
                                                                                  {"microseconds", "us"},
                                                                                  {"usec", "us"},
                                                                                  {"ms", "ms"},
                                                                                  {"millis", "ms"},
                                                                                  {"milliseconds", "ms"},
                                                                                  {"msec", "ms"},
                                                                                  {"s", "s"},
                                                                                  {"sec", "s"},
                                                                                  {"secs", "s"},
                                                                                  {"seconds", "s"},
                                                                                  {"min", "m"},
                                                                                  {"mins", "m"},
                                                                                  {"minutes", "m"}}};
  const auto* unit =
      words.empty() ? kUnits.end() : std::ranges::find(kUnits, words.back(), &std::pair<string_view, string_view>::first);
  return unit == kUnits.end() ? string_view() : unit->second;
}

double rank_duration(const FieldSummary& field) {
  const auto words = name_words(field.path);
  constexpr double kMostly = 0.9;
  const bool span = has_word(words, {"duration", "elapsed", "latency", "took", "runtime"});
  const bool time_of =
      has_word(words, {"time", "responsetime"}) &&
      has_word(words, {"response", "request", "run", "processing", "execution", "taken", "query", "total", "responsetime"});
  const auto is_span = [](const std::string& text) { return parse_duration_seconds(text, TimeUnit::seconds).value_or(-1) >= 0; };
  if ((!span && !time_of && unit_of(field).empty()) || share_of(field, is_span) < kMostly) return 0;
  return span || time_of ? 3 : 1;
}

double rank_status(const FieldSummary& field) {
  const auto words = name_words(field.path);
  const bool named =
      has_word(words, {"status", "statuscode"}) || (has_word(words, {"code"}) && has_word(words, {"response", "http"}));
  const auto is_status = [](const std::string& text) {
    return text == "0" ||
           (text.size() == 3 && text[0] >= '1' && text[0] <= '5' && text.find_first_not_of("0123456789") == text.npos);
  };
  return named && share_of(field, is_status) == 1 ? 1 : 0;
}

double rank_level(const FieldSummary& field) {
  const auto words = name_words(field.path);
  const auto is_level = [](const std::string& text) {
    return is_one_of(name_words(text), {"trace", "debug",     "info",  "information", "notice",  "warn",   "warning",
                                        "error", "err",       "fatal", "critical",    "crit",    "severe", "alert",
                                        "emerg", "emergency", "panic", "log",         "verbose", "fine",   "config"});
  };
  const bool named = has_word(words, {"level", "lvl", "severity", "loglevel", "levelname", "priority"});
  return named && field.values.is_exact() && share_of(field, is_level) > 0.5 ? 1 : 0;
}

double rank_outcome(const FieldSummary& field) {
  const auto words = name_words(field.path);
  const auto is_outcome = [](const std::string& text) {
    return is_one_of(name_words(text), {"success", "successful", "ok", "passed", "completed", "done", "fail", "failed", "failure",
                                        "error", "timeout", "denied", "rejected"});
  };
  return has_word(words, {"outcome", "result", "status", "state"}) && share_of(field, is_outcome) > 0.5 ? 1 : 0;
}

double rank_success(const FieldSummary& field) {
  const auto words = name_words(field.path);
  return has_word(words, {"success", "ok", "succeeded"}) && field.count(JsonType::boolean) == field.lines ? 1 : 0;
}

double rank_error(const FieldSummary& field) {
  const auto words = name_words(field.path);
  return words.size() <= 2 && has_word(words, {"error", "err", "exception", "errormessage", "errorcode"}) &&
                 field.count(JsonType::string) > 0
             ? 1
             : 0;
}

}  // namespace invmon::detect

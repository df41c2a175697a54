#pragma once

#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "generate/generate.hpp"

namespace invmon::generate {

/// A line of a log, read by simdjson.
struct LogLine {
  Nanos time = 0;
  std::map<std::string, std::string> texts;
  std::map<std::string, double> numbers;

  std::string text(const std::string& key) const { return texts.contains(key) ? texts.at(key) : ""; }
  double number(const std::string& key) const { return numbers.at(key); }
  std::string event() const { return text("event"); }
};

using LogLines = std::vector<LogLine>;

inline std::string log_text(const Options& options) {
  std::string text;
  const auto done = generate(options, [&](std::string_view piece) {
    text += piece;
    return true;
  });
  REQUIRE(done);
  return text;
}

inline LogLine read_line(simdjson::dom::object json) {
  LogLine line;
  for (const auto& [key, value] : json) {
    if (value.is_string()) {
      line.texts[std::string(key)] = std::string_view(value);
    } else {
      line.numbers[std::string(key)] = double(value);
    }
  }
  REQUIRE(line.texts.size() + line.numbers.size() == json.size());
  line.time = parse_rfc3339(line.text("timestamp")).value();
  return line;
}

/// Every line of a log.
inline LogLines log_lines(const Options& options) {
  const std::string text = log_text(options);
  simdjson::dom::parser parser;
  LogLines lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    REQUIRE(end != std::string::npos);
    lines.push_back(read_line(parser.parse(text.data() + begin, end - begin)));
    begin = end + 1;
  }
  return lines;
}

/// The lines that fulfil a condition.
template <class Condition>
LogLines those(const LogLines& lines, Condition condition) {
  LogLines found;
  for (const LogLine& line : lines) {
    if (condition(line)) found.push_back(line);
  }
  return found;
}

inline LogLines of_event(const LogLines& lines, const std::string& event) {
  return those(lines, [&](const LogLine& line) { return line.event() == event; });
}

inline LogLines during(const LogLines& lines, const Incident& incident) {
  return those(lines, [&](const LogLine& line) { return incident.covers(line.time); });
}

/// The share of lines whose member has that text.
inline double share_of(const LogLines& lines, const std::string& key, const std::string& value) {
  const auto found = those(lines, [&](const LogLine& line) { return line.text(key) == value; });
  return static_cast<double>(found.size()) / static_cast<double>(lines.size());
}

/// The value with that rank among the lines that have it.
inline double quantile_of(const LogLines& lines, const std::string& key, double q) {
  std::vector<double> values;
  for (const LogLine& line : lines) {
    if (line.numbers.contains(key)) values.push_back(line.number(key));
  }
  REQUIRE_FALSE(values.empty());
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
}

}  // namespace invmon::generate

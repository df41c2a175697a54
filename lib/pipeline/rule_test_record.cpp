#include "pipeline/rule_test_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "base/units.hpp"
#include "record/number.hpp"

namespace invmon::pipeline {
namespace {

using record::TimeFormat;

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string scalar(const YAML::Node& node) {
  if (node.IsNull()) return "null";
  const std::string& text = node.Scalar();
  const bool in_quotes = node.Tag() == "!";
  if (in_quotes) return json_string(text);
  if (text == "true" || text == "false") return text;
  const auto number = record::parse_number(text);
  if (!number) return json_string(text);
  return number->kind == record::Value::Kind::integer ? fmt::to_string(number->integer) : plain_number(number->real);
}

/// "01/Jan/2025:00:00:00 +0000".
std::string common_log_time(Nanos time) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = floor_div(time, kDay);
  const auto civil = civil_from_days(day);
  const auto second = floor_div(time, kSecond) - day * (kDay / kSecond);
  return fmt::format("{:02}/{}/{:04}:{:02}:{:02}:{:02} +0000", civil.day, kMonths[civil.month - 1], civil.year, second / 3600,
                     second / 60 % 60, second % 60);
}

}  // namespace

void Json::put(std::string_view path, Json value) {
  text_.clear();
  const auto dot = path.find('.');
  const auto name = path.substr(0, dot);
  const auto at = static_cast<std::size_t>(std::ranges::find(names_, name) - names_.begin());
  if (at == names_.size()) {
    names_.emplace_back(name);
    members_.emplace_back();
  }
  if (dot == std::string_view::npos) {
    members_[at] = std::move(value);
  } else {
    members_[at].put(path.substr(dot + 1), std::move(value));
  }
}

std::string Json::text() const {
  if (!text_.empty()) return text_;
  std::string out = "{";
  for (std::size_t i = 0; i < names_.size(); ++i) {
    out += fmt::format("{}{}: {}", i == 0 ? "" : ", ", json_string(names_[i]), members_[i].text());
  }
  return out + "}";
}

Json to_json(record::YamlReader& yaml, const YAML::Node& node) {
  if (node.IsSequence()) {
    std::vector<std::string> items;
    for (const auto& item : node) items.push_back(to_json(yaml, item).text());
    return Json(fmt::format("[{}]", fmt::join(items, ", ")));
  }
  if (!node.IsMap()) return Json(scalar(node));
  Json object;
  for (const auto& entry : node) {
    object.put(yaml.text(entry.first, "a field's name").value_or(""), to_json(yaml, entry.second));
  }
  return object;
}

Json to_json(const record::TimeField& field, Nanos time) {
  const auto milliseconds = floor_div(time, kMillisecond);
  switch (field.format) {
    case TimeFormat::automatic:
    case TimeFormat::rfc3339:
      break;
    case TimeFormat::clf:
      return Json(json_string(common_log_time(time)));
    case TimeFormat::epoch_s:
      return Json(plain_number(static_cast<double>(milliseconds) / 1e3));
    case TimeFormat::epoch_ms:
      return Json(fmt::to_string(milliseconds));
    case TimeFormat::epoch_us:
      return Json(fmt::to_string(milliseconds * (kMillisecond / kMicrosecond)));
    case TimeFormat::epoch_ns:
      return Json(fmt::to_string(milliseconds * kMillisecond));
  }
  return Json(json_string(format_time(time)));
}

}  // namespace invmon::pipeline

#include "notify/slack.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "notify/describe.hpp"
#include "notify/json_text.hpp"

namespace invmon::notify {
namespace {

using policy::Alert;
using policy::Notification;

constexpr std::size_t kHeaderLimit = 150;
constexpr std::size_t kSectionLimit = 3000;
constexpr std::size_t kFieldLimit = 2000;
constexpr std::size_t kMaxFields = 10;
constexpr std::size_t kMaxAlerts = 48;  // of 50 blocks, without the header and the count of the rest

std::string_view entity(const Utf8Char& character) {
  switch (character.code) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    default:
      return character.bytes;
  }
}

void write_text(JsonWriter& json, std::string_view type, std::string_view text, std::size_t limit) {
  json.begin_object();
  json.text("type", type);
  json.text("text", fit(text, limit, entity));
  json.end_object();
}

/// "[FIRING:2] HighErrorRate", "[RESOLVED] 3 alerts".
std::string headline(const Notification& notification, std::span<const Alert> alerts) {
  const auto& entries = notification.alerts;
  const auto firing = std::count_if(entries.begin(), entries.end(), [](const auto& entry) { return !entry.resolved; });
  const bool same = std::all_of(entries.begin(), entries.end(), [&](const auto& entry) {
    return alerts[entry.alert].alert == alerts[entries.front().alert].alert;
  });
  return fmt::format("[{}] {}", firing > 0 ? fmt::format("FIRING:{}", firing) : "RESOLVED",
                     same && !entries.empty() ? alerts[entries.front().alert].alert : fmt::format("{} alerts", entries.size()));
}

std::string section_text(const Alert& alert, bool resolved) {
  const std::string time = format_time(resolved ? *alert.ends_at : *alert.starts_at);
  const std::string value = value_text(alert);
  return fmt::format("*{} {}*\n{}{}", resolved ? "Resolved at" : "Firing since", time, summary_of(alert),
                     value.empty() ? "" : fmt::format("\nValue: {}", value));
}

void write_section(JsonWriter& json, const Alert& alert, bool resolved) {
  json.begin_object();
  json.text("type", "section");
  json.key("text");
  write_text(json, "mrkdwn", section_text(alert, resolved), kSectionLimit);
  if (!alert.labels.empty()) {
    json.begin_array("fields");
    std::size_t room = kMaxFields;
    for (const auto& [name, value] : alert.labels) {
      if (room-- == 0) break;
      write_text(json, "plain_text", fmt::format("{}: {}", name, value), kFieldLimit);
    }
    json.end_array();
  }
  json.end_object();
}

void write_rest(JsonWriter& json, std::size_t count) {
  json.begin_object();
  json.text("type", "context");
  json.begin_array("elements");
  write_text(json, "plain_text", fmt::format("and {} more", count), kFieldLimit);
  json.end_array();
  json.end_object();
}

void write_blocks(JsonWriter& json, const Notification& notification, std::span<const Alert> alerts, std::string_view title) {
  const auto& entries = notification.alerts;
  json.begin_array("blocks");
  json.begin_object();
  json.text("type", "header");
  json.key("text");
  write_text(json, "plain_text", title, kHeaderLimit);
  json.end_object();
  const std::size_t shown = std::min(entries.size(), kMaxAlerts);
  for (std::size_t i = 0; i < shown; ++i) write_section(json, alerts[entries[i].alert], entries[i].resolved);
  if (entries.size() > shown) write_rest(json, entries.size() - shown);
  json.end_array();
}

}  // namespace

std::string slack(const Notification& notification, std::span<const Alert> alerts) {
  const std::string title = headline(notification, alerts);
  return json_text([&](JsonWriter& json) {
    json.begin_object();
    json.text("text", fit(title, kSectionLimit, entity));
    write_blocks(json, notification, alerts, title);
    json.end_object();
  });
}

}  // namespace invmon::notify

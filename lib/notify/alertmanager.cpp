#include "notify/alertmanager.hpp"

#include "notify/describe.hpp"
#include "notify/json_text.hpp"

namespace invmon::notify {

std::string alertmanager(const policy::Notification& notification, std::span<const policy::Alert> alerts, std::string_view url) {
  return json_text([&](JsonWriter& json) {
    json.begin_array();
    for (const auto& [index, resolved] : notification.alerts) {
      const policy::Alert& alert = alerts[index];
      json.begin_object();
      json.texts("labels", full_labels(alert));
      json.texts("annotations", annotations_of(alert));
      json.time("startsAt", alert.starts_at);
      if (resolved) json.time("endsAt", alert.ends_at);
      if (!url.empty()) json.text("generatorURL", url);
      json.end_object();
    }
    json.end_array();
  });
}

}  // namespace invmon::notify

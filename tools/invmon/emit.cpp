#include "emit.hpp"

#include <algorithm>
#include <array>
#include <ostream>

#include "base/text.hpp"
#include "notify/alertmanager.hpp"
#include "notify/nagios.hpp"
#include "notify/pagerduty.hpp"
#include "notify/slack.hpp"
#include "notify/webhook.hpp"
#include "output.hpp"
#include "policy/current_notifications.hpp"

namespace invmon::tools {
namespace {

struct Name {
  std::string_view text;
  Payload payload;
};
constexpr std::array<Name, 5> kNames = {{{"alertmanager", Payload::alertmanager},
                                         {"webhook", Payload::webhook},
                                         {"pagerduty", Payload::pagerduty},
                                         {"slack", Payload::slack},
                                         {"nagios", Payload::nagios}}};

std::string routing_key(const policy::Routing& routing, const std::string& receiver) {
  const auto found = std::ranges::find(routing.receivers, receiver, &policy::Receiver::name);
  return found == routing.receivers.end() ? "" : found->pagerduty_key;
}

}  // namespace

Result<std::optional<Payload>> parse_payload(const std::string& name) {
  if (name.empty()) return std::optional<Payload>();
  const auto* const found = std::ranges::find(kNames, name, &Name::text);
  if (found != kNames.end()) return std::optional(found->payload);
  std::vector<std::string> names;
  for (const auto& known : kNames) names.emplace_back(known.text);
  return Error{ErrorKind::usage, "--emit", "unknown payload '" + name + "'",
               did_you_mean(name, names, "alertmanager, webhook, pagerduty, slack and nagios are known")};
}

std::vector<std::string> bodies(Payload payload, const policy::Notification& notification, const pipeline::JudgedReport& judged) {
  const auto& alerts = judged.judgement.alerts;
  switch (payload) {
    case Payload::alertmanager:
      return {notify::alertmanager(notification, alerts)};
    case Payload::webhook:
      return {notify::webhook(notification, alerts)};
    case Payload::pagerduty:
      return notify::pagerduty(notification, alerts, routing_key(judged.policy.routing, notification.receiver));
    case Payload::slack:
      return {notify::slack(notification, alerts)};
    case Payload::nagios:
      break;
  }
  return {};
}

std::vector<policy::Notification> current_notifications(const pipeline::JudgedReport& judged) {
  return policy::current_notifications(judged.judgement.alerts, judged.policy.routing, judged.policy.silences,
                                       judged.report.to.value_or(0));
}

Result<int> emit(Payload payload, const pipeline::JudgedReport& judged, bool replay) {
  std::vector<std::string> lines;
  int status = 0;
  if (payload == Payload::nagios) {
    const auto plugin = notify::nagios(judged.judgement.alerts);
    lines.push_back(plugin.line);
    status = plugin.status;
  } else {
    for (const auto& notification : replay ? judged.judgement.notifications : current_notifications(judged)) {
      for (auto& body : bodies(payload, notification, judged)) lines.push_back(std::move(body));
    }
  }
  auto written = write_output("-", [&](std::ostream& out) {
    for (const auto& line : lines) out << line << '\n';
  });
  if (!written) return written.error();
  return status;
}

}  // namespace invmon::tools

#include "send.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "emit.hpp"
#include "modules/load.hpp"
#include "modules/network.hpp"
#include "say.hpp"

namespace invmon::tools {
namespace {

using policy::Receiver;

/// A way to reach a receiver.
struct Service {
  Payload payload;
  std::string_view name;
  std::string Receiver::*url;
};
constexpr std::array<Service, 4> kServices = {{{Payload::webhook, "webhook", &Receiver::webhook_url},
                                               {Payload::alertmanager, "alertmanager", &Receiver::alertmanager_url},
                                               {Payload::slack, "slack", &Receiver::slack_url},
                                               {Payload::pagerduty, "pagerduty", &Receiver::pagerduty_url}}};

constexpr std::string_view kFromEnvironment = "env:";

Error configuration(const std::string& what, const std::string& hint) { return {ErrorKind::configuration, "--send", what, hint}; }

bool is_url(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

/// Puts the value of the variable in the place of `env:NAME`; leaves any other text alone.
Result<void> take_from_environment(const Receiver& receiver, std::string& text, bool url) {
  if (!text.starts_with(kFromEnvironment)) return {};
  const std::string name = text.substr(kFromEnvironment.size());
  const char* value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0') {
    return configuration(fmt::format("the environment variable {} is not set", name),
                         fmt::format("receiver '{}' needs it", receiver.name));
  }
  if (url && !is_url(value)) {
    return configuration(fmt::format("the environment variable {} holds no URL", name), "a URL begins with https:// or http://");
  }
  text = value;
  return {};
}

bool can_be_sent_to(const Receiver& receiver) {
  return std::ranges::any_of(kServices, [&](const Service& service) { return !(receiver.*service.url).empty(); });
}

std::string full_url(const Service& service, std::string url) {
  if (service.payload != Payload::alertmanager) return url;
  while (url.ends_with('/')) url.pop_back();
  return url + "/api/v2/alerts";
}

/// Posts messages, and tells of each failure once.
class Sender {
 public:
  explicit Sender(std::unique_ptr<HttpClient> client) : client_(std::move(client)) {}

  void send(const Receiver& receiver, const Service& service, const std::vector<std::string>& bodies) {
    const std::string url = full_url(service, receiver.*service.url);
    for (const auto& body : bodies) {
      const auto sent = client_->post(url, body);
      if (!sent) report(fmt::format("receiver '{}', {}: {}", receiver.name, service.name, to_string(sent.error())));
    }
  }

  bool all_sent() const { return failures_.empty(); }

 private:
  void report(const std::string& failure) {
    if (failures_.insert(failure).second) say(failure);
  }

  std::unique_ptr<HttpClient> client_;
  std::set<std::string> failures_;
};

}  // namespace

Result<void> prepare_receivers(policy::Routing& routing) {
  if (!routing.root) return configuration("the profile has no routes", "add 'routes:' and 'receivers:'");
  if (std::ranges::none_of(routing.receivers, can_be_sent_to)) {
    return configuration("no receiver of the profile has a URL", "write one like {name: ops, webhook: {url: https://...}}");
  }
  for (auto& receiver : routing.receivers) {
    for (const auto& service : kServices) {
      if (auto taken = take_from_environment(receiver, receiver.*service.url, true); !taken) return taken;
    }
    if (auto taken = take_from_environment(receiver, receiver.pagerduty_key, false); !taken) return taken;
  }
  return {};
}

bool send(const pipeline::JudgedReport& judged) {
  const auto network = load_module<NetworkModule>();
  if (!network) {
    say(to_string(network.error()));
    return false;
  }
  Sender sender((*network)->make_client());
  for (const auto& notification : current_notifications(judged)) {
    const auto& receivers = judged.policy.routing.receivers;
    const auto receiver = std::ranges::find(receivers, notification.receiver, &Receiver::name);
    if (receiver == receivers.end()) continue;
    for (const auto& service : kServices) {
      if ((*receiver.*service.url).empty()) continue;
      sender.send(*receiver, service, bodies(service.payload, notification, judged));
    }
  }
  return sender.all_sent();
}

}  // namespace invmon::tools

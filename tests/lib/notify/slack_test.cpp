#include "notify/slack.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <string>

#include "sample_notification.hpp"

namespace invmon::notify {
namespace {

TEST_CASE("a message has a header, and a section for each alert") {
  const std::vector<policy::Alert> alerts = {high_error_rate(), resolved_error_rate()};
  CHECK(slack(notification_of(alerts), alerts) ==
        R"({"text": "[FIRING:1] HighErrorRate", "blocks": [)"
        R"({"type": "header", "text": {"type": "plain_text", "text": "[FIRING:1] HighErrorRate"}}, )"
        R"({"type": "section", "text": {"type": "mrkdwn", )"
        R"("text": "*Firing since 2025-02-08T12:00:00.000Z*\n7.1 % of batches fail\nValue: 7.10 %"}, )"
        R"("fields": [{"type": "plain_text", "text": "priority: P2"}, {"type": "plain_text", "text": "warehouse: WH-03"}]}, )"
        R"({"type": "section", "text": {"type": "mrkdwn", )"
        R"x("text": "*Resolved at 2025-02-08T12:05:00.250Z*\nHighErrorRate (priority=P2, warehouse=WH-04)"}, )x"
        R"("fields": [{"type": "plain_text", "text": "priority: P2"}, {"type": "plain_text", "text": "warehouse: WH-04"}]}]})");
}

TEST_CASE("the header says what is resolved, and how many alerts of several names there are") {
  std::vector<policy::Alert> alerts = {resolved_error_rate(), resolved_error_rate()};
  alerts[1].alert = "Slow";
  simdjson::dom::parser parser;
  CHECK(parser.parse(slack(notification_of(alerts), alerts))["text"].get_string().value() == "[RESOLVED] 2 alerts");
  CHECK(parser.parse(slack({}, {}))["text"].get_string().value() == "[RESOLVED] 0 alerts");
}

TEST_CASE("text that Slack would take for a link or a mention is escaped, and cut between characters") {
  std::vector<policy::Alert> alerts = {high_error_rate()};
  alerts[0].alert = std::string(137, 'x') + "<&";  // "[FIRING:1] " is 11 characters long
  alerts[0].labels = {{"who", "<!channel> & co"}};
  alerts[0].annotations["summary"] = std::string(3000, '&');
  simdjson::dom::parser parser;
  const auto blocks = parser.parse(slack(notification_of(alerts), alerts))["blocks"];
  CHECK(blocks.at(0)["text"]["text"].get_string().value() == "[FIRING:1] " + std::string(137, 'x') + "…");
  CHECK(blocks.at(1)["fields"].at(0)["text"].get_string().value() == "who: &lt;!channel&gt; &amp; co");
  const auto text = std::string(blocks.at(1)["text"]["text"].get_string().value());
  // 40 characters stand before 591 entities of 5.
  CHECK(text.find("&amp;") == 40);
  CHECK(text.size() == 40 + 591 * 5 + std::string("…").size());
}

TEST_CASE("fields and blocks keep within Slack's limits") {
  policy::Alert alert = high_error_rate();
  for (char c = 'a'; c <= 'z'; ++c) alert.labels[std::string(1, c)] = std::string(3000, c);
  simdjson::dom::parser parser;
  const auto blocks_of = [&](std::size_t count) {
    const std::vector<policy::Alert> alerts(count, alert);
    return parser.parse(slack(notification_of(alerts), alerts))["blocks"].get_array().value();
  };
  CHECK(blocks_of(1).at(1)["fields"].get_array().size() == 10);
  CHECK(blocks_of(1).at(1)["fields"].at(0)["text"].get_string().value().size() == 1999 + std::string("…").size());
  CHECK(blocks_of(48).size() == 49);
  CHECK(blocks_of(49).size() == 50);
  CHECK(blocks_of(500).size() == 50);
  CHECK(blocks_of(500).at(49)["elements"].at(0)["text"].get_string().value() == "and 452 more");
}

TEST_CASE("an alert without labels has no fields") {
  policy::Alert alert = high_error_rate();
  alert.labels.clear();
  const std::vector<policy::Alert> alerts = {alert};
  CHECK(slack(notification_of(alerts), alerts).find("fields") == std::string::npos);
}

}  // namespace
}  // namespace invmon::notify

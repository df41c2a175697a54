#include <set>

#include "dates.hpp"
#include "json_log.hpp"

using namespace invmon;
using namespace invmon::generate;

namespace {

LogLines consignment(std::vector<Incident> incidents, double rate = 20) {
  return log_lines(
      {.profile = "consignment", .seed = 3, .from = kMonday, .duration = kDay, .rate = rate, .incidents = incidents});
}

bool is_failure(const LogLine& line) { return line.texts.contains("error_code"); }

}  // namespace

TEST_CASE("consignment: every error code is of a kind of the taxonomy") {
  const std::set<std::string> kinds{"APP",     "DB",       "CACHE",      "QUEUE",   "API",   "WEBHOOK", "SYNC",
                                    "TIMEOUT", "DELIVERY", "VALIDATION", "PROCESS", "STATE", "DATA"};
  std::set<std::string> seen;
  const auto lines = consignment({{Scenario::outage, kMonday + 9 * kHour, kHour},
                                  {Scenario::slowdown, kMonday + 12 * kHour, kHour},
                                  {Scenario::retry_storm, kMonday + 15 * kHour, kHour}},
                                 60);
  for (const LogLine& line : those(lines, is_failure)) {
    const std::string code = line.text("error_code");
    const std::string kind = code.substr(0, code.find('_'));
    CAPTURE(code);
    REQUIRE(kinds.contains(kind));
    seen.insert(kind);
  }
  CHECK(seen.size() == kinds.size());
}

TEST_CASE("consignment: a quiet day has few failures, and emails are delivered or bounce") {
  const auto lines = consignment({});
  const auto operations = those(lines, [](const LogLine& line) { return line.texts.contains("outcome"); });
  CHECK(those(operations, is_failure).size() < operations.size() / 100);
  const auto emails = of_event(lines, "email");
  CHECK(share_of(emails, "outcome", "delivered") + share_of(emails, "outcome", "bounced") == doctest::Approx(1));
  CHECK(share_of(emails, "outcome", "bounced") < 0.03);
}

TEST_CASE("consignment: the trade has sales, returns, listings and sign-ups, which neither succeed nor fail") {
  const auto lines = consignment({});
  CHECK(of_event(lines, "sale").size() > 5 * of_event(lines, "return").size());
  for (const char* event : {"sale", "return", "listing", "signup"}) {
    CAPTURE(event);
    const auto trade = of_event(lines, event);
    REQUIRE_FALSE(trade.empty());
    CHECK_FALSE(trade.front().texts.contains("outcome"));
  }
  CHECK(quantile_of(of_event(lines, "sale"), "sale_amount", 0) > 0);
  CHECK(quantile_of(of_event(lines, "listing"), "items_listed", 0) >= 1);
}

TEST_CASE("consignment: samples come each minute") { CHECK(of_event(consignment({}, 1), "metrics").size() == 24 * 60); }

TEST_CASE("consignment: an outage fells the operations of one service") {
  const Incident outage{Scenario::outage, kMonday + 10 * kHour, kHour};
  const auto inside =
      those(during(consignment({outage}), outage), [](const LogLine& line) { return line.texts.contains("outcome"); });
  int down = 0;
  for (const char* event : {"shopify", "auth", "email", "external"}) {
    const auto operations = of_event(inside, event);
    const auto failed = those(operations, is_failure);
    down += failed.size() > operations.size() / 2;
  }
  CHECK(down == 1);
}

TEST_CASE("consignment: a retry storm fills the queue and makes operations be tried again") {
  const Incident storm{Scenario::retry_storm, kMonday + 10 * kHour, kHour};
  const auto inside = during(consignment({storm}), storm);
  CHECK(quantile_of(inside, "queue_length", 1) > 500);
  CHECK(quantile_of(inside, "retries", 0.5) >= 1);
  CHECK(quantile_of(consignment({}), "retries", 0.5) == 0);
}

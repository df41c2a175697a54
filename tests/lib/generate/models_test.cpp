#include "generate/models.hpp"

#include <algorithm>
#include <initializer_list>

#include "dates.hpp"
#include "json_log.hpp"
#include "record/profile.hpp"

using namespace invmon;
using namespace invmon::generate;

namespace {

Options two_days(const std::string& profile) {
  return {.profile = profile,
          .seed = 7,
          .from = kMonday,
          .duration = 2 * kDay,
          .rate = 3,
          .incidents = {{Scenario::outage, kMonday + 9 * kHour, kHour},
                        {Scenario::slowdown, kMonday + 15 * kHour, kHour},
                        {Scenario::retry_storm, kMonday + 33 * kHour, kHour}}};
}

}  // namespace

TEST_CASE("every model makes the same bytes with any number of threads, and others with another seed") {
  for (const std::string& profile : model_names()) {
    CAPTURE(profile);
    Options options = two_days(profile);
    const std::string expected = log_text(options);
    options.threads = 3;
    CHECK(log_text(options) == expected);
    options.seed = 8;
    CHECK(log_text(options) != expected);
  }
}

TEST_CASE("every line is in the half-open range, and none is more than two seconds late") {
  for (const std::string& profile : model_names()) {
    CAPTURE(profile);
    Options options = two_days(profile);
    options.from += 123'456'789;
    Nanos latest = options.from;
    for (const LogLine& line : log_lines(options)) {
      REQUIRE(line.time >= options.from);
      REQUIRE(line.time < options.from + options.duration);
      REQUIRE(line.time > latest - 2 * kSecond - kMillisecond);
      latest = std::max(latest, line.time);
    }
    CHECK(latest > options.from + options.duration - 10 * kMinute);
  }
}

TEST_CASE("a log is the beginning of the longer one with the same options, but for what falls at its end") {
  for (const std::string& profile : model_names()) {
    CAPTURE(profile);
    Options options = two_days(profile);
    options.incidents = {};
    const std::string all = log_text(options);
    options.max_bytes = all.size() / 2;
    const std::string some = log_text(options);
    CHECK(all.starts_with(some));
    CHECK(some.size() > all.size() / 2 - 512);
  }
}

TEST_CASE("lines that say that something failed are those with an error code") {
  for (const std::string& profile : model_names()) {
    CAPTURE(profile);
    int failed = 0;
    for (const LogLine& line : log_lines(two_days(profile))) {
      const std::string outcome = line.text("outcome");
      const bool bad = outcome == "failure" || outcome == "unfulfilled" || outcome == "bounced";
      REQUIRE(bad == line.texts.contains("error_code"));
      failed += bad;
    }
    CHECK(failed > 20);
  }
}

TEST_CASE("each model has a built-in profile of its name") {
  const auto profiles = record::builtin_profile_names();
  CHECK(std::ranges::includes(profiles, model_names()));
  CHECK(make_model("caddy", {}) == nullptr);
}

TEST_CASE("periodic appointments are those in a half-open range, before 1970 too") {
  std::vector<Appointment> found;
  add_periodic(0, 10, 5, 2, 9, found);
  REQUIRE(found.size() == 2);
  CHECK(found[0].time == 2);
  CHECK(found[0].kind == 9);
  CHECK(found[0].number == 0);
  CHECK(found[1].time == 7);
  CHECK(found[1].number == 1);
  found.clear();
  add_periodic(7, 12, 5, 2, 9, found);
  CHECK(found.size() == 1);
  found.clear();
  add_periodic(8, 12, 5, 2, 9, found);
  CHECK(found.empty());
  add_periodic(-6, -2, 5, 2, 9, found);
  REQUIRE(found.size() == 1);
  CHECK(found[0].time == -3);
}

#include "generate/incident.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace invmon::generate;

TEST_CASE("every scenario is found by its name") {
  CHECK(*parse_scenario("quiet") == Scenario::quiet);
  CHECK(*parse_scenario("outage") == Scenario::outage);
  CHECK(*parse_scenario("slowdown") == Scenario::slowdown);
  CHECK(*parse_scenario("retry-storm") == Scenario::retry_storm);
  CHECK(scenario_names().size() == 4);
}

TEST_CASE("an unknown scenario is a usage error that names the nearest one, or all of them") {
  const auto misspelt = parse_scenario("outge");
  REQUIRE_FALSE(misspelt);
  CHECK(misspelt.error().kind == invmon::ErrorKind::usage);
  CHECK(to_string(misspelt.error()) == "unknown scenario 'outge' (did you mean 'outage'?)");
  CHECK(parse_scenario("retry_storm").error().hint == "did you mean 'retry-storm'?");
  CHECK(parse_scenario("").error().hint == "one of quiet, outage, slowdown, retry-storm");
  CHECK(parse_scenario("\x1b[2J").error().what == "unknown scenario '\\x1b[2J'");
}

TEST_CASE("an incident covers its beginning and not its end") {
  const Incident incident{Scenario::outage, 100, 10};
  CHECK_FALSE(incident.covers(99));
  CHECK(incident.covers(100));
  CHECK(incident.covers(109));
  CHECK_FALSE(incident.covers(110));
  CHECK_FALSE(Incident{Scenario::outage, 100, 0}.covers(100));
  CHECK_FALSE(incident.covers(std::numeric_limits<invmon::Nanos>::min()));
}

TEST_CASE("incidents that overlap add up: durations multiply, the first outage and the latest storm count") {
  const Incident incidents[] = {{Scenario::quiet, 0, 100},     {Scenario::outage, 10, 50},   {Scenario::outage, 20, 50},
                                {Scenario::slowdown, 30, 30},  {Scenario::slowdown, 40, 10}, {Scenario::retry_storm, 40, 40},
                                {Scenario::retry_storm, 0, 10}};
  const Trouble none = trouble_at(incidents, 90);
  CHECK_FALSE(none.outage);
  CHECK(none.slowness == 1);
  CHECK(none.storm_share() == 0);
  const Trouble all = trouble_at(incidents, 45);
  CHECK(all.outage == 1u);
  CHECK(all.slowness == 9);
  CHECK(all.storm == 0.125);
  CHECK(trouble_at(incidents, 65).outage == 2u);
  CHECK(trouble_at({}, 0).slowness == 1);
}

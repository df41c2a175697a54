#include "exposition/names.hpp"

#include <doctest/doctest.h>

#include "contains.hpp"
#include "lib/exposition/sample_export.hpp"

namespace invmon::exposition {

TEST_CASE("names become snake case that Prometheus takes") {
  CHECK(snake_case("heap_used") == "heap_used");
  CHECK(snake_case("heapUsed") == "heap_used");
  CHECK(snake_case("GC.pauseMs2") == "gc_pause_ms2");
  CHECK(snake_case("http.route") == "http_route");
  CHECK(snake_case("user-agent") == "user_agent");
  CHECK(snake_case("__name__") == "name__");
  CHECK(snake_case("2xx") == "_2xx");
  CHECK(snake_case("") == "_");
  CHECK(snake_case("ü") == "_");
}

TEST_CASE("without a section the profile's name is the prefix") {
  const auto names = parse_names(sample_profile());
  REQUIRE(names);
  CHECK(names->prefix == "web");
  CHECK(names->words.empty());
}

TEST_CASE("a profile's own names stand over the inherited ones, whose gauges may be gone") {
  const auto names = parse_names(profile_of(
      "extends: inventory-bot\nname: mine\nfields: {gauges: {heap: h}}\nexport: {names: {transactions: jobs, heap: heap_mb}}\n"));
  REQUIRE(names);
  CHECK(names->prefix == "inv");
  CHECK(names->words.at("transactions") == "jobs");
  CHECK(names->words.at("duration") == "batch");
  CHECK(names->words.at("heap") == "heap_mb");
}

TEST_CASE("what there is not can't be renamed") {
  const auto names = parse_names(profile_of("name: x\nfields: {time: t}\nexport:\n  names: {transaction: jobs}\n"));
  REQUIRE(!names);
  CHECK(to_string(names.error()) == "p.yaml:4:11: there is no metric 'transaction' to rename (did you mean 'transactions'?)");
  CHECK(!parse_names(profile_of("name: x\nfields: {time: t}\nexport: {prefx: a}\n")));
  CHECK(!parse_names(profile_of("name: x\nfields: {time: t}\nexport: {names: [a]}\n")));
  CHECK(!parse_names(profile_of("name: x\nfields: {time: t}\nexport: a\n")));
}

}  // namespace invmon::exposition

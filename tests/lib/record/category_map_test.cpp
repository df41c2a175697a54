#include "record/category_map.hpp"

#include <doctest/doctest.h>

namespace invmon::record {
namespace {

TEST_CASE("a text falls into the first category with a pattern that it matches, else into the default one") {
  CategoryMap map({"category", {"error_code"}, {{"system", {"DB_*", "OOM"}}, {"integration", {"*_API", "D*"}}}, "unknown"});
  CHECK(map.category("DB_LOCK") == "system");
  CHECK(map.category("OOM") == "system");
  CHECK(map.category("OOM2") == "unknown");
  CHECK(map.category("SHOPIFY_API") == "integration");
  CHECK(map.category("DNS") == "integration");
  CHECK(map.category("") == "unknown");
  CHECK(map.category("DB_LOCK") == "system");
}

TEST_CASE("more texts than are remembered keep their categories") {
  CategoryMap map({"parity", {"n"}, {{"even", {"*0", "*2", "*4", "*6", "*8"}}}, "odd"});
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 5000; ++i) REQUIRE(map.category(std::to_string(i)) == (i % 2 == 0 ? "even" : "odd"));
  }
}

}  // namespace
}  // namespace invmon::record

#include "base/error.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace invmon;

TEST_CASE("an error is told as where, what and hint, without the empty parts") {
  CHECK(to_string({ErrorKind::configuration, "p.yaml:12:9", "unknown key 'warehuse'", "did you mean 'warehouse'?"}) ==
        "p.yaml:12:9: unknown key 'warehuse' (did you mean 'warehouse'?)");
  CHECK(to_string({ErrorKind::input, "a.log", "cannot be opened", ""}) == "a.log: cannot be opened");
  CHECK(to_string({ErrorKind::usage, "", "no input", "name a file"}) == "no input (name a file)");
  CHECK(to_string({ErrorKind::usage, "", "", "name a file"}) == "name a file");
  CHECK(to_string({ErrorKind::usage, "--from", "", ""}) == "--from");
  CHECK(to_string({}).empty());
}

TEST_CASE("a result holds a value or an error") {
  const Result<int> value = 7;
  REQUIRE(value);
  CHECK(*value == 7);
  const Result<int> failed = Error{ErrorKind::output, "o.csv", "disk full", ""};
  REQUIRE_FALSE(failed);
  CHECK(failed.error().kind == ErrorKind::output);
  CHECK(failed.error().where == "o.csv");
}

TEST_CASE("a value that cannot be copied can be moved out of a result") {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
  const std::unique_ptr<int> taken = *std::move(result);
  CHECK(*taken == 3);
}

TEST_CASE("a result without a value tells success from failure") {
  CHECK(Result<void>());
  const Result<void> failed = Error{ErrorKind::usage, "", "bad", ""};
  REQUIRE_FALSE(failed);
  CHECK(failed.error().what == "bad");
}

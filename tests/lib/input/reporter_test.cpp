#include "input/reporter.hpp"

#include <doctest/doctest.h>

namespace invmon::input {
namespace {

using record::DropReason;

TEST_CASE("lines are the records and everything dropped") {
  Reporter reporter;
  CHECK(reporter.lines() == 0);
  reporter.record();
  reporter.dropped(DropReason::blank, 1, 10, "");
  reporter.dropped(DropReason::malformed, 2, 11, "why");
  reporter.dropped(DropReason::malformed, 3, 20, "why");
  CHECK(reporter.lines() == 4);
  CHECK(reporter.records() == 1);
  CHECK(reporter.dropped(DropReason::malformed) == 2);
  CHECK(reporter.dropped(DropReason::duplicate) == 0);
}

TEST_CASE("only lines with something wrong are kept as examples") {
  Reporter reporter;
  for (std::size_t i = 0; i < record::kDropReasons; ++i) reporter.dropped(static_cast<DropReason>(i), i, 100 * i, "detail");
  REQUIRE(reporter.examples().size() == 4);
  const std::array expected = {DropReason::malformed, DropReason::no_time, DropReason::bad_value, DropReason::too_long};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto& example = reporter.examples()[i];
    CHECK(example.reason == expected[i]);
    CHECK(example.line == static_cast<std::uint64_t>(expected[i]));
    CHECK(example.offset == 100 * example.line);
    CHECK(example.detail == "detail");
    CHECK(is_fault(example.reason));
  }
}

TEST_CASE("appending accounts equals one account of all lines") {
  Reporter whole;
  Reporter joined;
  std::uint64_t line = 0;
  for (int block = 0; block < 6; ++block) {
    Reporter part;
    for (std::uint64_t i = 0; i < 5; ++i, ++line) {
      if (i % 2 == 0) {
        whole.record();
        part.record();
      } else {
        whole.dropped(DropReason::no_time, line, line * 7, "d");
        part.dropped(DropReason::no_time, i, line * 7, "d");
      }
    }
    joined.append(part);
  }
  CHECK(joined.lines() == whole.lines());
  CHECK(joined.records() == whole.records());
  CHECK(joined.dropped(DropReason::no_time) == 12);
  REQUIRE(joined.examples().size() == Reporter::kExamples);
  for (std::size_t i = 0; i < Reporter::kExamples; ++i) {
    CHECK(joined.examples()[i].line == whole.examples()[i].line);
    CHECK(joined.examples()[i].offset == whole.examples()[i].offset);
  }
}

}  // namespace
}  // namespace invmon::input

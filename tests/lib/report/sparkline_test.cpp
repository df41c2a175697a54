#include "report/sparkline.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace invmon::report {
namespace {

using Values = std::vector<kpi::Maybe>;

}  // namespace

TEST_CASE("a sparkline reaches from zero to the largest value") {
  CHECK(sparkline(Values{0, 1, 2, 3, 4, 5, 6, 7}, 80) == "▁▂▃▄▅▆▇█");
  CHECK(sparkline(Values{5, 5}, 80) == "██");
}

TEST_CASE("nothing but zero is at the bottom") { CHECK(sparkline(Values{0, 1e-9, 1}, 80) == "▁▂█"); }

TEST_CASE("a missing value is a gap") {
  CHECK(sparkline(Values{1, std::nullopt, 0}, 80) == "█ ▁");
  CHECK(sparkline(Values{std::nullopt, std::nullopt}, 80) == "  ");
  CHECK(sparkline(Values{}, 80) == "");
}

TEST_CASE("values that are zero or negative throughout stay at the bottom") {
  CHECK(sparkline(Values{0, 0}, 80) == "▁▁");
  CHECK(sparkline(Values{-3, -1}, 80) == "▁▁");
}

TEST_CASE("where values fall together the largest is shown, and a gap only where all are missing") {
  CHECK(sparkline(Values{0, 7, 0, 0, 1, std::nullopt, std::nullopt, std::nullopt}, 4) == "█▁▂ ");
  CHECK(sparkline(Values{0, 0, 0, 0, 0, 7, 0}, 3) == "▁▁█");
  CHECK(sparkline(Values{1, 2, 3}, 1) == "█");
}

TEST_CASE("a bar's length is its share in eighths of a column") {
  CHECK(share_bar(1, 4) == "████");
  CHECK(share_bar(0.5, 4) == "██");
  CHECK(share_bar(0.5, 3) == "█▌");
  CHECK(share_bar(1.0 / 32, 4) == "▏");
  CHECK(share_bar(0, 4) == "");
  CHECK(share_bar(2, 4) == "████");
  CHECK(share_bar(-1, 4) == "");
}

}  // namespace invmon::report

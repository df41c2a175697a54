#include "html/columns.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace invmon::html {
namespace {

std::string counts(const std::vector<std::uint64_t>& values) { return count_column(values); }

/// A column of the windows' p95.
std::string numbers(const std::vector<kpi::Maybe>& values) {
  std::vector<report::Window> windows;
  for (const auto value : values) windows.emplace_back().kpi.duration.p95 = value;
  return number_column(windows, [](const kpi::Snapshot& kpi) { return kpi.duration.p95; });
}

}  // namespace

TEST_CASE("a column of counts leaves zeros out") {
  CHECK(counts({}).empty());
  CHECK(counts({7}) == "7");
  CHECK(counts({0}).empty());
  CHECK(counts({12, 0, 7}) == "12,,7");
  CHECK(counts({0, 0, 0}) == ",,");
  CHECK(counts({std::numeric_limits<std::uint64_t>::max()}) == "18446744073709551615");
}

TEST_CASE("a column of numbers has four significant digits") {
  CHECK(numbers({}).empty());
  CHECK(numbers({0.1287784824}) == "0.1288");
  CHECK(numbers({0.0, 2.0, -1.5}) == "0,2,-1.5");
  CHECK(numbers({1234567.0, 1e-9}) == "1.235e+06,1e-09");
}

TEST_CASE("a column of numbers leaves out what does not exist or is not finite") {
  CHECK(numbers({1.0, std::nullopt, 3.0}) == "1,,3");
  CHECK(numbers({std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN(), 3.0}) == ",,3");
}

}  // namespace invmon::html

#include "html/heatmap_data.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <vector>

namespace invmon::html {
namespace {

std::string heatmap_of(const std::vector<report::Window>& windows) {
  std::ostringstream out;
  JsonWriter json(out);
  json.begin_object();
  write_heatmap(json, windows);
  json.end_object();
  json.flush();
  return out.str();
}

report::Window window_of(std::vector<stats::Bucket> durations) { return {0, 0, {}, std::move(durations)}; }

}  // namespace

TEST_CASE("without durations there is no heatmap") {
  CHECK(heatmap_of({}) == R"({"heatmap": null})");
  CHECK(heatmap_of({window_of({}), window_of({})}) == R"({"heatmap": null})");
}

TEST_CASE("rows are the buckets of all windows from the shortest durations up") {
  CHECK(heatmap_of({window_of({{2, 4, 5}}), window_of({}), window_of({{0.5, 1, 7}, {2, 4, 1}})}) ==
        R"({"heatmap": {"windows_per_column": 1, "low": [0.5, 2], "high": [1, 4], "cells": ["1:5", "", "0:7 1:1"]}})");
}

TEST_CASE("durations of 0 are a row of their own") {
  CHECK(heatmap_of({window_of({{0, 0, 3}, {1, 2, 4}})}) ==
        R"({"heatmap": {"windows_per_column": 1, "low": [0, 1], "high": [0, 2], "cells": ["0:3 1:4"]}})");
}

TEST_CASE("more than 480 windows share columns, and no count is lost") {
  const std::vector<report::Window> windows(961, window_of({{1, 2, 10}}));
  const auto text = heatmap_of(windows);
  CHECK(text.find(R"("windows_per_column": 3)") != text.npos);
  // 320 columns of three windows and the last one's.
  std::size_t columns = 0;
  for (auto at = text.find(R"("0:30")"); at != text.npos; at = text.find(R"("0:30")", at + 1)) ++columns;
  CHECK(columns == 320);
  CHECK(text.ends_with(R"("0:30", "0:10"]}})"));
}

}  // namespace invmon::html

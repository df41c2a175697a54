#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "insight/roi.hpp"
#include "record/profile.hpp"

namespace invmon::insight {

/// 2025-03-01T00:00:00Z, the first day of the worked example of docs/cost.md.
inline constexpr Nanos kWorkedStart = 1'740'787'200 * kSecond;

/// The profile of that example, as it stands there.
inline record::Profile worked_profile() {
  std::ifstream file(INVMON_SOURCE_DIR "/docs/cost.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begin = text.find("name: worked");
  REQUIRE(begin != std::string::npos);
  auto profile = record::parse_profile(text.substr(begin, text.find("```", begin) - begin), "cost.md");
  REQUIRE_MESSAGE(profile, (profile ? "" : to_string(profile.error())));
  return *std::move(profile);
}

inline CostModel worked_model() {
  auto model = parse_cost(worked_profile());
  REQUIRE_MESSAGE(model, (model ? "" : to_string(model.error())));
  return *std::move(model);
}

/// What its four lines amount to.
inline RoiData worked_data() {
  RoiData data;
  data.slices.push_back({kWorkedStart, kWorkedStart + kDay, 2, 1, 2, 100, 0, 0, {}, {}});
  data.slices.push_back({kWorkedStart + kDay, kWorkedStart + 2 * kDay, 2, 0, 0, 120, 0, 0, {}, {}});
  data.errors.push_back({std::nullopt, 1});
  data.objectives.push_back({"success", 0.9});
  data.start = kWorkedStart;
  return data;
}

inline Roi evaluated(const CostModel& model, RoiData data) {
  auto roi = evaluate_roi(model, std::move(data));
  REQUIRE_MESSAGE(roi, (roi ? "" : to_string(roi.error())));
  return *std::move(roi);
}

}  // namespace invmon::insight

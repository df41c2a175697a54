#pragma once

#include <map>
#include <string>

#include "base/error.hpp"
#include "insight/cost_model.hpp"
#include "record/profile.hpp"

namespace invmon::insight {

/// "profile.yaml:12:9" of every key of a cost section that was given, by its path below `cost` ("failure.minutes"), of the
/// sections in it, and of the section itself ("cost").
using CostPlaces = std::map<std::string, std::string>;

/// A cost model as it was read.
struct ReadCost {
  const CostModel& model;
  const CostPlaces& places;
  const record::Profile& profile;
};

/// Whether a model says all that its figures need: no input is missing, and what is paid for is counted by the profile.
Result<void> check_cost(const ReadCost& cost);

}  // namespace invmon::insight

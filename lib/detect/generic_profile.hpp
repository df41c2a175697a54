#pragma once

#include <optional>
#include <string>

#include "detect/field_survey.hpp"

namespace invmon::detect {

/// A profile, as YAML, from what fields look like: one that holds times, one whose name says that it is a duration and whose
/// unit, a status code, an outcome or a level, texts of few kinds to group by. Comments say what each was taken from. nullopt if
/// no field holds times.
std::optional<std::string> generic_profile(const FieldSurvey& survey);

}  // namespace invmon::detect

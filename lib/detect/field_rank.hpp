#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "detect/field_survey.hpp"

namespace invmon::detect {

/// How well a field fits a purpose, by its name and its values: 0 if it does not.
double rank_time(const FieldSummary& field);
double rank_duration(const FieldSummary& field);
double rank_status(const FieldSummary& field);   ///< of HTTP
double rank_success(const FieldSummary& field);  ///< true or false
double rank_outcome(const FieldSummary& field);  ///< success, failed, ...
double rank_level(const FieldSummary& field);    ///< of a log line
double rank_error(const FieldSummary& field);    ///< what only failures have

/// Whether a field holds the nanoseconds of a time whose whole seconds stand beside it.
bool are_nanos(const FieldSummary& field, const FieldSummary& seconds);

/// Texts that such fields hold of a failure, as regular expressions for RE2.
inline constexpr std::string_view kBadOutcomes = "(?i)^(fail|failed|failure|error|err|ko|denied|timeout|rejected)$";
inline constexpr std::string_view kBadLevels =
    "(?i)^(e|err|error|f|fatal|crit|critical|severe|alert|emerg|emergency|panic|dpanic)$";

/// The unit of time that a field's name ends in, as profiles name it; empty if there is none.
std::string_view unit_of(const FieldSummary& field);

/// The share of a field's values, as far as they are counted, of which something holds.
double share_of(const FieldSummary& field, const std::function<bool(const std::string&)>& holds);

/// Whether a text is a point in time that does not need to be a number.
bool is_date(const std::string& text);

}  // namespace invmon::detect

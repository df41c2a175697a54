#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/utf8.hpp"
#include "policy/alert.hpp"

namespace invmon::notify {

/// How bad an alert is, by its labels.
enum class Severity { info, warning, error, critical };

/// The worse of what the labels `severity` (critical or page, error, warning or ticket, info) and `priority` (P0 and P1 critical,
/// P2 and P3 warning, P4 info) say; a warning if neither says anything known.
Severity severity_of(const policy::Labels& labels);

/// Whether the alert says in words of its own what happened.
bool has_summary(const policy::Alert& alert);

/// What happened in one line: the annotation `summary`, else the alert's name and labels.
std::string summary_of(const policy::Alert& alert);

/// The value with its unit, for a person: "7.1 %", "310 ms"; empty if there is none.
std::string value_text(const policy::Alert& alert);

/// The annotations, and the response time of its priority as `response` unless that is one of them already.
policy::Labels annotations_of(const policy::Alert& alert);

/// How a character is written in some format.
using Spelling = std::string_view (*)(const Utf8Char&);
std::string_view as_it_is(const Utf8Char& character);

/// A text of at most `limit` (> 0) characters, ending in an ellipsis if it was cut. Characters beyond the basic plane count as
/// two, as services that think in UTF-16 count them.
std::string fit(std::string_view text, std::size_t limit, Spelling spelling = as_it_is);

}  // namespace invmon::notify

#pragma once

#include <string>

namespace invmon::insight {

/// An amount of money for a person, in any locale: "1,234.50", "-0.20"; less than 1 keeps three significant digits ("0.00467"),
/// and at least two behind the point. "-" for what is not finite.
std::string format_money(double value);

/// Any other number of a formula: whole ones without a point ("13,104"), others like money ("167.97").
std::string format_quantity(double value);

}  // namespace invmon::insight

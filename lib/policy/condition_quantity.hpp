#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "policy/condition.hpp"

namespace invmon::policy {

/// What a part of a condition stands for. It decides what it may be compared with.
enum class Quantity : std::uint8_t {
  truth,          ///< a comparison, or several of them joined
  number,         ///< a number without a unit
  percent,        ///< numbers written with %
  ratio,          ///< a measured share
  count,          ///< a measured count or rate
  seconds,        ///< measured or written
  gauge,          ///< in a unit that is not known
  percent_gauge,  ///< in percent: 85 stands for 85 %
};

/// What sums, differences and comparisons of two quantities are about; nullopt where they have no meaning. None is a truth.
std::optional<Quantity> sum_of(Quantity a, Quantity b);

/// The same of a product (nullopt for two durations) and of a quotient.
std::optional<Quantity> product_of(Quantity a, Quantity b);
Quantity quotient_of(Quantity a, Quantity b);

/// `gauges` are the names of the profile's gauges.
Quantity quantity_of(const Measure& measure, std::span<const std::string> gauges);

/// For messages: "a duration".
std::string_view describe(Quantity quantity);

/// A number as it is written in a condition.
struct Amount {
  double value = 0;  ///< in SI units: of "2%" 0.02, of "300ms" 0.3
  Quantity quantity = Quantity::number;
  double written =
      0;  ///< of a percentage the number before its sign, which is what it means next to a percent gauge; else `value`
};

/// Reads "300", "2%", "2 %", "300ms", "1h30m", "2w". nullopt for anything else, or where it is not finite.
std::optional<Amount> parse_amount(std::string_view text);

/// The quantile that a name such as p75, p99.5 or p999 stands for, 0 < q < 1, if it is one.
std::optional<double> quantile_of(std::string_view name);

}  // namespace invmon::policy

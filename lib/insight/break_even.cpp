#include "insight/break_even.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "insight/amount.hpp"

namespace invmon::insight {
namespace {

constexpr double kLongestDays = 36'500;

/// The moment at which a balance that goes evenly from `low` < 0 to `high` >= 0 is 0.
Nanos crossing(Nanos from, Nanos to, double low, double high) {
  const double share = -low / (high - low);
  return from + static_cast<Nanos>(share * (static_cast<double>(to) - static_cast<double>(from)));
}

BreakEven reached(std::span<const NetBenefit> net, double invested, Nanos start) {
  BreakEven result{BreakEven::State::reached, start, "The savings have paid the investment back."};
  for (std::size_t i = net.size(); i-- > 0;) {
    const double before = net[i].cumulative - net[i].savings;
    if (before >= 0) continue;
    result.at = crossing(net[i].from, net[i].to, before, net[i].cumulative);
    return result;
  }
  if (invested == 0) {
    result.why = "There is no investment to pay back.";
    return result;
  }
  result.at = crossing(start, net.front().from, -invested, net.front().cumulative - net.front().savings);
  result.why = "Before the log begins, at its savings a day.";
  return result;
}

BreakEven forecast(const NetBenefit& last, double daily) {
  if (daily <= 0) {
    return {
        BreakEven::State::never, {}, fmt::format("It saves nothing: {} a day against the work by hand.", format_money(daily))};
  }
  const double days = -last.cumulative / daily;
  const auto left =
      (static_cast<double>(std::numeric_limits<Nanos>::max()) - static_cast<double>(last.to)) / static_cast<double>(kDay);
  const std::string sum = fmt::format("{} to pay back / {} saved a day", format_money(-last.cumulative), format_money(daily));
  if (days > kLongestDays || days >= left) {
    return {BreakEven::State::never, {}, fmt::format("It takes more than 100 years: {}.", sum)};
  }
  const Nanos at = last.to + static_cast<Nanos>(days * static_cast<double>(kDay));
  return {BreakEven::State::forecast, at, fmt::format("{} = {} days after the log's end.", sum, format_quantity(days))};
}

}  // namespace

BreakEven break_even(std::span<const NetBenefit> net, double invested, double daily, Nanos start) {
  return net.back().cumulative < 0 ? forecast(net.back(), daily) : reached(net, invested, start);
}

}  // namespace invmon::insight

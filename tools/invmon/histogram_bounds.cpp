#include "histogram_bounds.hpp"

#include <array>
#include <set>

#include "policy/duration_limits.hpp"

namespace invmon::tools {

std::vector<double> histogram_bounds(const policy::Policy& policy) {
  constexpr std::array kUsual = {.005, .01, .025, .05, .075, .1, .25, .3, .5, .75, .8, 1., 2.5, 5., 7.5, 10.};
  std::set<double> bounds(kUsual.begin(), kUsual.end());
  for (const double limit : policy::duration_limits(policy)) bounds.insert(limit);
  return {bounds.begin(), bounds.end()};
}

}  // namespace invmon::tools

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "scrape/exposition.hpp"

namespace invmon::scrape {

/// Checks the points of OpenMetrics' histograms, sample by sample: whole, cumulative, and in agreement with count and sum.
/// Other types of metrics have nothing that it looks at.
class HistogramCheck {
 public:
  /// Throws Fault, as `end` does.
  void add(const Sample& sample, std::string_view suffix);

  /// Ends a point, and begins the next.
  void end(MetricType type);

 private:
  void add_bucket(const Sample& sample);

  std::uint64_t line_ = 0;  ///< of the latest sample; 0: none yet
  std::optional<double> bound_, bucket_, count_, sum_;
  bool whole_ = false;  ///< has a bucket +Inf
  bool negative_ = false;
};

}  // namespace invmon::scrape

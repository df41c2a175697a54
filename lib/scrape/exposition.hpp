#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace invmon::scrape {

enum class MetricType { unknown, counter, gauge, histogram, gauge_histogram, summary, info, state_set };

/// Names and values, sorted by name; no name twice.
using Labels = std::vector<std::pair<std::string, std::string>>;

/// The value of a label; nullptr if there is none of that name.
const std::string* find_label(const Labels& labels, std::string_view name);

/// The labels but those of some names.
Labels without(const Labels& labels, std::initializer_list<std::string_view> names);

/// One line of a scrape.
struct Sample {
  std::string name;  ///< with its suffix: inv_batch_seconds_bucket
  Labels labels;
  double value = 0;           ///< may be infinite or NaN
  std::optional<Nanos> time;  ///< its own, kept within what Nanos can hold
  std::uint64_t line = 0;     ///< of the file, from 1
};

/// A metric with all its series, in the order of the text.
struct Family {
  std::string name;  ///< as its TYPE line says it, or that of a sample without one
  MetricType type = MetricType::unknown;
  std::vector<Sample> samples;
};

using Exposition = std::vector<Family>;

/// What a sample is to its metric: the end of its name behind the metric's. nullopt: it is none of this metric.
std::optional<std::string_view> suffix_of(std::string_view sample, std::string_view family, MetricType type);

/// The suffixes that samples of a type have; the empty one stands for the metric's own name.
std::vector<std::string_view> suffixes(MetricType type);

}  // namespace invmon::scrape

#include "scrape/exposition.hpp"

#include <algorithm>
#include <iterator>

namespace invmon::scrape {

const std::string* find_label(const Labels& labels, std::string_view name) {
  const auto found = std::ranges::find(labels, name, &Labels::value_type::first);
  return found == labels.end() ? nullptr : &found->second;
}

Labels without(const Labels& labels, std::initializer_list<std::string_view> names) {
  Labels kept;
  std::ranges::copy_if(labels, std::back_inserter(kept),
                       [&](const auto& label) { return std::ranges::find(names, label.first) == names.end(); });
  return kept;
}

std::vector<std::string_view> suffixes(MetricType type) {
  switch (type) {
    case MetricType::counter:
      return {"_total", "_created", ""};  // the last is that of the Prometheus format
    case MetricType::histogram:
      return {"_bucket", "_count", "_sum", "_created"};
    case MetricType::gauge_histogram:
      return {"_bucket", "_gcount", "_gsum"};
    case MetricType::summary:
      return {"", "_count", "_sum", "_created"};
    case MetricType::info:
      return {"_info"};
    case MetricType::unknown:
    case MetricType::gauge:
    case MetricType::state_set:
      break;
  }
  return {""};
}

std::optional<std::string_view> suffix_of(std::string_view sample, std::string_view family, MetricType type) {
  if (!sample.starts_with(family)) return std::nullopt;
  sample.remove_prefix(family.size());
  const auto known = suffixes(type);
  return std::ranges::find(known, sample) == known.end() ? std::nullopt : std::optional(sample);
}

}  // namespace invmon::scrape

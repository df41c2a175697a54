#include "scrape/family_check.hpp"

#include <fmt/core.h>

#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "scrape/histogram_check.hpp"

namespace invmon::scrape {
namespace {

/// Labels that tell the samples of one point of a metric from each other.
std::string point_label(const Family& family) {
  switch (family.type) {
    case MetricType::histogram:
    case MetricType::gauge_histogram:
      return "le";
    case MetricType::summary:
      return "quantile";
    case MetricType::state_set:
      return family.name;
    default:
      return {};
  }
}

[[noreturn]] void refuse(const Sample& sample, std::string what) { throw Fault{1, std::move(what), sample.line}; }

void check_point_label(const Family& family, const Sample& sample, std::string_view suffix, const std::string& label) {
  const bool wanted =
      family.type == MetricType::summary || family.type == MetricType::state_set ? suffix.empty() : suffix == "_bucket";
  if (label.empty() || !wanted) return;
  const auto* const value = find_label(sample.labels, label);
  if (value == nullptr) refuse(sample, fmt::format("{} has no label {}", sample.name, label));
  if (family.type == MetricType::state_set) return;
  const auto number = parse_value(*value);
  const bool quantile = family.type == MetricType::summary;
  const bool fits = number && !std::isnan(*number) && (!quantile || (*number >= 0 && *number <= 1));
  if (!fits) refuse(sample, fmt::format("not a {}: {}=\"{}\"", quantile ? "quantile from 0 to 1" : "bound", label, *value));
}

void check_value(const Family& family, const Sample& sample, std::string_view suffix) {
  const double value = sample.value;
  if (family.type == MetricType::info && value != 1) refuse(sample, "the value of an info must be 1");
  if (family.type == MetricType::state_set && value != 0 && value != 1) refuse(sample, "a state must be 0 or 1");
  if (suffix == "_created") return;
  const bool quantile = family.type == MetricType::summary && suffix.empty();
  if (quantile && value < 0) refuse(sample, "a quantile must not be negative");
  const bool counts = suffix == "_total" || suffix == "_bucket" || suffix == "_count" || suffix == "_gcount" || suffix == "_sum";
  if (counts && !(value >= 0)) refuse(sample, fmt::format("the value of {} must be a number from 0 on", sample.name));
  if (suffix == "_gsum" && std::isnan(value)) refuse(sample, fmt::format("the value of {} must be a number", sample.name));
}

/// Goes through the samples of a metric and looks at each point, which is the samples of one series at one time.
class FamilyCheck {
 public:
  FamilyCheck(const Family& family, Dialect dialect)
      : family_(family), strict_(dialect == Dialect::openmetrics), label_(point_label(family)) {}

  void run() {
    for (const auto& sample : family_.samples) {
      const auto suffix = *suffix_of(sample.name, family_.name, family_.type);
      check_point_label(family_, sample, suffix, label_);
      if (strict_) {
        check_value(family_, sample, suffix);
        follow(sample);
        point_.add(sample, suffix);
      }
      check_twice(sample);
    }
    point_.end(family_.type);
  }

 private:
  /// Series must stand together, and their points in order of time.
  void follow(const Sample& sample) {
    auto series = without(sample.labels, {label_});
    if (before_ == nullptr || series != series_) {
      if (!closed_.insert(series).second) refuse(sample, "the samples of a series must stand together");
      point_.end(family_.type);
      series_ = std::move(series);
    } else if (sample.time.has_value() != before_->time.has_value()) {
      refuse(sample, "a series has samples with and without a time");
    } else if (sample.time < before_->time) {
      refuse(sample, "the times of a series must not go back");
    } else if (sample.time > before_->time) {
      point_.end(family_.type);
    }
    before_ = &sample;
  }

  void check_twice(const Sample& sample) {
    if (strict_ && sample.time) return;  // repeated times are those that were cut to fewer digits
    const auto [known, added] = lines_.try_emplace({sample.name, sample.labels, sample.time}, sample.line);
    if (!added) refuse(sample, fmt::format("the same series stands at line {} already", known->second));
  }

  const Family& family_;
  bool strict_;
  std::string label_;
  HistogramCheck point_;
  const Sample* before_ = nullptr;
  Labels series_;
  std::set<Labels> closed_;
  std::map<std::tuple<std::string_view, Labels, std::optional<Nanos>>, std::uint64_t> lines_;
};

}  // namespace

std::optional<Fault> check_family(const Family& family, Dialect dialect) {
  try {
    FamilyCheck(family, dialect).run();
  } catch (const Fault& fault) {
    return fault;
  }
  return std::nullopt;
}

}  // namespace invmon::scrape

#include "scrape/histogram_check.hpp"

#include <cmath>
#include <string>

#include "scrape/sample_line.hpp"

namespace invmon::scrape {
namespace {

[[noreturn]] void refuse_histogram(std::uint64_t line, std::string what) { throw Fault{1, std::move(what), line}; }

}  // namespace

void HistogramCheck::add(const Sample& sample, std::string_view suffix) {
  line_ = sample.line;
  const bool whole_number = suffix == "_bucket" || suffix == "_count" || suffix == "_gcount";
  if (whole_number && sample.value != std::floor(sample.value)) refuse_histogram(line_, "counts must be whole numbers");
  if (suffix == "_bucket") add_bucket(sample);
  if (suffix == "_count" || suffix == "_gcount") count_ = sample.value;
  if (suffix == "_sum" || suffix == "_gsum") sum_ = sample.value;
}

void HistogramCheck::add_bucket(const Sample& sample) {
  const auto& text = *find_label(sample.labels, "le");
  const auto bound = *parse_value(text);
  if (bound_ && bound <= *bound_) refuse_histogram(line_, "bounds of buckets must ascend");
  if (bucket_ && sample.value < *bucket_)
    refuse_histogram(line_, "buckets are cumulative: this one holds less than the one before");
  if (std::isinf(bound) && text != "+Inf") refuse_histogram(line_, "the last bucket's bound is written +Inf");
  whole_ = text == "+Inf";
  negative_ = negative_ || bound < 0;
  bound_ = bound;
  bucket_ = sample.value;
}

void HistogramCheck::end(MetricType type) {
  const auto point = *this;
  *this = HistogramCheck();
  const bool gauge = type == MetricType::gauge_histogram;
  if (point.line_ == 0 || (type != MetricType::histogram && !gauge)) return;
  const auto refuse = [&](std::string what) { refuse_histogram(point.line_, std::move(what)); };
  if (!point.whole_) refuse("a histogram has no bucket +Inf");
  if (point.count_ && point.count_ != point.bucket_) refuse("a histogram's count differs from its bucket +Inf");
  if (point.count_.has_value() != point.sum_.has_value()) refuse("a histogram has only one of count and sum");
  if (!gauge && point.negative_ && point.sum_) refuse("a histogram with negative bounds must not have a sum");
  if (gauge && !point.negative_ && point.sum_.value_or(0) < 0) refuse("a negative sum needs negative bounds");
}

}  // namespace invmon::scrape

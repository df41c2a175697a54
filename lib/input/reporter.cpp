#include "input/reporter.hpp"

#include <numeric>

namespace invmon::input {

using record::DropReason;

bool is_fault(DropReason reason) {
  return reason == DropReason::malformed || reason == DropReason::no_time || reason == DropReason::bad_value ||
         reason == DropReason::too_long;
}

void Reporter::dropped(DropReason reason, std::uint64_t line, std::uint64_t offset, std::string_view detail) {
  ++dropped_[static_cast<std::size_t>(reason)];
  if (is_fault(reason) && examples_.size() < kExamples) examples_.push_back({line, offset, reason, std::string(detail)});
}

void Reporter::append(const Reporter& next) {
  const auto before = lines();
  records_ += next.records_;
  for (std::size_t i = 0; i < dropped_.size(); ++i) dropped_[i] += next.dropped_[i];
  for (const auto& example : next.examples_) {
    if (examples_.size() == kExamples) break;
    examples_.push_back(example);
    examples_.back().line += before;
  }
}

std::uint64_t Reporter::lines() const { return std::accumulate(dropped_.begin(), dropped_.end(), records_); }

}  // namespace invmon::input

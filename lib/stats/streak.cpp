#include "stats/streak.hpp"

namespace invmon::stats {
namespace {

Run joined(const Run& earlier, const Run& later) {
  if (earlier.length == 0) return later;
  if (later.length == 0) return earlier;
  return {earlier.length + later.length, earlier.first, later.last};
}

void replace_if_longer(Run& best, const Run& run) {
  if (run.length > best.length) best = run;
}

}  // namespace

void Streak::add_to_run(Nanos time, bool failure) {
  if (failure) {
    suffix_ = joined(suffix_, {1, time, time});
    if (!succeeded_) prefix_ = suffix_;
    replace_if_longer(best_, suffix_);
  } else {
    inner_over_ += succeeded_ && suffix_.length >= threshold_;
    suffix_ = {};
    succeeded_ = true;
  }
}

void Streak::merge(const Streak& later) {
  const Run middle = joined(suffix_, later.prefix_);
  replace_if_longer(best_, middle);
  replace_if_longer(best_, later.best_);
  const bool inner = succeeded_ && later.succeeded_;
  inner_over_ += later.inner_over_ + (inner && middle.length >= threshold_);
  if (!succeeded_) prefix_ = middle;
  suffix_ = later.succeeded_ ? later.suffix_ : middle;
  succeeded_ |= later.succeeded_;
}

std::optional<Run> Streak::longest() const { return best_.length == 0 ? std::nullopt : std::optional(best_); }

std::uint64_t Streak::over_threshold() const {
  const bool suffix_over = suffix_.length >= threshold_ && succeeded_;
  return inner_over_ + (prefix_.length >= threshold_) + suffix_over;
}

}  // namespace invmon::stats

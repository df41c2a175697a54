#include "pipeline/transaction_survey.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "input/extract.hpp"
#include "pipeline/coordinator.hpp"
#include "pipeline/largest_values.hpp"
#include "pipeline/workers.hpp"
#include "record/record.hpp"
#include "stats/exponential_histogram.hpp"

namespace invmon::pipeline {
namespace {

/// Outcomes have no place for a line's offset and source: three of their keys carry them through the order.
input::Outcome outcome_at(const RecordMoment& at, bool failure) {
  input::Outcome outcome{at.time, failure, {}};
  outcome.keys[0] = static_cast<std::uint32_t>(at.source);
  outcome.keys[1] = static_cast<std::uint32_t>(at.offset >> 32);
  outcome.keys[2] = static_cast<std::uint32_t>(at.offset);
  return outcome;
}

RecordMoment moment_of(const input::Outcome& outcome) {
  return {outcome.time, outcome.keys[0], std::uint64_t{outcome.keys[1]} << 32 | outcome.keys[2]};
}

/// The longest runs in the ordered stream of outcomes.
class LongestRuns {
 public:
  explicit LongestRuns(std::size_t wanted) : wanted_(wanted) {}

  void add(std::span<const input::Outcome> outcomes) {
    for (const auto& outcome : outcomes) {
      if (!outcome.failure) {
        end_run();
        continue;
      }
      current_.last = moment_of(outcome);
      if (current_.length++ == 0) current_.first = current_.last;
    }
  }

  /// To be called once, after the last outcome.
  std::vector<FailureRun> finish() {
    end_run();
    std::vector<FailureRun> runs(longest_.begin(), longest_.end());
    std::ranges::sort(runs, {}, &FailureRun::first);
    return runs;
  }

 private:
  struct LongestFirst {
    bool operator()(const FailureRun& a, const FailureRun& b) const {
      return std::tie(b.length, a.first) < std::tie(a.length, b.first);
    }
  };

  void end_run() {
    if (current_.length > 0) longest_.insert(std::exchange(current_, {}));
    if (longest_.size() > wanted_) longest_.erase(std::prev(longest_.end()));
  }

  std::size_t wanted_;
  FailureRun current_;
  std::set<FailureRun, LongestFirst> longest_;
};

/// Looks at the transactions of blocks.
class SurveyWorker final : private input::LineSink {
 public:
  SurveyWorker(record::Decoder decoder, std::size_t max_line, const SurveySpec& spec)
      : decoder_(std::move(decoder)),
        extractor_(input::make_extractor(decoder_.layout(), max_line)),
        spec_(spec),
        largest_(spec.kept) {}

  BlockResult work(const Task& task) {
    task_ = &task;
    result_ = {};
    if (!task.block.too_long) extractor_->extract(task.block.lines(), *this);
    return std::move(result_);
  }

  void merge(const SurveyWorker& other) {
    durations_.merge(other.durations_);
    largest_.merge(other.largest_);
  }

  std::optional<double> least_of_slowest() {
    if (!spec_.slowest || durations_.count() == 0) return std::nullopt;
    const auto rank = stats::nearest_rank(*spec_.slowest, durations_.count());
    return rank <= spec_.kept ? largest_.at_rank(rank) : durations_.quantile(1 - *spec_.slowest);
  }

 private:
  void values(record::Values values, input::LinePosition position) override {
    if (decoder_.decode(values, record_, detail_) || !record_.transaction) return;
    if (spec_.slowest && record_.duration) {
      durations_.add(*record_.duration);
      largest_.add(*record_.duration);
    }
    if (spec_.streaks == 0 || record_.counted) return;
    result_.outcomes.push_back(outcome_at({record_.time, task_->source, task_->block.offset + position.offset}, record_.failure));
  }
  void bad_line(record::DropReason, input::LinePosition, std::string_view) override {}

  record::Decoder decoder_;
  std::unique_ptr<input::Extractor> extractor_;
  const SurveySpec& spec_;
  const Task* task_ = nullptr;
  BlockResult result_;
  record::Record record_;
  std::string detail_;
  stats::ExponentialHistogram durations_;
  LargestValues largest_;
};

}  // namespace

Result<TransactionSurvey> survey(const Plan& plan, const Options& options, const SurveySpec& spec) {
  auto decoder = record::Decoder::compile(options.profile, plan.selection);
  if (!decoder) return decoder.error();
  Workers<SurveyWorker> workers(options.threads, *decoder, options.limits.max_line, spec);
  LongestRuns runs(spec.streaks);
  input::OutcomeOrder order(plan.first_times, options.profile.lateness, [&](auto outcomes) { runs.add(outcomes); });
  Options quiet = options;
  quiet.warn = nullptr;
  Coordinator coordinator(plan.sources, order, quiet);
  if (auto done = workers.run(coordinator); !done) return done.error();
  for (std::size_t i = 1; i < workers.size(); ++i) workers[0].merge(workers[i]);
  return TransactionSurvey{workers[0].least_of_slowest(), runs.finish()};
}

}  // namespace invmon::pipeline

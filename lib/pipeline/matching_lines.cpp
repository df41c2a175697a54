#include "pipeline/matching_lines.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "input/extract.hpp"
#include "input/line_text.hpp"
#include "pipeline/coordinator.hpp"
#include "pipeline/in_sequence.hpp"
#include "pipeline/input_account.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/transaction_survey.hpp"
#include "pipeline/workers.hpp"
#include "record/record.hpp"

namespace invmon::pipeline {
namespace {

/// Puts the texts of a source's blocks in order.
class OrderedTexts {
 public:
  explicit OrderedTexts(const LineWriter& write) : write_(write) {}

  /// To be called before each source is read.
  void start_source(std::size_t source) {
    source_ = source;
    blocks_ = {};
  }

  std::size_t source() const { return source_; }

  void add(std::uint64_t sequence, std::string text) {
    const std::lock_guard lock(mutex_);
    blocks_.add(sequence, std::move(text), [this](const std::string& next) {
      if (wanted_ && !next.empty()) wanted_ = write_(next);
    });
  }

  bool wanted() const {
    const std::lock_guard lock(mutex_);
    return wanted_;
  }

 private:
  const LineWriter& write_;
  std::size_t source_ = 0;
  mutable std::mutex mutex_;
  InSequence<std::string> blocks_;
  bool wanted_ = true;
};

/// Tells which records are wanted.
class LineChoice {
 public:
  LineChoice(const LineFilter& filter, TransactionSurvey survey) : filter_(filter), survey_(std::move(survey)) {}

  bool wanted(const record::Record& record, const RecordMoment& at) const {
    if (filter_.failures && !record.failure) return false;
    if (filter_.around && !filter_.around->contains(at.time)) return false;
    if (filter_.least_seconds && !is_slow(record, filter_.least_seconds)) return false;
    if (filter_.slowest && !is_slow(record, survey_.least_seconds)) return false;
    return filter_.streaks == 0 || (record.failure && !record.counted && in_streak(at));
  }

 private:
  static bool is_slow(const record::Record& record, std::optional<double> least) {
    return record.transaction && record.duration && least && *record.duration >= *least;
  }

  bool in_streak(const RecordMoment& at) const {
    const auto next = std::ranges::upper_bound(survey_.streaks, at, {}, &FailureRun::first);
    return next != survey_.streaks.begin() && at <= std::prev(next)->last;
  }

  const LineFilter& filter_;
  TransactionSurvey survey_;
};

/// Collects the lines of blocks that match.
class LineWorker final : private input::LineSink {
 public:
  LineWorker(record::Decoder decoder, std::size_t max_line, const LineChoice& choice, OrderedTexts& texts)
      : decoder_(std::move(decoder)),
        extractor_(input::make_extractor(decoder_.layout(), max_line)),
        choice_(choice),
        texts_(texts) {}

  BlockResult work(const Task& task) {
    task_ = &task;
    result_ = {};
    if (!texts_.wanted()) throw std::runtime_error("no more lines are wanted");
    if (task.block.too_long) {
      bad_line(record::DropReason::too_long, {}, {});
    } else {
      extractor_->extract(task.block.lines(), *this);
    }
    texts_.add(task.sequence, std::exchange(text_, {}));
    return std::move(result_);
  }

 private:
  void values(record::Values values, input::LinePosition position) override {
    if (const auto dropped = decoder_.decode(values, record_, detail_)) {
      return bad_line(*dropped, position,
                      *dropped == record::DropReason::bad_value ? std::string_view(detail_) : std::string_view());
    }
    if (!choice_.wanted(record_, {record_.time, texts_.source(), task_->block.offset + position.offset}))
      return bad_line(record::DropReason::filtered, position, {});
    result_.account.record();
    result_.extent.include(record_.time);
    text_.append(input::line_at(task_->block.lines(), position.offset)).push_back('\n');
  }

  void bad_line(record::DropReason reason, input::LinePosition position, std::string_view detail) override {
    result_.account.dropped(reason, position.index, task_->block.offset + position.offset, detail);
  }

  record::Decoder decoder_;
  std::unique_ptr<input::Extractor> extractor_;
  const LineChoice& choice_;
  OrderedTexts& texts_;
  const Task* task_ = nullptr;
  BlockResult result_;
  record::Record record_;
  std::string detail_;
  std::string text_;
};

}  // namespace

Result<report::Input> write_matching_lines(const Options& options, const LineFilter& filter, const LineWriter& write) {
  auto plan = make_plan(options);
  if (!plan) return plan.error();
  TransactionSurvey found;
  if (filter.slowest || filter.streaks > 0) {
    if (auto made = input::make_repeatable(plan->sources); !made) return made.error();
    auto surveyed = survey(*plan, options, {.slowest = filter.slowest, .streaks = filter.streaks});
    if (!surveyed) return surveyed.error();
    found = *std::move(surveyed);
  }
  const LineChoice choice(filter, std::move(found));
  auto decoder = record::Decoder::compile(options.profile, plan->selection);
  if (!decoder) return decoder.error();
  OrderedTexts texts(write);
  Workers<LineWorker> workers(options.threads, *decoder, options.limits.max_line, choice, texts);
  std::vector<SourceResult> results;
  for (std::size_t i = 0; i < plan->sources.size() && texts.wanted(); ++i) {
    const std::vector<input::Source> one = {plan->sources[i]};
    input::OutcomeOrder order({std::numeric_limits<Nanos>::min()}, 0, [](auto) {});
    Coordinator coordinator(one, order, options);
    texts.start_source(i);
    if (auto done = workers.run(coordinator); !done && texts.wanted()) return done.error();
    results.push_back(coordinator.result(0));
  }
  auto account = account_for(plan->sources, results);
  if (!texts.wanted()) return account;
  if (auto usable = check_usable(account, options.profile); !usable) return usable.error();
  return account;
}

}  // namespace invmon::pipeline

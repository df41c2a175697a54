#include "pipeline/matching_lines.hpp"

#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "input/extract.hpp"
#include "pipeline/coordinator.hpp"
#include "pipeline/input_account.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/run_workers.hpp"
#include "record/record.hpp"

namespace invmon::pipeline {
namespace {

/// Puts the texts of a source's blocks in order.
class OrderedTexts {
 public:
  explicit OrderedTexts(const LineWriter& write) : write_(write) {}

  /// To be called before each source.
  void start_source() { next_ = 0; }

  void add(std::uint64_t sequence, std::string text) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(sequence, std::move(text));
    while (!waiting_.empty() && waiting_.begin()->first == next_) {
      const auto first = waiting_.extract(waiting_.begin());
      if (wanted_ && !first.mapped().empty()) wanted_ = write_(first.mapped());
      ++next_;
    }
  }

  bool wanted() const {
    const std::lock_guard lock(mutex_);
    return wanted_;
  }

 private:
  const LineWriter& write_;
  mutable std::mutex mutex_;
  std::map<std::uint64_t, std::string> waiting_;
  std::uint64_t next_ = 0;
  bool wanted_ = true;
};

/// Collects the lines of blocks that match.
class LineWorker final : private input::LineSink {
 public:
  LineWorker(record::Decoder decoder, std::size_t max_line, const LineFilter& filter, OrderedTexts& texts)
      : decoder_(std::move(decoder)),
        extractor_(input::make_extractor(decoder_.layout(), max_line)),
        filter_(filter),
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
    if (!passes()) return bad_line(record::DropReason::filtered, position, {});
    result_.account.record();
    result_.extent.include(record_.time);
    const auto rest = task_->block.lines().substr(position.offset);
    text_.append(rest.substr(0, rest.find('\n'))).push_back('\n');
  }

  void bad_line(record::DropReason reason, input::LinePosition position, std::string_view detail) override {
    result_.account.dropped(reason, position.index, task_->block.offset + position.offset, detail);
  }

  bool passes() const {
    if (filter_.failures && !record_.failure) return false;
    if (!filter_.least_seconds) return true;
    return record_.transaction && record_.duration && *record_.duration >= *filter_.least_seconds;
  }

  record::Decoder decoder_;
  std::unique_ptr<input::Extractor> extractor_;
  const LineFilter& filter_;
  OrderedTexts& texts_;
  const Task* task_ = nullptr;
  BlockResult result_;
  record::Record record_;
  std::string detail_;
  std::string text_;
};

}  // namespace

Result<report::Input> write_matching_lines(const Options& options, const LineFilter& filter, const LineWriter& write) {
  const auto plan = make_plan(options);
  if (!plan) return plan.error();
  auto decoder = record::Decoder::compile(options.profile, plan->selection);
  if (!decoder) return decoder.error();
  OrderedTexts texts(write);
  std::vector<std::unique_ptr<LineWorker>> workers;
  std::vector<LineWorker*> pointers;
  for (unsigned i = 0; i < options.threads; ++i) {
    workers.push_back(std::make_unique<LineWorker>(*decoder, options.limits.max_line, filter, texts));
    pointers.push_back(workers.back().get());
  }
  std::vector<SourceResult> results;
  for (const auto& source : plan->sources) {
    if (!texts.wanted()) break;
    const std::vector<input::Source> one = {source};
    input::OutcomeOrder order({std::numeric_limits<Nanos>::min()}, 0, [](auto) {});
    Coordinator coordinator(one, order, options);
    texts.start_source();
    if (auto done = run_workers(coordinator, pointers); !done && texts.wanted()) return done.error();
    results.push_back(coordinator.result(0));
  }
  auto account = account_for(plan->sources, results);
  if (!texts.wanted()) return account;
  if (auto usable = check_usable(account, options.profile.name); !usable) return usable.error();
  return account;
}

}  // namespace invmon::pipeline

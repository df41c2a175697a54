#include "pipeline/inspect.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "base/text.hpp"
#include "detect/field_survey.hpp"
#include "input/extract.hpp"
#include "input/line_text.hpp"
#include "pipeline/coordinator.hpp"
#include "pipeline/in_sequence.hpp"
#include "pipeline/input_account.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/workers.hpp"

namespace invmon::pipeline {
namespace {

using record::DropReason;

/// What a block says of the order of its records, and of its lines' validity.
struct BlockFacts {
  std::optional<Nanos> first, last;  ///< times in the order of lines
  std::uint64_t steps_back = 0;
  Nanos farthest_back = 0;
  input::Reporter validity;

  void add(Nanos time) {
    if (last) step(*last, time);
    if (!first) first = time;
    last = time;
  }

  void append(const BlockFacts& next) {
    if (last && next.first) step(*last, *next.first);
    if (!first) first = next.first;
    if (next.last) last = next.last;
    steps_back += next.steps_back;
    farthest_back = std::max(farthest_back, next.farthest_back);
    validity.append(next.validity);
  }

 private:
  void step(Nanos from, Nanos to) {
    if (to >= from) return;
    ++steps_back;
    const auto back = static_cast<std::uint64_t>(from) - static_cast<std::uint64_t>(to);
    constexpr auto kLongest = static_cast<std::uint64_t>(std::numeric_limits<Nanos>::max());
    farthest_back = std::max(farthest_back, static_cast<Nanos>(std::min(back, kLongest)));
  }
};

/// Appends the facts of each source's blocks in their order.
class FactsInOrder {
 public:
  void add(const Task& task, BlockFacts facts) {
    const std::lock_guard lock(mutex_);
    Source& source = sources_[task.source];
    source.blocks.add(task.sequence, std::move(facts), [&source](const BlockFacts& next) { source.whole.append(next); });
  }

  const BlockFacts& of(std::size_t source) { return sources_[source].whole; }

 private:
  struct Source {
    InSequence<BlockFacts> blocks;
    BlockFacts whole;
  };

  std::mutex mutex_;
  std::map<std::size_t, Source> sources_;
};

class InspectWorker final : private input::LineSink {
 public:
  InspectWorker(record::Decoder decoder, std::size_t max_line, bool strict, FactsInOrder& facts)
      : decoder_(std::move(decoder)),
        extractor_(input::make_extractor(decoder_.layout(), max_line)),
        strict_(strict),
        all_facts_(facts) {}

  BlockResult work(const Task& task) {
    task_ = &task;
    result_ = {};
    facts_ = {};
    if (task.block.too_long) {
      bad_line(DropReason::too_long, {}, {});
    } else {
      extractor_->extract(task.block.lines(), *this);
    }
    all_facts_.add(task, std::move(facts_));
    return std::move(result_);
  }

  const detect::FieldSurvey& survey() const { return survey_; }

 private:
  void values(record::Values values, input::LinePosition position) override {
    const auto line = trimmed(input::line_at(task_->block.lines(), position.offset));
    const auto object = input::without_prefix(line);
    const auto dropped = decoder_.decode(values, record_, detail_);
    const bool selected = dropped != DropReason::filtered && dropped != DropReason::out_of_range;
    const char* wrong = selected ? survey_.add(object) : strict_ ? survey_.check(object) : nullptr;
    if (object.size() < line.size()) wrong = "text before the object";
    if (strict_ && wrong != nullptr) invalid(position, wrong);
    if (dropped) {
      result_.account.dropped(*dropped, position.index, task_->block.offset + position.offset,
                              *dropped == DropReason::bad_value ? std::string_view(detail_) : std::string_view());
      return;
    }
    result_.account.record();
    result_.extent.include(record_.time);
    facts_.add(record_.time);
  }

  void bad_line(DropReason reason, input::LinePosition position, std::string_view detail) override {
    if (strict_ && reason == DropReason::malformed && !is_json(position)) invalid(position, detail);
    if (strict_ && reason == DropReason::too_long) invalid(position, "too long to be looked at");
    result_.account.dropped(reason, position.index, task_->block.offset + position.offset, detail);
  }

  /// A line that is no object may still be another JSON text.
  bool is_json(input::LinePosition position) {
    return survey_.check(trimmed(input::line_at(task_->block.lines(), position.offset))) == nullptr;
  }

  void invalid(input::LinePosition position, std::string_view why) {
    facts_.validity.dropped(DropReason::malformed, position.index, task_->block.offset + position.offset, why);
  }

  record::Decoder decoder_;
  std::unique_ptr<input::Extractor> extractor_;
  bool strict_;
  FactsInOrder& all_facts_;
  detect::FieldSurvey survey_;
  const Task* task_ = nullptr;
  BlockResult result_;
  BlockFacts facts_;
  record::Record record_;
  std::string detail_;
};

report::Field field_of(const detect::FieldSummary& summary) {
  constexpr std::size_t kTop = 10;
  report::Field field{
      summary.path, summary.lines, {}, 0, summary.values.is_exact(), summary.numbers.count(), {}, {}, {}, {}, {}, {}};
  for (std::size_t i = 0; i < detect::kJsonTypes; ++i) {
    if (summary.types[i] > 0) field.types.emplace_back(name(static_cast<detect::JsonType>(i)), summary.types[i]);
  }
  std::uint64_t values = 0;
  for (const auto& [type, count] : field.types) values += count;
  field.distinct = std::min(values, static_cast<std::uint64_t>(std::llround(summary.values.estimate())));
  constexpr double kQuantiles[] = {0, 0.5, 0.95, 0.99, 1};
  std::optional<double> found[5];
  summary.numbers.quantiles(kQuantiles, found);
  std::tie(field.min, field.p50, field.p95, field.p99, field.max) = std::tie(found[0], found[1], found[2], found[3], found[4]);
  for (auto& [text, count] : summary.values.counts()) {
    if (field.top.size() == kTop) break;
    field.top.push_back({std::move(text), count});
  }
  return field;
}

void add_fields(report::Inspection& inspection, Workers<InspectWorker>& workers) {
  detect::FieldSurvey survey;
  for (std::size_t i = 0; i < workers.size(); ++i) survey.merge(workers[i].survey());
  inspection.objects = survey.objects();
  inspection.fields_cut = survey.is_cut();
  for (const auto* summary : survey.fields()) inspection.fields.push_back(field_of(*summary));
}

void add_facts(report::Inspection& inspection, const std::vector<input::Source>& sources, FactsInOrder& facts, bool strict) {
  if (strict) inspection.invalid = 0;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto& whole = facts.of(i);
    inspection.steps_back += whole.steps_back;
    inspection.farthest_back = std::max(inspection.farthest_back, whole.farthest_back);
    if (!strict) continue;
    *inspection.invalid += whole.validity.lines();
    for (const auto& bad : whole.validity.examples()) {
      if (inspection.invalid_examples.size() == input::Reporter::kExamples) break;
      inspection.invalid_examples.push_back({sources[i].path, bad.line + 1, bad.offset, record::name(bad.reason), bad.detail});
    }
  }
}

void add_shape(report::Inspection& inspection, const DetectedProfile& detected) {
  inspection.looked_at = detected.match.objects;
  inspection.notes = detected.notes;
  for (const auto& candidate : detected.match.candidates) {
    inspection.candidates.push_back({candidate.profile, candidate.score, candidate.lines, candidate.evidence});
  }
}

}  // namespace

Result<report::Inspection> inspect(const Options& options, const DetectedProfile& detected, bool strict) {
  const auto plan = make_plan(options);
  if (!plan) return plan.error();
  auto decoder = record::Decoder::compile(options.profile, plan->selection);
  if (!decoder) return decoder.error();
  FactsInOrder facts;
  Workers<InspectWorker> workers(options.threads, *decoder, options.limits.max_line, strict, facts);
  const auto results = read_sources(plan->sources, options, workers);
  if (!results) return results.error();
  report::Inspection inspection;
  auto& head = inspection.head;
  TimeExtent extent;
  for (const auto& result : *results) extent.include(result.extent);
  head.input = account_for(plan->sources, *results);
  head.profile_name = options.profile.name;
  head.profile_source = record::name(options.profile.origin);
  head.from = extent.first;
  if (extent.last) head.to = just_after(*extent.last);
  head.window_seconds = 1;  // times are shown to the second
  inspection.profile_yaml = options.profile.texts.back().yaml;
  add_shape(inspection, detected);
  add_facts(inspection, plan->sources, facts, strict);
  add_fields(inspection, workers);
  return inspection;
}

}  // namespace invmon::pipeline

#include "pipeline/block_worker.hpp"

#include <algorithm>
#include <utility>

namespace invmon::pipeline {

void Tally::merge_windows(Tally& other) {
  panes.merge(std::move(other.panes));
  errors.merge(std::move(other.errors));
}

BlockWorker::BlockWorker(const record::Decoder& decoder, const Options& options, const Plan& plan, Dictionaries& dictionaries,
                         TrailBook& trails)
    : decoder_(decoder),
      extractor_(input::make_extractor(decoder_.layout(), options.limits.max_line)),
      keys_(dictionaries.dimensions.begin(), dictionaries.dimensions.end()),
      error_keys_(dictionaries.errors),
      key_rows_(dictionaries.dimensions.size()),
      tally_{window::PaneTable<window::Pane>(plan.shape, window::Pane(plan.window_parts)),
             window::PaneTable<ErrorCount>({plan.shape.windowing, options.chart_data || options.export_data, 2}, {}),
             FeedPanes(plan.feeds, dictionaries, options.silences)},
      current_window_(0),
      trails_(trails),
      block_trails_(plan.trails) {}

BlockResult BlockWorker::work(const Task& task) {
  task_ = &task;
  result_ = {};
  result_.outcomes.reserve(usual_outcomes_);
  batch_.clear(task.source);
  if (task.block.too_long) {
    bad_line(record::DropReason::too_long, {}, {});
  } else {
    extractor_->extract(task.block.lines(), *this);
  }
  add_batch();
  fold_keys();
  extent_.include(result_.extent);
  if (extent_.last) tally_.feeds.forget(*extent_.last);
  usual_outcomes_ = result_.outcomes.size();
  trails_.take(std::exchange(block_trails_, TrailTables(trails_.columns())));
  return std::move(result_);
}

Tally BlockWorker::finish() {
  current_window_.flush(tally_.panes);
  fold_keys();
  return std::move(tally_);
}

void BlockWorker::values(record::Values values, input::LinePosition position) {
  if (const auto dropped = decoder_.decode(values, record_, detail_)) {
    return bad_line(*dropped, position,
                    *dropped == record::DropReason::bad_value ? std::string_view(detail_) : std::string_view());
  }
  result_.account.record();
  const auto time = record_.time;
  result_.extent.include(time);

  const auto row = static_cast<std::uint32_t>(batch_.size());
  batch_.add(record_, task_->block.offset + position.offset);
  auto& outcome = result_.outcomes.emplace_back();
  outcome.time = time;
  outcome.failure = record_.failure;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    outcome.keys[i] = keys_[i].number(record_.keys[i]);
    key_rows_[i].add(row, outcome.keys[i]);
  }
  tally_.feeds.note(record_, row, outcome);
  block_trails_.add(record_);
  if (!record_.transaction || record_.counted) result_.outcomes.pop_back();
  if (record_.failure) count_error();
}

void BlockWorker::bad_line(record::DropReason reason, input::LinePosition position, std::string_view detail) {
  result_.account.dropped(reason, position.index, task_->block.offset + position.offset, detail);
}

void BlockWorker::add_batch() {
  auto& panes = tally_.panes;
  const auto add = [this](window::Pane& pane, std::span<const std::uint32_t> rows) { pane.add(batch_, rows); };
  for (auto& rows : key_rows_) rows.sort();
  const bool added = !key_rows_.empty() && current_window_.visit(panes, batch_.times(), key_rows_.front(), add);
  if (!added) panes.visit_whole(batch_.times(), batch_.rows(), add);
  for (std::size_t i = added ? 1 : 0; i < key_rows_.size(); ++i) {
    key_rows_[i].visit(
        [&](std::uint32_t key, std::span<const std::uint32_t> rows) { panes.visit_group(i, key, batch_.times(), rows, add); });
  }
  tally_.feeds.add(batch_, key_rows_);
  for (auto& rows : key_rows_) rows.clear();
}

void BlockWorker::count_error() {
  const auto dimension = record_.error_code ? Tally::kByCode : Tally::kWithoutCode;
  const auto code = record_.error_code ? error_keys_.number(*record_.error_code) : window::kOtherKey;
  tally_.errors.group(dimension, code, record_.time).failures += record_.count;
}

void BlockWorker::fold_keys() {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    keys_[i].take_folded([&](std::uint32_t key) {
      current_window_.flush(tally_.panes);
      tally_.panes.fold(i, key);
    });
  }
  tally_.feeds.fold();
}

}  // namespace invmon::pipeline

#include "pipeline/trails.hpp"

#include <fmt/core.h>

#include <iterator>
#include <utility>

#include "record/field_value.hpp"

namespace invmon::pipeline {

Result<TrailColumns> place_trails(std::span<const policy::Flow> flows, std::span<const policy::Sequence> sequences,
                                  record::Selection& selection) {
  TrailColumns columns;
  for (const auto& flow : flows) {
    auto& own = columns.flows.emplace_back(TrailColumns::OfFlow{flow, selection.place_text(flow.id), {}});
    for (const auto& step : flow.steps) own.steps.push_back(selection.place_condition(step.when));
  }
  for (const auto& sequence : sequences) {
    auto& own = columns.sequences.emplace_back(TrailColumns::OfSequence{sequence, selection.place_text(sequence.number), {}});
    for (const auto& dimension : sequence.by) own.keys.push_back(selection.place_dimension(dimension));
  }
  if (selection.by.size() <= record::kMaxKeys) return columns;
  return Error{ErrorKind::configuration, "rules, SLOs and sequences",
               fmt::format("more than {} different dimensions", record::kMaxKeys), "split the profile"};
}

TrailTables::TrailTables(const TrailColumns& columns) : columns_(&columns), sequences_(columns.sequences.size()) {
  for (const auto& flow : columns.flows) flows_.emplace_back(flow.steps.size());
}

void TrailTables::add(const record::Record& record) {
  for (std::size_t i = 0; i < flows_.size(); ++i) {
    const auto& columns = columns_->flows[i];
    for (std::size_t step = 0; step < columns.steps.size(); ++step) {
      if ((record.conditions >> columns.steps[step] & 1) == 0) continue;
      flows_[i].add(record.texts[columns.id].value_or(""), step, record.time);
    }
  }
  for (std::size_t i = 0; i < sequences_.size(); ++i) {
    const auto& columns = columns_->sequences[i];
    const auto& text = record.texts[columns.number];
    if (!text) continue;
    std::uint64_t number = 0;
    if (!record::read_count(record::Value::of(*text), number)) {
      sequences_[i].add_invalid();
      continue;
    }
    policy::NumberTable::Group group;
    for (const auto key : columns.keys) group.emplace_back(record.keys[key]);
    sequences_[i].add(group, number);
  }
}

void TrailTables::merge(TrailTables&& other) {
  for (std::size_t i = 0; i < flows_.size(); ++i) flows_[i].merge(std::move(other.flows_[i]));
  for (std::size_t i = 0; i < sequences_.size(); ++i) sequences_[i].merge(other.sequences_[i]);
}

void TrailTables::write_to(report::Report& report) const {
  for (std::size_t i = 0; i < flows_.size(); ++i) {
    report.flows.push_back(evaluate(columns_->flows[i].flow, flows_[i], report.to.value_or(0)));
  }
  for (std::size_t i = 0; i < sequences_.size(); ++i) {
    auto accounts = evaluate(columns_->sequences[i].sequence, sequences_[i]);
    std::ranges::move(accounts, std::back_inserter(report.sequences));
  }
}

void TrailBook::take(TrailTables&& block) {
  const std::scoped_lock lock(mutex_);
  tables_.merge(std::move(block));
}

}  // namespace invmon::pipeline

#pragma once

#include <cstddef>
#include <mutex>
#include <span>
#include <vector>

#include "policy/flow.hpp"
#include "policy/sequence.hpp"
#include "record/record.hpp"
#include "report/report.hpp"

namespace invmon::pipeline {

/// Flows and sequences with where in a record what they need stands.
struct TrailColumns {
  struct OfFlow {
    policy::Flow flow;
    std::size_t id = 0;              ///< of the record's texts
    std::vector<std::size_t> steps;  ///< of the record's conditions
  };
  struct OfSequence {
    policy::Sequence sequence;
    std::size_t number = 0;         ///< of the record's texts
    std::vector<std::size_t> keys;  ///< of the record's keys
  };
  std::vector<OfFlow> flows;
  std::vector<OfSequence> sequences;
};

/// Gives flows and sequences their columns, adding what is missing to the selection. Error: too many dimensions.
Result<TrailColumns> place_trails(std::span<const policy::Flow> flows, std::span<const policy::Sequence> sequences,
                                  record::Selection& selection);

/// What is kept of the records of flows and sequences: of a block, or of a log.
class TrailTables {
 public:
  /// `columns` must outlive the object.
  explicit TrailTables(const TrailColumns& columns);

  void add(const record::Record& record);
  void merge(TrailTables&& other);

  /// Adds the accounts to a report, as they are at its end.
  void write_to(report::Report& report) const;

 private:
  const TrailColumns* columns_;
  std::vector<policy::FlowTable> flows_;
  std::vector<policy::NumberTable> sequences_;
};

/// The tables of a log, which threads fill block by block: so there is only one of them, however many threads there are.
class TrailBook {
 public:
  /// `columns` must outlive the object.
  explicit TrailBook(const TrailColumns& columns) : columns_(columns), tables_(columns) {}

  const TrailColumns& columns() const { return columns_; }

  /// Adds a block's tables. Safe to call from several threads.
  void take(TrailTables&& block);

  /// After all threads are done.
  const TrailTables& tables() const { return tables_; }

 private:
  const TrailColumns& columns_;
  std::mutex mutex_;
  TrailTables tables_;
};

}  // namespace invmon::pipeline

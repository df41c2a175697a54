#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "input/extract.hpp"
#include "pipeline/coordinator.hpp"
#include "pipeline/dictionaries.hpp"
#include "pipeline/feed_panes.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/time_extent.hpp"
#include "record/record.hpp"
#include "window/current_window.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"
#include "window/record_batch.hpp"
#include "window/rows_by_key.hpp"

namespace invmon::pipeline {

/// Failures of one error code.
struct ErrorCount {
  std::uint64_t failures = 0;
  void merge(const ErrorCount& other) { failures += other.failures; }
};

/// What does not hang on the order of lines.
struct Tally {
  static constexpr std::size_t kByCode = 0, kWithoutCode = 1;  ///< dimensions of errors

  window::PaneTable<window::Pane> panes;
  window::PaneTable<ErrorCount> errors;  ///< groups only: by the number of the code, and one of those without
  FeedPanes feeds;

  /// Takes over all of another tally but its feeds, which take longer and are needed later.
  void merge_windows(Tally& other);
};

/// One thread's way from blocks to statistics.
class BlockWorker final : private input::LineSink {
 public:
  /// All arguments must outlive the worker.
  BlockWorker(const record::Decoder& decoder, const Options& options, const Plan& plan, Dictionaries& dictionaries,
              TrailBook& trails);

  /// Reads a block: adds to the tally, and returns what hangs on order.
  BlockResult work(const Task& task);

  /// What was added up, for the last time; to be called when no worker reads any more, so that no key is pushed out any more.
  Tally finish();

 private:
  void values(record::Values values, input::LinePosition position) override;
  void bad_line(record::DropReason reason, input::LinePosition position, std::string_view detail) override;

  void add_batch();
  void count_error();
  void fold_keys();

  record::Decoder decoder_;
  std::unique_ptr<input::Extractor> extractor_;
  std::vector<window::KeyCache> keys_;
  window::KeyCache error_keys_;
  window::RecordBatch batch_;                ///< of the block
  std::vector<window::RowsByKey> key_rows_;  ///< of each dimension
  Tally tally_;
  window::CurrentWindow<window::Pane> current_window_;  ///< of the first dimension; not yet in the tally
  TrailBook& trails_;
  TrailTables block_trails_;

  TimeExtent extent_;               ///< of all records so far
  std::size_t usual_outcomes_ = 0;  ///< in a block

  const Task* task_ = nullptr;
  BlockResult result_;
  record::Record record_;
  std::string detail_;
};

}  // namespace invmon::pipeline

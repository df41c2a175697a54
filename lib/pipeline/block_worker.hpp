#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "input/extract.hpp"
#include "pipeline/coordinator.hpp"
#include "pipeline/dictionaries.hpp"
#include "pipeline/feed_panes.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/time_extent.hpp"
#include "record/record.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"

namespace invmon::pipeline {

/// What does not hang on the order of lines.
struct Tally {
  window::PaneTable<window::Pane> panes;
  std::unordered_map<std::uint32_t, std::uint64_t> errors;  ///< failures by the number of their error code
  std::uint64_t errors_without_code = 0;
  FeedPanes feeds;

  void merge(Tally&& other);
};

/// One thread's way from blocks to statistics.
class BlockWorker final : private input::LineSink {
 public:
  /// All arguments must outlive the worker.
  BlockWorker(const record::Decoder& decoder, const Options& options, const Plan& plan, Dictionaries& dictionaries);

  /// Reads a block: adds to the tally, and returns what hangs on order.
  BlockResult work(const Task& task);

  Tally& tally() { return tally_; }

 private:
  void values(record::Values values, input::LinePosition position) override;
  void bad_line(record::DropReason reason, input::LinePosition position, std::string_view detail) override;

  void count_error();
  void fold_keys();

  record::Decoder decoder_;
  std::unique_ptr<input::Extractor> extractor_;
  Dictionaries& dictionaries_;
  std::vector<window::KeyCache> keys_;
  window::KeyCache error_keys_;
  std::vector<std::size_t> folds_;  ///< of each dimension, already taken up
  Tally tally_;

  TimeExtent extent_;               ///< of all records so far
  std::size_t usual_outcomes_ = 0;  ///< in a block

  const Task* task_ = nullptr;
  BlockResult result_;
  record::Record record_;
  std::string detail_;
};

}  // namespace invmon::pipeline

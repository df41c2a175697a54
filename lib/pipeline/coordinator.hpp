#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "input/blocks.hpp"
#include "input/outcome_order.hpp"
#include "input/reporter.hpp"
#include "input/source.hpp"
#include "pipeline/options.hpp"
#include "pipeline/time_extent.hpp"

namespace invmon::pipeline {

/// A block to work on.
struct Task {
  std::size_t source = 0;
  std::uint64_t sequence = 0;  ///< of the block in its source
  input::Block block;
};

/// What was found in a block that must be taken up in line order.
struct BlockResult {
  input::Reporter account;
  std::vector<input::Outcome> outcomes;
  TimeExtent extent;  ///< of its records
};

/// What became of a source.
struct SourceResult {
  input::Reporter account;
  std::uint64_t bytes = 0;  ///< unpacked
  TimeExtent extent;        ///< of its records
};

/// Hands blocks of all sources to worker threads, and takes up their results in line order. Reads first where the stream of
/// outcomes waits for a source, so that little has to be held back; opens a source when its time comes or when threads are idle.
class Coordinator {
 public:
  /// `sources` and `order` must outlive the coordinator; `order` is used by one thread at a time.
  Coordinator(const std::vector<input::Source>& sources, input::OutcomeOrder& order, const Options& options);

  /// Reads the next block into `task`, waiting if need be; false if there are no more, or something failed.
  bool next(Task& task);

  void complete(const Task& task, BlockResult result);

  /// Makes all threads stop.
  void fail(Error error);

  /// After all threads are done.
  Result<void> outcome() const;
  SourceResult result(std::size_t source) const;

 private:
  struct State {
    std::unique_ptr<input::BlockReader> reader;
    bool opened = false;
    bool reading = false;
    bool ended = false;   ///< read to its end
    bool closed = false;  ///< and all taken up
    Nanos watermark = 0;  ///< as the order of outcomes says, like `held`
    std::size_t held = 0;
    std::uint64_t read = 0;  ///< blocks
    std::uint64_t applied = 0;
    std::uint64_t packed_bytes = 0;  ///< read so far, as they lie on the disk
    std::map<std::uint64_t, BlockResult> waiting;
    SourceResult result;
  };

  void wait(std::unique_lock<std::mutex>& lock, int& patience);
  std::optional<std::size_t> choose() const;
  Result<bool> read(std::size_t source, input::Block& block);
  void apply_results(std::size_t source, std::unique_lock<std::mutex>& lock);
  void look_at_order();
  void close_if_done(std::size_t source);
  void end(std::size_t source, std::unique_lock<std::mutex>& lock);
  void report_progress();
  bool all_ended() const;

  const std::vector<input::Source>& sources_;
  input::OutcomeOrder& order_;
  const Options& options_;
  std::vector<State> states_;
  std::size_t waited_for_ = 0;        ///< the source that the order of outcomes waits for
  std::vector<std::size_t> touched_;  ///< sources with something to take up
  bool applying_ = false;             ///< a thread is at it
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Error> error_;
  std::uint64_t packed_total_ = 0;
};

}  // namespace invmon::pipeline

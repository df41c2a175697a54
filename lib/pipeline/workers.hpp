#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <thread>
#include <vector>

#include "pipeline/coordinator.hpp"

namespace invmon::pipeline {

/// A worker for each of so many threads. Each is made by its thread: what it writes to with every line shares no cache line with
/// another thread's memory then, for which the two would fight.
template <class Worker>
class Workers {
 public:
  /// All workers are made of the same arguments, which must outlive this.
  template <class... Arguments>
  explicit Workers(unsigned threads, Arguments&... arguments)
      : make_([&arguments...] { return std::make_unique<Worker>(arguments...); }), workers_(threads) {}

  /// Lets each worker take blocks from the coordinator on a thread of its own (the last one on this thread) until there are no
  /// more. A Worker has `BlockResult work(const Task&)`. There are all workers afterwards, unless it fails.
  Result<void> run(Coordinator& coordinator) {
    const auto run_one = [&](std::unique_ptr<Worker>& worker) {
      try {
        if (!worker) worker = make_();
        Task task;
        while (coordinator.next(task)) coordinator.complete(task, worker->work(task));
      } catch (const std::exception& failure) {
        coordinator.fail({ErrorKind::input, "", failure.what(), ""});
      }
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i + 1 < workers_.size(); ++i) threads.emplace_back(run_one, std::ref(workers_[i]));
    run_one(workers_.back());
    for (auto& thread : threads) thread.join();
    return coordinator.outcome();
  }

  std::size_t size() const { return workers_.size(); }

  /// Requires a run.
  Worker& operator[](std::size_t i) { return *workers_[i]; }

 private:
  std::function<std::unique_ptr<Worker>()> make_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

/// Lets workers whose outcomes nobody wants read all sources; gives what became of each source.
template <class Worker>
Result<std::vector<SourceResult>> read_sources(const std::vector<input::Source>& sources, const Options& options,
                                               Workers<Worker>& workers) {
  input::OutcomeOrder order(std::vector<Nanos>(sources.size(), std::numeric_limits<Nanos>::min()), 0, [](auto) {});
  Coordinator coordinator(sources, order, options);
  if (auto done = workers.run(coordinator); !done) return done.error();
  std::vector<SourceResult> results;
  for (std::size_t i = 0; i < sources.size(); ++i) results.push_back(coordinator.result(i));
  return results;
}

}  // namespace invmon::pipeline

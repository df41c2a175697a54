#pragma once

#include <exception>
#include <limits>
#include <memory>
#include <thread>
#include <vector>

#include "pipeline/coordinator.hpp"

namespace invmon::pipeline {

/// Workers of their own for so many threads, all made of the same arguments.
template <class Worker, class... Arguments>
std::vector<std::unique_ptr<Worker>> make_workers(unsigned threads, Arguments&&... arguments) {
  std::vector<std::unique_ptr<Worker>> workers;
  for (unsigned i = 0; i < threads; ++i) workers.push_back(std::make_unique<Worker>(arguments...));
  return workers;
}

/// Lets each worker take blocks from the coordinator on a thread of its own (the last one on this thread) until there are no
/// more. A Worker has `BlockResult work(const Task&)`.
template <class Worker>
Result<void> run_workers(Coordinator& coordinator, const std::vector<std::unique_ptr<Worker>>& workers) {
  const auto run = [&coordinator](Worker& worker) {
    try {
      Task task;
      while (coordinator.next(task)) coordinator.complete(task, worker.work(task));
    } catch (const std::exception& failure) {
      coordinator.fail({ErrorKind::input, "", failure.what(), ""});
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i + 1 < workers.size(); ++i) threads.emplace_back(run, std::ref(*workers[i]));
  run(*workers.back());
  for (auto& thread : threads) thread.join();
  return coordinator.outcome();
}

/// Lets workers whose outcomes nobody wants read all sources; gives what became of each source.
template <class Worker>
Result<std::vector<SourceResult>> read_sources(const std::vector<input::Source>& sources, const Options& options,
                                               const std::vector<std::unique_ptr<Worker>>& workers) {
  input::OutcomeOrder order(std::vector<Nanos>(sources.size(), std::numeric_limits<Nanos>::min()), 0, [](auto) {});
  Coordinator coordinator(sources, order, options);
  if (auto done = run_workers(coordinator, workers); !done) return done.error();
  std::vector<SourceResult> results;
  for (std::size_t i = 0; i < sources.size(); ++i) results.push_back(coordinator.result(i));
  return results;
}

}  // namespace invmon::pipeline

#pragma once

#include <exception>
#include <thread>
#include <vector>

#include "pipeline/coordinator.hpp"

namespace invmon::pipeline {

/// Lets each worker take blocks from the coordinator on a thread of its own (the last one on this thread) until there are no
/// more. A Worker has `BlockResult work(const Task&)`.
template <class Worker>
Result<void> run_workers(Coordinator& coordinator, std::vector<Worker*> workers) {
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

}  // namespace invmon::pipeline

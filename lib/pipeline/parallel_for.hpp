#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace invmon::pipeline {

/// Calls `work(i)` for every i below `count`, on up to `threads` threads. `work` must not throw.
template <class Work>
void parallel_for(std::size_t count, unsigned threads, Work work) {
  constexpr std::size_t kChunk = 256;
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t begin = next.fetch_add(kChunk); begin < count; begin = next.fetch_add(kChunk)) {
      for (std::size_t i = begin; i < count && i < begin + kChunk; ++i) work(i);
    }
  };
  std::vector<std::thread> helpers;
  for (unsigned i = 1; i < threads && i * kChunk < count; ++i) helpers.emplace_back(run);
  run();
  for (auto& helper : helpers) helper.join();
}

}  // namespace invmon::pipeline

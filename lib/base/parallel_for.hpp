#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace invmon {

/// Calls `work(i)` for every i below `count`, on up to `threads` threads, each of which takes `chunk` of them at a time. `work`
/// must not throw.
template <class Work>
void parallel_for(std::size_t count, unsigned threads, std::size_t chunk, Work work) {
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t begin = next.fetch_add(chunk); begin < count; begin = next.fetch_add(chunk)) {
      for (std::size_t i = begin; i < count && i < begin + chunk; ++i) work(i);
    }
  };
  std::vector<std::thread> helpers;
  for (unsigned i = 1; i < threads && i * chunk < count; ++i) helpers.emplace_back(run);
  run();
  for (auto& helper : helpers) helper.join();
}

}  // namespace invmon

#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <utility>
#include <vector>

namespace invmon {

/// Calls `work(i)` for every i below `count`, on threads each of which takes `chunk` of them at a time: helpers that begin at
/// once, and the caller's when it has nothing else to do. `work` must not throw.
template <class Work>
class ParallelLoop {
 public:
  ParallelLoop(std::size_t count, std::size_t helpers, std::size_t chunk, Work work)
      : count_(count), chunk_(chunk), work_(std::move(work)) {
    for (std::size_t i = 0; i < helpers; ++i) helpers_.emplace_back([this] { take_part(); });
  }
  ParallelLoop(const ParallelLoop&) = delete;
  ParallelLoop& operator=(const ParallelLoop&) = delete;
  ~ParallelLoop() { finish(); }

  /// Takes part, and returns when all is done.
  void finish() {
    take_part();
    for (auto& helper : helpers_) helper.join();
    helpers_.clear();
  }

 private:
  void take_part() {
    for (std::size_t begin = next_.fetch_add(chunk_); begin < count_; begin = next_.fetch_add(chunk_)) {
      for (std::size_t i = begin; i < count_ && i < begin + chunk_; ++i) work_(i);
    }
  }

  std::size_t count_;
  std::size_t chunk_;
  Work work_;
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::thread> helpers_;
};

/// The same on up to `threads` threads, the caller's being one of them, until all is done.
template <class Work>
void parallel_for(std::size_t count, unsigned threads, std::size_t chunk, Work work) {
  const std::size_t chunks = (count + chunk - 1) / chunk;
  const std::size_t busy = std::max<std::size_t>(1, std::min<std::size_t>(threads, chunks));
  ParallelLoop(count, busy - 1, chunk, std::move(work)).finish();
}

}  // namespace invmon

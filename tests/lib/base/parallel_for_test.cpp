#include "base/parallel_for.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <vector>

namespace invmon {
namespace {

TEST_CASE("each number is worked on once, however many threads there are and whatever they take at a time") {
  for (const unsigned threads : {0U, 1U, 2U, 9U}) {
    for (const std::size_t count : {0, 1, 2, 7, 1'000}) {
      for (const std::size_t chunk : {1, 3, 2'000}) {
        std::vector<std::atomic<int>> times(count);
        parallel_for(count, threads, chunk, [&](std::size_t i) { ++times[i]; });
        CHECK(std::ranges::all_of(times, [](const auto& each) { return each == 1; }));
      }
    }
  }
}

TEST_CASE("the helpers of a loop work while the caller does something else, which may be for ever") {
  std::promise<void> worked;
  ParallelLoop loop(1, 1, 1, [&](std::size_t) { worked.set_value(); });
  worked.get_future().wait();
  loop.finish();
}

TEST_CASE("a loop without helpers is the caller's when it finishes, and done when it goes") {
  std::size_t sum = 0;
  const auto add = [&](std::size_t i) { sum += i; };
  {
    ParallelLoop loop(5, 0, 2, add);
    CHECK(sum == 0);
    loop.finish();
    CHECK(sum == 10);
    loop.finish();
    CHECK(sum == 10);
    const ParallelLoop left(3, 0, 1, add);
  }
  CHECK(sum == 13);
}

}  // namespace
}  // namespace invmon

#include "generate/ordered_slices.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace invmon::generate {

void write_in_order(std::uint64_t count, unsigned threads, const std::function<void(std::uint64_t, std::string&)>& make,
                    const std::function<bool(std::string_view)>& write) {
  std::mutex mutex;
  std::condition_variable written_one;
  std::uint64_t taken = 0;
  std::uint64_t written = 0;
  bool stopped = false;

  // The thread that made a piece writes it when its turn comes. The lowest piece taken never waits, so there is always progress.
  const auto work = [&] {
    std::string text;
    std::unique_lock lock(mutex);
    while (!stopped && taken < count) {
      const std::uint64_t index = taken++;
      lock.unlock();
      text.clear();
      make(index, text);
      lock.lock();
      written_one.wait(lock, [&] { return stopped || written == index; });
      if (stopped) break;
      stopped = !text.empty() && !write(text);
      ++written;
      written_one.notify_all();
    }
  };

  std::vector<std::jthread> helpers;
  const std::uint64_t wanted = std::min<std::uint64_t>(threads, count);
  try {
    while (helpers.size() + 1 < wanted) helpers.emplace_back(work);
  } catch (const std::system_error&) {
    // The system has no more threads; those that run make the same text.
  }
  work();
}

}  // namespace invmon::generate

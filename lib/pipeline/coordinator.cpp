#include "pipeline/coordinator.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace invmon::pipeline {
namespace {

/// Outcomes that a source may be ahead of the one that all wait for.
constexpr std::size_t kMaxAhead = 1 << 15;

/// Blocks of a source that may have been handed out and not yet been taken up.
constexpr std::uint64_t kMaxPending = 64;

/// So often a thread looks again before it sleeps: what it waits for takes less time mostly than to wake it up.
constexpr int kPatience = 100;

/// Sources that are opened before their time, to keep threads busy.
constexpr std::size_t kMaxOpenPerThread = 2;

}  // namespace

Coordinator::Coordinator(const std::vector<input::Source>& sources, input::OutcomeOrder& order, const Options& options)
    : sources_(sources), order_(order), options_(options), states_(sources.size()) {
  look_at_order();
  for (const auto& source : sources_) {
    if (source.packed_bytes == 0 && !source.repeatable) {
      packed_total_ = 0;
      break;
    }
    packed_total_ += source.packed_bytes;
  }
}

bool Coordinator::next(Task& task) {
  std::unique_lock lock(mutex_);
  int patience = kPatience;
  while (!error_ && !all_ended()) {
    const auto source = choose();
    if (!source) {
      wait(lock, patience);
      continue;
    }
    auto& state = states_[*source];
    state.opened = state.reading = true;
    lock.unlock();
    auto filled = read(*source, task.block);
    lock.lock();
    state.reading = false;
    if (state.reader != nullptr) {
      state.result.bytes = state.reader->bytes();
      state.packed_bytes = state.reader->packed_bytes();
    }
    changed_.notify_all();
    if (!filled) {
      if (!error_) error_ = filled.error();
    } else if (*filled) {
      task.source = *source;
      task.sequence = state.read++;
      report_progress();
      return true;
    } else {
      end(*source, lock);
    }
  }
  return false;
}

/// Until something may have changed. Without patience left the thread sleeps meanwhile.
void Coordinator::wait(std::unique_lock<std::mutex>& lock, int& patience) {
  if (patience-- <= 0) return changed_.wait(lock);
  lock.unlock();
  std::this_thread::yield();
  lock.lock();
}

/// The source to read from: the one that is furthest behind, or a new one if all that are open are busy or far ahead.
std::optional<std::size_t> Coordinator::choose() const {
  std::optional<std::size_t> best;
  std::optional<std::size_t> unopened;
  std::size_t open = 0;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const auto& state = states_[i];
    open += state.opened && !state.ended ? 1 : 0;
    if (state.ended || state.reading || state.read - state.applied > kMaxPending) continue;
    auto& choice = state.opened || i == waited_for_ ? best : unopened;
    if (state.opened && i != waited_for_ && state.held > kMaxAhead) continue;
    if (!choice || state.watermark < states_[*choice].watermark) choice = i;
  }
  if (best || open < kMaxOpenPerThread * options_.threads) return best ? best : unopened;
  return std::nullopt;
}

/// Without the lock: `reading` keeps others away.
Result<bool> Coordinator::read(std::size_t source, input::Block& block) {
  auto& state = states_[source];
  if (state.reader == nullptr) {
    auto stream = input::open_stream(sources_[source].file, sources_[source].ahead);
    if (!stream) return stream.error();
    state.reader = std::make_unique<input::BlockReader>(std::move(*stream), options_.limits);
  }
  return state.reader->next(block);
}

void Coordinator::complete(const Task& task, BlockResult result) {
  std::unique_lock lock(mutex_);
  states_[task.source].waiting.emplace(task.sequence, std::move(result));
  apply_results(task.source, lock);
}

/// Takes up what is next in line of a source. One thread at a time does so, without the lock, so that others can go on reading;
/// what comes meanwhile is left to it.
void Coordinator::apply_results(std::size_t source, std::unique_lock<std::mutex>& lock) {
  touched_.push_back(source);
  if (applying_) return;
  applying_ = true;
  while (!touched_.empty()) {
    auto& state = states_[touched_.back()];
    const auto next = state.waiting.find(state.applied);
    if (next == state.waiting.end()) {
      close_if_done(touched_.back());
      touched_.pop_back();
    } else {
      const BlockResult result = std::move(next->second);
      state.waiting.erase(next);
      ++state.applied;
      state.result.account.append(result.account);
      state.result.extent.include(result.extent);
      const auto applied = touched_.back();
      lock.unlock();
      order_.add(applied, result.outcomes);
      lock.lock();
    }
    look_at_order();
    changed_.notify_all();
  }
  applying_ = false;
}

void Coordinator::look_at_order() {
  waited_for_ = order_.waits_for();
  for (std::size_t i = 0; i < states_.size(); ++i) {
    states_[i].watermark = order_.watermark(i);
    states_[i].held = order_.held(i);
  }
}

void Coordinator::end(std::size_t source, std::unique_lock<std::mutex>& lock) {
  auto& state = states_[source];
  state.ended = true;
  if (const auto note = state.reader->note(); !note.empty() && options_.warn) options_.warn(sources_[source].path, note);
  state.reader.reset();
  apply_results(source, lock);
}

void Coordinator::close_if_done(std::size_t source) {
  auto& state = states_[source];
  if (!state.ended || state.applied != state.read || state.closed) return;
  state.closed = true;
  order_.close(source);
}

void Coordinator::fail(Error error) {
  const std::lock_guard lock(mutex_);
  if (!error_) error_ = std::move(error);
  changed_.notify_all();
}

Result<void> Coordinator::outcome() const {
  if (error_) return *error_;
  return {};
}

SourceResult Coordinator::result(std::size_t source) const { return states_[source].result; }

void Coordinator::report_progress() {
  if (!options_.progress) return;
  Progress progress{0, 0, packed_total_};
  for (const auto& state : states_) {
    progress.bytes += state.result.bytes;
    progress.packed_bytes += state.packed_bytes;
  }
  options_.progress(progress);
}

bool Coordinator::all_ended() const {
  return std::all_of(states_.begin(), states_.end(), [](const State& state) { return state.ended; });
}

}  // namespace invmon::pipeline

#include "pipeline/coordinator.hpp"

#include <algorithm>
#include <utility>

namespace invmon::pipeline {
namespace {

/// Outcomes that a source may be ahead of the one that all wait for.
constexpr std::size_t kMaxAhead = 1 << 15;

/// Sources that are opened before their time, to keep threads busy.
constexpr std::size_t kMaxOpenPerThread = 2;

template <class T>
void take_extremes(std::optional<T>& first, std::optional<T>& last, const std::optional<T>& from, const std::optional<T>& to) {
  if (from && (!first || *from < *first)) first = from;
  if (to && (!last || *to > *last)) last = to;
}

}  // namespace

Coordinator::Coordinator(const std::vector<input::Source>& sources, input::OutcomeOrder& order, const Options& options)
    : sources_(sources), order_(order), options_(options), states_(sources.size()) {
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
  while (!error_ && !all_ended()) {
    const auto source = choose();
    if (!source) {
      changed_.wait(lock);
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
      end(*source);
    }
  }
  return false;
}

/// The source to read from: the one that is furthest behind, or a new one if all that are open are busy or far ahead.
std::optional<std::size_t> Coordinator::choose() const {
  const auto waited_for = order_.waits_for();
  std::optional<std::size_t> best;
  std::optional<std::size_t> unopened;
  std::size_t open = 0;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const auto& state = states_[i];
    open += state.opened && !state.ended ? 1 : 0;
    if (state.ended || state.reading) continue;
    auto& choice = state.opened || i == waited_for ? best : unopened;
    if (state.opened && i != waited_for && order_.held(i) > kMaxAhead) continue;
    if (!choice || order_.watermark(i) < order_.watermark(*choice)) choice = i;
  }
  if (best || open < kMaxOpenPerThread * options_.threads) return best ? best : unopened;
  return std::nullopt;
}

/// Without the lock: `reading` keeps others away.
Result<bool> Coordinator::read(std::size_t source, input::Block& block) {
  auto& state = states_[source];
  if (state.reader == nullptr) {
    auto stream = input::open_stream(sources_[source].file);
    if (!stream) return stream.error();
    state.reader = std::make_unique<input::BlockReader>(std::move(*stream), options_.limits);
  }
  return state.reader->next(block);
}

void Coordinator::complete(const Task& task, BlockResult result) {
  const std::lock_guard lock(mutex_);
  auto& state = states_[task.source];
  state.waiting.emplace(task.sequence, std::move(result));
  for (auto next = state.waiting.begin(); next != state.waiting.end() && next->first == state.applied;
       next = state.waiting.begin()) {
    apply(task.source, next->second);
    state.waiting.erase(next);
    ++state.applied;
  }
  close_if_done(task.source);
  changed_.notify_all();
}

void Coordinator::apply(std::size_t source, BlockResult& result) {
  auto& total = states_[source].result;
  total.account.append(result.account);
  take_extremes(total.first, total.last, result.first, result.last);
  order_.add(source, result.outcomes);
}

void Coordinator::end(std::size_t source) {
  auto& state = states_[source];
  state.ended = true;
  if (const auto note = state.reader->note(); !note.empty() && options_.warn) options_.warn(sources_[source].path, note);
  state.reader.reset();
  close_if_done(source);
}

void Coordinator::close_if_done(std::size_t source) {
  const auto& state = states_[source];
  if (state.ended && state.applied == state.read) order_.close(source);
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

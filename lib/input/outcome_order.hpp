#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "record/record.hpp"

namespace invmon::input {

/// Groupings in which order counts.
inline constexpr std::size_t kMaxOutcomeKeys = 8;

/// What a transaction tells the statistics that hang on order.
struct Outcome {
  Nanos time = 0;
  bool failure = false;
  std::array<std::uint32_t, kMaxOutcomeKeys> keys{};  ///< of the groups that it belongs to
};

/// Merges the outcomes of several sources into one stream in event-time order (ties: by source, then line).
///
/// Inside a source, outcomes may be out of order by no more than the lateness; those further behind are late: they are counted
/// and left out. So are those that come after kMaxHeld others of their source that they should precede, which bounds memory. What
/// comes out depends on the sources' content and order alone, not on when their outcomes are added.
class OutcomeOrder {
 public:
  /// About as many outcomes of one source are held back at most.
  static constexpr std::uint64_t kMaxHeld = 1 << 18;

  /// `first_times`: for each source the time of its first record, or the smallest Nanos if that is unknown. An outcome that lies
  /// further before it than the lateness is late. `sink` gets the outcomes in order, in pieces.
  OutcomeOrder(std::vector<Nanos> first_times, Nanos lateness, std::function<void(std::span<const Outcome>)> sink);

  /// Adds the next outcomes of a source, in line order.
  void add(std::size_t source, std::span<const Outcome> outcomes);

  /// Says that a source has ended.
  void close(std::size_t source);

  /// The open source that the stream waits for; the number of sources if all are closed.
  std::size_t waits_for() const;

  /// How far a source has come: none of its later outcomes, late ones aside, lies before this time.
  Nanos watermark(std::size_t source) const { return queues_[source].watermark; }

  /// Outcomes of a source that wait for other sources or for the lateness to pass.
  std::size_t held(std::size_t source) const { return queues_[source].waiting().size(); }

  std::uint64_t late() const { return late_; }

 private:
  struct Queue {
    std::span<const Outcome> waiting() const { return std::span(held).subspan(released); }
    std::span<const Outcome> waiting_before(Nanos time) const;
    void release(std::size_t count);

    std::vector<Outcome> held;  ///< in time order
    std::size_t released = 0;   ///< so many at the beginning of `held` are gone
    Nanos latest = 0;           ///< of the outcomes so far
    Nanos watermark = 0;
    std::uint64_t added = 0;      ///< outcomes so far, late ones included
    std::deque<Nanos> latest_at;  ///< `latest` after each full kStep outcomes, for the last kMaxHeld
    bool closed = false;
  };

  void add_one(Queue& queue, const Outcome& outcome, std::size_t& sorted);
  void release();
  void hand_on();

  Nanos lateness_;
  std::function<void(std::span<const Outcome>)> sink_;
  std::vector<Queue> queues_;
  std::vector<std::span<const Outcome>> settled_;  ///< of each source, while they are handed on
  std::vector<Outcome> merged_;
  std::uint64_t late_ = 0;
};

}  // namespace invmon::input

#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "input/extract.hpp"
#include "input/outcome_order.hpp"
#include "input/reporter.hpp"
#include "pipeline/dictionaries.hpp"
#include "pipeline/feed_panes.hpp"
#include "pipeline/options.hpp"
#include "pipeline/recent_outcomes.hpp"
#include "pipeline/time_extent.hpp"
#include "record/record.hpp"
#include "window/pane_table.hpp"

namespace invmon::pipeline {

/// The way from the bytes of streams that grow to panes: those of feeds, and one a minute for the status of the last hour.
class LiveRecords final : private input::LineSink {
 public:
  /// What is kept of everything, by minutes.
  using Minutes = window::PaneTable<window::Pane>;

  /// Uses the options' profile, filter, feeds, silences, limits and max_groups. They must outlive the object. Errors: a bad
  /// expression, too many groupings.
  static Result<std::unique_ptr<LiveRecords>> make(const Options& options);

  /// Says that streams 0, 1, ... hold lines already, which are put in order of time as those of a finished log are. Until
  /// each has come to its end the streams may be read in any order; `waits_for` is the one that is best read next.
  void expect(std::vector<Nanos> first_times);
  bool is_expecting() const { return order_.has_value(); }
  std::size_t waits_for() const { return order_->waits_for(); }
  void reached_end(std::size_t stream);

  /// None of the expected lines still to come lies before this time, late ones aside.
  Nanos watermark() const { return order_->watermark(order_->waits_for()); }

  /// Takes the next bytes of a stream; an unfinished line waits for its end. Records after `latest` are dropped as out of range:
  /// a single wrong time must not make everything else look old.
  void add(std::size_t stream, std::string_view bytes, Nanos latest);

  /// Takes the line at a stream's end as it is.
  void close(std::size_t stream);

  /// The earliest record's time since the last call.
  std::optional<Nanos> take_earliest();

  /// The groups of a feed. They hold until records are added or dropped. Failure streaks count the outcomes that others may yet
  /// precede only between `count_recent` and `forget_recent`.
  std::vector<policy::FeedSeries> series(std::size_t feed) const;
  void count_recent();
  void forget_recent() { streaks_.take_back(); }

  /// Takes away the panes of feeds before a time.
  void drop_before(Nanos time);
  void drop_minutes_before(Nanos time) { minutes_.drop_before(time); }

  const Minutes& minutes() const { return minutes_; }
  const TimeExtent& extent() const { return extent_; }  ///< of all records so far
  std::optional<Nanos> last(std::size_t stream) const;  ///< the latest time in a stream
  const input::Reporter& account() const { return account_; }
  std::uint64_t late() const { return recent_.late(); }

 private:
  struct Stream {
    std::string rest;          ///< a line without its end so far
    bool too_long = false;     ///< the rest is of a line that is dropped
    std::uint64_t offset = 0;  ///< of the first byte of the rest
    TimeExtent extent;
  };

  LiveRecords(const Options& options, record::Decoder decoder, std::vector<FeedColumns> feeds);

  void read_lines(std::size_t stream, std::size_t size);
  void settle();
  void add_batch();
  void values(record::Values values, input::LinePosition position) override;
  void bad_line(record::DropReason reason, input::LinePosition position, std::string_view detail) override;

  const Options& options_;
  record::Decoder decoder_;
  std::unique_ptr<input::Extractor> extractor_;
  std::vector<FeedColumns> columns_;
  Dictionaries dictionaries_;
  window::RecordBatch batch_;  ///< of the lines being read
  FeedPanes panes_;
  FeedStreaks streaks_;
  RecentOutcomes recent_;
  std::optional<input::OutcomeOrder> order_;  ///< of the expected streams
  std::size_t expected_ = 0;                  ///< how many of them
  Minutes minutes_;
  TimeExtent extent_;
  std::optional<Nanos> earliest_;
  input::Reporter account_;

  std::deque<Stream> streams_;
  Nanos latest_ = 0;
  std::vector<input::Outcome> outcomes_;
  record::Record record_;
  std::string detail_;
};

}  // namespace invmon::pipeline

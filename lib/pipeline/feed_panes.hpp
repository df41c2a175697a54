#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "input/outcome_order.hpp"
#include "pipeline/dictionaries.hpp"
#include "pipeline/exclusions.hpp"
#include "policy/feed.hpp"
#include "record/record.hpp"
#include "window/key_dictionary.hpp"
#include "window/long_runs.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"
#include "window/record_batch.hpp"
#include "window/rows_by_key.hpp"
#include "window/streak_table.hpp"

namespace invmon::pipeline {

/// A feed's only group where it has no dimensions.
inline constexpr std::uint32_t kWholeKey = window::kOtherKey + 1;

/// A feed with its columns: where in a record and in an outcome its groups and its filter stand.
struct FeedColumns {
  policy::FeedSpec spec;
  std::vector<std::size_t> keys;           ///< of the record's keys
  std::optional<std::size_t> condition;    ///< of the record's conditions
  std::optional<std::size_t> dimension;    ///< of the report, where the groups and their records are those of it
  std::optional<std::size_t> outcome_key;  ///< of the outcome's keys, where order counts and not all records do
  window::TableShape shape;

  /// Whether its panes are the report's own, which are kept elsewhere.
  bool is_reports() const { return spec.of_windows && keys.empty(); }

  /// Whether it keeps streaks of its own.
  bool keeps_streaks() const { return spec.streaks && !is_reports(); }

  /// Whether its streaks are those of everything or of a dimension of the report.
  bool shares_streaks() const { return takes_all() || dimension; }

  /// Whether all records count, in one group.
  bool takes_all() const { return keys.empty() && !condition && spec.excluded.empty(); }

  /// The group of an outcome, or kOtherKey if it belongs to none. Requires keeps_streaks().
  std::uint32_t group_of(const input::Outcome& outcome) const { return outcome_key ? outcome.keys[*outcome_key] : kWholeKey; }
};

/// Gives feeds their columns, adding what is missing to the selection, which has the report's dimensions. `report` is the shape
/// of the report's own panes. Errors: too many filters or groupings.
Result<std::vector<FeedColumns>> place_feeds(std::span<const policy::FeedSpec> feeds, record::Selection& selection,
                                             const window::TableShape& report);

/// How far panes that are out of reach have been taken away.
class Horizon {
 public:
  /// The time before which to take them away, if it is worth it by now.
  std::optional<Nanos> advance(Nanos newest, std::optional<Nanos> reach);

 private:
  Nanos dropped_before_ = std::numeric_limits<Nanos>::min();
};

/// The panes of feeds as one thread fills them.
class FeedPanes {
 public:
  /// All arguments must outlive the object.
  FeedPanes(const std::vector<FeedColumns>& feeds, Dictionaries& dictionaries, std::span<const policy::Silence> silences);

  /// Notes for the record that will be this row of a batch which feeds it belongs to, and their groups' numbers in its outcome,
  /// which has those of the report's dimensions.
  void note(const record::Record& record, std::uint32_t row, input::Outcome& outcome) {
    for (auto* const feed : noted_) note(*feed, record, row, outcome);
  }

  /// Adds the rows that were noted. `rows_by_dimension`: those of the report, sorted.
  void add(const window::RecordBatch& batch, std::span<const window::RowsByKey> rows_by_dimension);

  /// Takes up which keys were folded meanwhile.
  void fold();

  /// Series to merge into another one, in this order.
  struct SeriesMerge {
    window::Series<window::Pane>* into;
    std::vector<window::Series<window::Pane>*> from;

    void run() const {
      for (auto* const series : from) into->merge(std::move(*series));
    }
  };

  /// All that a merge of others into this one comes to. Any of it may be at work at once.
  std::vector<SeriesMerge> merges_of(std::span<FeedPanes* const> others);

  /// Widens automatic windows to a width that they can have.
  void widen_to(Nanos width);

  /// Takes away the panes before a time, but the latest such one of each group.
  void drop_before(Nanos time);

  /// Takes away panes that are out of their feed's reach from the newest record so far.
  void forget(Nanos newest);

  const window::PaneTable<window::Pane>::Groups& groups(std::size_t feed) const { return feeds_[feed].panes.groups(0); }

  /// Whether no record so far said how many it tells of.
  bool ordered() const { return ordered_; }

  /// What a group without records has.
  const window::Series<window::Pane>& none() const { return none_; }

 private:
  struct Feed {
    const FeedColumns* columns;
    window::KeyCache keys;
    Exclusions exclusions;
    window::PaneTable<window::Pane> panes;
    Horizon horizon = {};
    window::RowsByKey rows = {};
  };

  void note(Feed& feed, const record::Record& record, std::uint32_t row, input::Outcome& outcome);
  std::uint32_t group_of(Feed& feed, const record::Record& record);

  std::deque<Feed> feeds_;    ///< a deque: tables can't be copied
  std::vector<Feed*> noted_;  ///< those whose rows are not a dimension's of the report
  std::string joined_;
  bool ordered_ = true;
  window::Series<window::Pane> none_;
};

/// The streaks of feeds, from the ordered stream of outcomes.
class FeedStreaks {
 public:
  explicit FeedStreaks(const std::vector<FeedColumns>& feeds);

  /// Adds the next outcomes. `changes`: some of them, all others of which change no streak of everything or of a group of the
  /// report.
  void add(std::span<const input::Outcome> outcomes, std::span<const input::Outcome> changes);

  /// Adds outcomes that others may yet precede; before any others are added they have to be taken back.
  void add_for_now(std::span<const input::Outcome> outcomes);
  void take_back();

  /// As of FeedPanes.
  void widen_to(Nanos width);
  void drop_before(Nanos time);
  void forget(Nanos newest);

  /// Null for feeds that keep none.
  const window::PaneTable<window::StreakPane>::Groups* groups(std::size_t feed) const;

  /// What a group without outcomes has.
  const window::Series<window::StreakPane>& none() const { return none_; }

 private:
  struct Feed {
    const FeedColumns* columns;
    window::StreakTable streaks;
    window::LongRuns runs;
    Horizon horizon = {};

    // What was before outcomes were added for now.
    std::optional<window::LongRuns> runs_before = {};
    std::map<window::StreakPane*, window::StreakPane> before = {};
  };

  std::deque<std::optional<Feed>> feeds_;
  window::Series<window::StreakPane> none_;
};

/// The groups of a feed by key; one group for a feed without dimensions, even if it is empty. They hold until the panes change.
std::vector<policy::FeedSeries> feed_series(std::size_t feed, const FeedColumns& columns, const window::KeyDictionary& keys,
                                            const FeedPanes& panes, const FeedStreaks& streaks);

/// The values of a feed's dimensions that a key of its dictionary stands for.
std::vector<std::string> split_key(std::string_view key, std::size_t dimensions);

}  // namespace invmon::pipeline

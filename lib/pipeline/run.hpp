#pragma once

#include <memory>
#include <vector>

#include "pipeline/options.hpp"
#include "policy/feed.hpp"
#include "report/report.hpp"
#include "window/windowing.hpp"

namespace invmon::pipeline {

/// What a run has kept of the log for rules and SLOs.
class KeptFeeds {
 public:
  struct Panes;

  explicit KeptFeeds(std::unique_ptr<Panes> panes);
  KeptFeeds(KeptFeeds&&) noexcept;
  KeptFeeds& operator=(KeptFeeds&&) noexcept;
  ~KeptFeeds();

  /// The groups of a feed of the options, by key; one group for a feed without dimensions, even if it is empty. They live as long
  /// as this object.
  std::vector<policy::FeedSeries> series(std::size_t feed) const;

  /// How the report's own windows, and the panes of feeds that are of them, are cut.
  const window::Windowing& windowing() const;

 private:
  std::unique_ptr<Panes> panes_;
};

/// A report, and what was kept of the same records.
struct Findings {
  report::Report report;
  KeptFeeds feeds;
};

/// Reads the input and makes a report of it. The report depends on the input's content and the options alone, not on threads,
/// block size or the order in which inputs are named.
///
/// Errors: usage and configuration (an unknown dimension, a bad expression, too many windows), input (something can't be read, or
/// no line is a usable record although none was left out on purpose).
Result<report::Report> run(const Options& options);

/// The same, with the feeds of the options.
Result<Findings> run_with_feeds(const Options& options);

}  // namespace invmon::pipeline

#pragma once

#include <optional>
#include <vector>

#include "input/source.hpp"
#include "pipeline/feed_panes.hpp"
#include "pipeline/options.hpp"
#include "pipeline/trails.hpp"
#include "record/record.hpp"
#include "window/pane.hpp"
#include "window/pane_table.hpp"

namespace invmon::pipeline {

/// Options made definite by a look at the input.
struct Plan {
  std::vector<input::Source> sources;  ///< by path
  std::vector<Nanos> first_times;      ///< see input::OutcomeOrder
  record::Selection selection;
  std::optional<Nanos> from, to;  ///< bounds that the user gave
  window::TableShape shape;
  window::PaneParts window_parts;  ///< what the panes of windows and groups keep
  std::vector<FeedColumns> feeds;
  TrailColumns trails;
};

/// The end of a half-open range whose last record is at this time: one millisecond later, or the end of Nanos.
Nanos just_after(Nanos last);

/// Finds the sources, resolves bounds relative to the log's end (which reads the input once more) and chooses the windows.
Result<Plan> make_plan(const Options& options);

}  // namespace invmon::pipeline

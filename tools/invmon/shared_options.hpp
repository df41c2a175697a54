#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "pipeline/options.hpp"
#include "report/writers.hpp"
#include "terminal.hpp"

namespace invmon::tools {

/// Loads the profile of that name into `pipeline`, or for an empty name the one that the input looks like. What is not certain
/// about the latter goes to standard error.
Result<void> choose_profile(const std::string& name, pipeline::Options& pipeline);

/// What to read: files, profile, selection, threads.
struct InputOptions {
  std::vector<std::string> inputs;
  std::string profile;  ///< empty: told by the first lines
  std::string where;
  std::string from, to, last;
  std::string max_line = "16MiB";
  unsigned threads = 0;  ///< 0: all cores

  void add_to(CLI::App& app);

  /// For commands that judge the log's end: `--at`, which is `--to` by another name.
  void add_at_to(CLI::App& app);

  /// Fills in its part; `pipeline.zone` must be set before.
  Result<void> apply(pipeline::Options& pipeline) const;

  /// The same but for the profile.
  Result<void> apply_selection(pipeline::Options& pipeline) const;
};

/// The time zone, which other options hang on.
struct ZoneOption {
  std::string zone = "UTC";

  void add_to(CLI::App& app, const std::string& help);

  /// Sets `pipeline.zone`.
  Result<void> apply(pipeline::Options& pipeline) const;
};

/// How to cut and group: windows, dimensions, time zone.
struct WindowOptions {
  std::string window;  ///< empty: the profile's
  std::vector<std::string> by;
  CLI::Option* by_option = nullptr;
  ZoneOption zone;

  void add_to(CLI::App& app);

  Result<void> apply_zone(pipeline::Options& pipeline) const { return zone.apply(pipeline); }

  /// Fills in its part; `pipeline.profile` must be set before.
  Result<void> apply(pipeline::Options& pipeline) const;
};

/// One place that a report goes to.
struct OutputTarget {
  std::string path;  ///< "-" for standard output
  report::Format format = report::Format::text;
};

/// Where results go and how they look.
struct OutputOptions {
  std::vector<report::Format> formats = {report::Format::text, report::Format::json, report::Format::markdown};  ///< there are
  std::string format;
  std::vector<std::string> outputs;
  ColorChoice color = ColorChoice::automatic;
  bool timing_offered = false;
  bool timing = false;

  void add_to(CLI::App& app);

  /// Standard output if a format is asked for or no file is; then the files.
  Result<std::vector<OutputTarget>> targets() const;

  report::TextStyle style(const OutputTarget& target) const;
};

}  // namespace invmon::tools

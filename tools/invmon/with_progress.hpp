#pragma once

#include "pipeline/options.hpp"
#include "say.hpp"
#include "terminal.hpp"

namespace invmon::tools {

/// Calls `run` with options whose progress is shown, and whose warnings are printed, on standard error.
template <class Run>
auto with_progress(pipeline::Options options, Run run) {
  ProgressBar bar;
  options.progress = [&bar](const auto& progress) { bar.update(progress); };
  options.warn = [&bar](const auto& path, const auto& note) {
    bar.clear();
    say("warning: " + path + ": " + note);
  };
  return run(options);
}

}  // namespace invmon::tools

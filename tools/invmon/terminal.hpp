#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "pipeline/options.hpp"

namespace invmon::tools {

/// A reader of our output that goes away is then an error of the write, not the end of the process.
void ignore_closed_pipes();

/// Whether standard output is a terminal, and how wide it is (80 if it is none).
bool stdout_is_terminal();
std::size_t stdout_columns();

enum class ColorChoice { automatic, always, never };

/// Automatic: on a terminal, unless NO_COLOR is set or TERM is dumb.
bool use_color(ColorChoice choice);

/// A line on standard error that shows how far a run has come, if that is a terminal and the run takes longer than a second.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void update(const pipeline::Progress& progress);

  /// Takes the line away.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  bool enabled_;
  bool shown_ = false;
  Clock::time_point start_;
  Clock::time_point last_;
};

/// The bar's text: "[=====>    ]  52 %  1.2 GB  830 MB/s  0:02 left", or without a total "1.2 GB  830 MB/s".
std::string progress_text(const pipeline::Progress& progress, double seconds);

}  // namespace invmon::tools

#pragma once

#include <deque>
#include <string>
#include <vector>

#include "pipeline/live.hpp"
#include "report/writers.hpp"
#include "watch_book.hpp"

namespace invmon::tools {

/// One line about an alert: when, what became of it, which, and why.
std::string news_line(const AlertNews& news);

/// What a watch shows of itself.
struct WatchStatus {
  const pipeline::LiveRun& run;
  const policy::Judgement& judgement;
  const std::deque<std::string>& news;  ///< the latest lines, the oldest first
  std::size_t files = 0;
  std::optional<Nanos> now;
};

/// The status as lines that fit the style's columns, at most `rows` of them.
std::vector<std::string> status_lines(const WatchStatus& status, const report::TextStyle& style, std::size_t rows);

/// A part of the terminal that is drawn anew in its place. The cursor is hidden meanwhile.
class StatusArea {
 public:
  StatusArea() = default;
  ~StatusArea();
  StatusArea(const StatusArea&) = delete;
  StatusArea& operator=(const StatusArea&) = delete;

  void draw(const std::vector<std::string>& lines);

  /// Rows that there are to draw in.
  static std::size_t rows();

 private:
  std::size_t drawn_ = 0;  ///< lines
};

}  // namespace invmon::tools

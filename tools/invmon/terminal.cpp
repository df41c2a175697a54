#include "terminal.hpp"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/units.hpp"

namespace invmon::tools {

void ignore_closed_pipes() { std::signal(SIGPIPE, SIG_IGN); }

bool stdout_is_terminal() { return isatty(STDOUT_FILENO) == 1; }

std::size_t stdout_columns() {
  constexpr std::size_t kDefault = 80;
  constexpr std::size_t kLeast = 40;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kDefault;
  return std::max<std::size_t>(size.ws_col, kLeast);
}

bool use_color(ColorChoice choice) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return stdout_is_terminal() && (no_color == nullptr || *no_color == '\0') &&
         (term == nullptr || std::string_view(term) != "dumb");
}

ProgressBar::ProgressBar() : enabled_(isatty(STDERR_FILENO) == 1), start_(Clock::now()), last_(start_) {}

ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::update(const pipeline::Progress& progress) {
  using std::chrono::milliseconds;
  if (!enabled_) return;
  const auto now = Clock::now();
  if (now - start_ < milliseconds(1000) || now - last_ < milliseconds(100)) return;
  last_ = now;
  shown_ = true;
  fmt::print(stderr, "\r\x1b[K{}", progress_text(progress, std::chrono::duration<double>(now - start_).count()));
  std::fflush(stderr);
}

void ProgressBar::clear() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
  shown_ = false;
}

std::string progress_text(const pipeline::Progress& progress, double seconds) {
  const auto bytes = static_cast<double>(progress.bytes);
  std::string speed = fmt::format("{}  {}/s", format_bytes(bytes), format_bytes(seconds > 0 ? bytes / seconds : 0));
  if (progress.packed_total == 0) return speed;
  const double done = std::min(1.0, static_cast<double>(progress.packed_bytes) / static_cast<double>(progress.packed_total));
  constexpr int kWidth = 24;
  const auto filled = static_cast<std::size_t>(done * kWidth);
  const std::string bar = std::string(filled, '=') + (filled < kWidth ? ">" : "") +
                          std::string(kWidth - std::min<std::size_t>(kWidth, filled + 1), ' ');
  const auto left = done > 0 ? std::lround(seconds / done - seconds) : 0;
  return fmt::format("[{}] {:3.0f} %  {}  {}:{:02} left", bar, done * 100, speed, left / 60, left % 60);
}

}  // namespace invmon::tools

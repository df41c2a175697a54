// Runs a command and prints what it took: wall, user and system seconds, and the peak of resident memory in KiB, in one line on
// file descriptor 3. The command's own output goes where this program's goes.
//
//   invmon_measure COMMAND [ARGUMENT...]  3>RESULT
//
// Its status is the command's; 127 if that can't be run.
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

extern char** environ;

namespace {

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; }

}  // namespace

int main(int argc, char** argv) {
  constexpr int kResult = 3;
  constexpr int kCannotRun = 127;
  if (argc < 2) return 2;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addclose(&actions, kResult);
  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  // A fork would count this program's own memory as the command's.
  if (posix_spawnp(&child, argv[1], &actions, nullptr, argv + 1, environ) != 0) {
    std::perror(argv[1]);
    return kCannotRun;
  }
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child) return kCannotRun;
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  dprintf(kResult, "%.6f %.6f %.6f %ld\n", wall, seconds(usage.ru_utime), seconds(usage.ru_stime), usage.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

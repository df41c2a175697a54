#include "output.hpp"

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string_view>
#include <system_error>
#include <utility>

namespace invmon::tools {
namespace {

namespace fs = std::filesystem;

Error output_error(const std::string& path, int code) {
  return {ErrorKind::output, path, "can't be written: " + std::generic_category().message(code), ""};
}

Result<void> write_stdout(const std::function<void(std::ostream&)>& write) {
  errno = 0;
  write(std::cout);
  std::cout.flush();
  if (std::cout || errno == EPIPE) return {};
  return output_error("standard output", errno);
}

Result<void> write_stream(const std::string& path, const std::function<void(std::ostream&)>& write) {
  errno = 0;
  std::ofstream out(path, std::ios::binary);
  if (out) write(out);
  out.close();
  if (out) return {};
  return output_error(path, errno);
}

/// The temporary file being written, for the handler of signals; empty if there is none.
std::array<char, PATH_MAX> unfinished{};

/// Takes the unfinished file away, then lets the signal do what it does.
void remove_unfinished(int signal) {
  if (unfinished[0] != '\0') unlink(unfinished.data());
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

/// A temporary file that does not outlive a signal that ends the process.
class UnfinishedFile {
 public:
  explicit UnfinishedFile(std::string_view path) {
    path.copy(unfinished.data(), unfinished.size() - 1);
    std::signal(SIGINT, remove_unfinished);
    std::signal(SIGTERM, remove_unfinished);
  }
  ~UnfinishedFile() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    unfinished.fill('\0');
  }
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;
};

/// The mode that a new file would get.
mode_t new_file_mode() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

Result<void> replace_file(const fs::path& path, const std::function<void(std::ostream&)>& write) {
  std::string temporary = (path.parent_path() / ("." + path.filename().string() + ".XXXXXX")).string();
  const int descriptor = mkstemp(temporary.data());
  if (descriptor < 0) return output_error(path.string(), errno);
  const UnfinishedFile guard(temporary);
  struct stat existing {};
  fchmod(descriptor, stat(path.c_str(), &existing) == 0 ? existing.st_mode : new_file_mode());
  close(descriptor);
  auto written = write_stream(temporary, write);
  if (written && rename(temporary.c_str(), path.c_str()) != 0) written = output_error(path.string(), errno);
  if (!written) {
    unlink(temporary.c_str());
    return Error{ErrorKind::output, path.string(), written.error().what, ""};
  }
  return {};
}

}  // namespace

Result<void> write_output(const std::string& path, const std::function<void(std::ostream&)>& write) {
  if (path == "-") return write_stdout(write);
  std::error_code error;
  const auto status = fs::status(path, error);
  if (fs::is_directory(status)) return Error{ErrorKind::output, path, "is a directory", "name a file in it"};
  if (fs::exists(status) && !fs::is_regular_file(status)) return write_stream(path, write);
  // A link is followed, so that the file it stands for is replaced and not the link.
  return replace_file(fs::exists(status) ? fs::canonical(path) : fs::path(path), write);
}

Result<void> make_folder_of(const std::string& path, std::string hint) {
  std::error_code failure;
  const auto folder = fs::path(path).parent_path();
  if (!folder.empty()) fs::create_directories(folder, failure);
  if (failure) return Error{ErrorKind::output, folder.string(), "can't be made: " + failure.message(), std::move(hint)};
  return {};
}

}  // namespace invmon::tools

#include "alert_log.hpp"

#include <fcntl.h>
#include <simdjson.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <set>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "report/alerts.hpp"

namespace invmon::tools {
namespace {

Error log_error(const std::string& path, int code) {
  return {ErrorKind::output, path, "can't be written: " + std::generic_category().message(code), "name another file with --log"};
}

/// An open and locked file; closing it ends the lock.
class LockedFile {
 public:
  explicit LockedFile(const std::string& path) : descriptor_(open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0644)) {
    if (descriptor_ >= 0) flock(descriptor_, LOCK_EX);
  }
  ~LockedFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;

  bool is_open() const { return descriptor_ >= 0; }

  bool read_all(std::string& text) const {
    std::array<char, 65536> block;
    for (;;) {
      const auto count = read(descriptor_, block.data(), block.size());
      if (count == 0) return true;
      if (count < 0 && errno != EINTR) return false;
      if (count > 0) text.append(block.data(), static_cast<std::size_t>(count));
    }
  }

  bool append(std::string_view text) const {
    while (!text.empty()) {
      const auto count = write(descriptor_, text.data(), text.size());
      if (count < 0 && errno != EINTR) return false;
      if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    }
    return fsync(descriptor_) == 0 || errno == EINVAL;
  }

 private:
  int descriptor_;
};

using Identity = std::array<std::string, 3>;  ///< fingerprint, start and state

/// The alerts that a log holds; lines that are none are passed over.
std::set<Identity> identities(const std::string& text) {
  std::set<Identity> known;
  simdjson::dom::parser parser;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    simdjson::dom::element alert;
    std::string_view fingerprint, start, state;
    if (parser.parse(line).get(alert) != simdjson::SUCCESS || alert["fingerprint"].get(fingerprint) != simdjson::SUCCESS ||
        alert["starts_at"].get(start) != simdjson::SUCCESS || alert["state"].get(state) != simdjson::SUCCESS) {
      continue;
    }
    known.insert({std::string(fingerprint), std::string(start), std::string(state)});
  }
  return known;
}

Identity identity_of(const policy::Alert& alert) {
  return {policy::fingerprint(policy::full_labels(alert)), format_time(*alert.starts_at),
          std::string(report::state_name(alert.state))};
}

std::string new_lines(std::span<const policy::Alert> alerts, const std::string& text) {
  const auto known = identities(text);
  std::ostringstream lines;
  for (const auto& alert : alerts) {
    if (known.contains(identity_of(alert))) continue;
    report::write_alert_line(alert, lines);
    lines << '\n';
  }
  return lines.str();
}

}  // namespace

Result<void> append_to_alert_log(const std::string& path, std::span<const policy::Alert> alerts) {
  if (alerts.empty()) return {};
  std::error_code failure;
  const auto folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, failure);
  if (failure) return log_error(path, failure.value());
  const LockedFile file(path);
  std::string text;
  if (!file.is_open() || !file.read_all(text)) return log_error(path, errno);
  const auto lines = new_lines(alerts, text);
  if (lines.empty()) return {};
  const bool torn = !text.empty() && text.back() != '\n';
  if (!file.append(torn ? "\n" + lines : lines)) return log_error(path, errno);
  return {};
}

}  // namespace invmon::tools

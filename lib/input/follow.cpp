#include "input/follow.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "input/source.hpp"
#include "input/unpack.hpp"

namespace invmon::input {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = 256 * 1024;
constexpr std::size_t kMarks = 64;

/// A file without a name that it is looked for under is read on for so many looks, because its writer may not have noticed.
constexpr unsigned kQuietLooks = 120;

/// A content whose file was cut short is looked for in a copy for so many looks.
constexpr unsigned kCopyLooks = 5;

using FileId = std::pair<dev_t, ino_t>;

FileId id_of(const struct stat& status) { return {status.st_dev, status.st_ino}; }

/// Files beside a path whose names begin with its name, such as those that it was rotated to; sorted.
std::vector<std::string> names_beside(const std::string& path) {
  const fs::path followed(path);
  const auto folder = followed.parent_path().empty() ? fs::path(".") : followed.parent_path();
  std::vector<std::string> result;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const auto name = entry->path().filename().string();
    const bool rotated = name != followed.filename() && name.starts_with(followed.filename().string());
    std::error_code gone;
    if (rotated && entry->is_regular_file(gone)) result.push_back((followed.parent_path() / name).string());
  }
  std::ranges::sort(result);
  return result;
}

/// The folder that new files of an argument appear in; empty if that hangs on a pattern.
std::string folder_of(const std::string& argument) {
  std::error_code error;
  if (fs::is_directory(argument, error)) return argument;
  const auto folder = fs::path(argument).parent_path().string();
  if (folder.find_first_of("*?[") != std::string::npos) return "";
  return folder.empty() ? "." : folder;
}

}  // namespace

Follower::Follower(Settings settings) : settings_(std::move(settings)), buffer_(kChunk) {}

Follower::~Follower() {
  for (auto& stream : streams_) end(stream);
}

void Follower::look() {
  seen_.clear();
  const auto named = paths();
  watch_folders(named);
  for (std::size_t i = streams_.size(); i-- > 0;) split_changed(i);
  for (const auto& path : named) look_at(path);
  if (first_look_) {
    find_known();
    std::ranges::sort(streams_, {}, &Stream::path);
    add_standard_input();
    first_look_ = false;
  }
  retire_nameless();
}

/// The files that the arguments name at present. An argument that names nothing yet is no error.
std::vector<std::string> Follower::paths() const {
  std::vector<std::string> result;
  for (const auto& argument : settings_.arguments) {
    if (argument == "-") continue;
    auto sources = resolve_sources(std::span(&argument, 1));
    if (!sources) continue;
    for (const auto& source : *sources) result.push_back(source.path);
  }
  std::ranges::sort(result);
  return result;
}

void Follower::watch_folders(const std::vector<std::string>& named) {
  std::set<std::string> folders;
  for (const auto& argument : settings_.arguments) {
    if (argument != "-") folders.insert(folder_of(argument));
  }
  for (const auto& path : named) folders.insert(folder_of(path));
  folders.erase("");
  for (const auto& folder : folders) watch_.add(folder);
}

void Follower::look_at(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return;
  const auto file = id_of(status);
  const auto is_this = [&](const Stream& stream) { return stream.descriptor >= 0 && stream.file == file; };
  if (const auto known = std::ranges::find_if(streams_, is_this); known != streams_.end()) {
    known->path = path;
    seen_.insert(file);
    return;
  }
  std::error_code error;
  const auto is_except = [&](const std::string& other) { return fs::equivalent(path, other, error); };
  if (ignored_.contains(file) || std::ranges::any_of(settings_.except, is_except)) return;
  if (!S_ISREG(status.st_mode)) {
    warn_once(path, "is no file that can be followed; pipe it to standard input");
    return;
  }
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    warn_once(path, "can't be opened: " + std::generic_category().message(errno));
    return;
  }
  follow(path, descriptor, file);
}

/// Follows a file that is new; the descriptor becomes its stream's, or is closed.
void Follower::follow(const std::string& path, int descriptor, FileId file) {
  auto head = head_of(descriptor);
  if (packing_of(head) != Packing::none) {
    close(descriptor);
    ignored_.insert(file);
    if (!first_look_) return;
    auto packed = open_stream(path);
    if (!packed) {
      warn_once(path, packed.error().what);
      return;
    }
    auto& stream = streams_.emplace_back();
    stream.path = stream.origin = path;
    stream.file = file;
    stream.packed = *std::move(packed);
    return;
  }
  // What begins like a content that is known is a copy of it, or is becoming one. So may be an empty file.
  const auto is_copied = [&](const Stream& stream) {
    return !stream.head.empty() && (stream.head.starts_with(head) || head.starts_with(stream.head));
  };
  const auto original = first_look_ ? streams_.end() : std::ranges::find_if(streams_, is_copied);
  if (original != streams_.end()) {
    if (!go_on_in(*original, path, descriptor)) close(descriptor);
    return;
  }
  if (!first_look_ && head.empty()) {
    close(descriptor);
    return;
  }
  auto& stream = streams_.emplace_back();
  stream.path = stream.origin = path;
  stream.descriptor = descriptor;
  stream.file = file;
  seen_.insert(file);
}

/// Finds the contents that an earlier run followed under the names that they have got meanwhile.
void Follower::find_known() {
  for (const auto& mark : settings_.known) {
    for (const auto& path : names_beside(mark.path)) {
      struct stat status {};
      if (stat(path.c_str(), &status) != 0) continue;
      const auto same_file = [&](const Stream& stream) { return stream.file == id_of(status); };
      if (std::ranges::any_of(streams_, same_file)) continue;
      if (!is_marked(unpacked_head(path), mark)) continue;
      const auto before = streams_.size();
      look_at(path);
      if (streams_.size() > before) streams_.back().origin = mark.path;
      break;
    }
  }
}

/// Where a file was cut short or replaced, gives what it holds now a stream of its own.
void Follower::split_changed(std::size_t index) {
  auto& stream = streams_[index];
  if (stream.descriptor < 0 || stream.path == "-" || is_intact(stream.descriptor, stream.offset, stream.head)) return;
  auto& next = streams_.emplace_back();
  auto& before = streams_[index];
  next.path = next.origin = before.path;
  next.descriptor = std::exchange(before.descriptor, -1);
  next.file = before.file;
  before.quiet = 0;
  find_copy(before);
}

/// Looks for a copy that was made before a stream's file was cut short.
bool Follower::find_copy(Stream& stream) {
  for (const auto& path : names_beside(stream.origin)) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) continue;
    if (go_on_in(stream, path, descriptor)) return true;
    close(descriptor);
  }
  return false;
}

/// Makes a copy the file of a stream that has lost its own.
bool Follower::go_on_in(Stream& stream, const std::string& path, int descriptor) {
  struct stat own {};
  struct stat copy {};
  if (stream.descriptor >= 0 && (fstat(stream.descriptor, &own) != 0 || own.st_nlink > 0)) return false;
  if (fstat(descriptor, &copy) != 0 || stream.head.empty() || !is_intact(descriptor, stream.offset, stream.head)) return false;
  const auto is_taken = [&](const Stream& other) { return other.descriptor >= 0 && other.file == id_of(copy); };
  if (std::ranges::any_of(streams_, is_taken)) return false;
  if (stream.descriptor >= 0) close(stream.descriptor);
  stream.descriptor = descriptor;
  stream.file = id_of(copy);
  stream.path = path;
  stream.quiet = 0;
  seen_.insert(stream.file);
  return true;
}

void Follower::add_standard_input() {
  if (std::ranges::find(settings_.arguments, "-") == settings_.arguments.end()) return;
  auto& stream = streams_.emplace_back();
  stream.path = stream.origin = "-";
  stream.descriptor = STDIN_FILENO;
}

void Follower::retire_nameless() {
  for (auto& stream : streams_) {
    if (stream.ended || stream.packed || stream.path == "-") continue;
    if (stream.descriptor < 0) {
      if (!find_copy(stream) && ++stream.quiet > kCopyLooks) end(stream);
    } else if (!seen_.contains(stream.file)) {
      if (++stream.quiet > kQuietLooks) end(stream);
    } else {
      stream.quiet = 0;
    }
  }
}

void Follower::end(Stream& stream) {
  if (stream.descriptor > STDIN_FILENO) close(stream.descriptor);
  stream.descriptor = -1;
  stream.packed.reset();
  stream.ended = true;
}

std::string_view Follower::read(std::size_t index) {
  auto& stream = streams_[index];
  if (stream.packed) {
    const auto count = stream.packed->read(buffer_);
    if (!count) warn_once(stream.path, count.error().what);
    if (count && *count > 0) return took(stream, *count);
    if (const auto note = stream.packed->note(); !note.empty()) warn_once(stream.path, note);
    end(stream);
    return {};
  }
  if (stream.descriptor < 0) return {};
  if (stream.path != "-") return read_plain(index);
  pollfd ready{stream.descriptor, POLLIN, 0};
  if (poll(&ready, 1, 0) <= 0) return {};
  const auto count = ::read(stream.descriptor, buffer_.data(), buffer_.size());
  if (count > 0) return took(stream, static_cast<std::size_t>(count));
  if (count == 0 || errno != EINTR) end(stream);
  return {};
}

std::string_view Follower::read_plain(std::size_t index) {
  split_changed(index);
  auto& stream = streams_[index];
  if (stream.descriptor < 0) return {};
  const auto count = pread(stream.descriptor, buffer_.data(), buffer_.size(), static_cast<off_t>(stream.offset));
  if (count > 0) return took(stream, static_cast<std::size_t>(count));
  if (count < 0 && errno != EINTR) {
    warn_once(stream.path, "can't be read: " + std::generic_category().message(errno));
    end(stream);
  }
  return {};
}

std::string_view Follower::took(Stream& stream, std::size_t count) {
  const std::string_view bytes(buffer_.data(), count);
  if (stream.head.size() < kMarkedBytes) stream.head += bytes.substr(0, kMarkedBytes - stream.head.size());
  stream.offset += count;
  stream.quiet = 0;
  return bytes;
}

bool Follower::warn_once(const std::string& path, const std::string& note) {
  const bool is_new = warned_.insert(path).second;
  if (is_new && settings_.warn) settings_.warn(path, note);
  return is_new;
}

std::vector<ContentMark> Follower::marks(const std::function<bool(std::size_t stream)>& wanted) const {
  std::vector<ContentMark> result;
  for (std::size_t i = streams_.size(); i-- > 0 && result.size() < kMarks;) {
    const auto& stream = streams_[i];
    if (stream.head.empty() || !wanted(i)) continue;
    auto mark = mark_of(stream.origin, stream.head);
    if (std::ranges::find(result, mark) == result.end()) result.push_back(std::move(mark));
  }
  return result;
}

}  // namespace invmon::input

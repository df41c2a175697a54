#include "input/byte_stream.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <system_error>
#include <utility>

#include "input/unpack.hpp"

namespace invmon::input {
namespace {

Error system_error(const std::string& path, std::string_view doing) {
  const int code = errno;
  const auto hint = code == EMFILE ? "raise the limit of open files (ulimit -n)" : "";
  return {ErrorKind::input, path, fmt::format("{}: {}", doing, std::generic_category().message(code)), hint};
}

class FileStream final : public ByteStream {
 public:
  FileStream(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {
    struct stat status {};
    if (fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode)) {
      // Some of standard input may have been read already.
      left_ = static_cast<std::uint64_t>(std::max<off_t>(status.st_size - lseek(descriptor_, 0, SEEK_CUR), 0));
      // Files of some pseudo file systems say that they are empty although they are not.
      if (left_ == 0) left_ = kUnknown;
    }
  }
  ~FileStream() override {
    if (descriptor_ != STDIN_FILENO) close(descriptor_);
  }
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;

  Result<std::size_t> read(std::span<char> buffer) override {
    const auto wanted = std::min<std::uint64_t>(buffer.size(), left_);
    if (wanted == 0) return std::size_t{0};
    ssize_t count = 0;
    do {
      count = ::read(descriptor_, buffer.data(), wanted);
    } while (count < 0 && errno == EINTR);
    if (count < 0) return system_error(path_, "can't be read");
    if (count == 0 && left_ != kUnknown) shrank_ = true;
    if (left_ != kUnknown) left_ -= static_cast<std::uint64_t>(count);
    used_ += static_cast<std::uint64_t>(count);
    return static_cast<std::size_t>(count);
  }

  std::uint64_t packed_bytes() const override { return used_; }
  std::string note() const override { return shrank_ ? "became shorter while it was read; what was there was read" : ""; }

 private:
  static constexpr auto kUnknown = std::numeric_limits<std::uint64_t>::max();

  int descriptor_;
  std::string path_;
  std::uint64_t left_ = kUnknown;
  std::uint64_t used_ = 0;
  bool shrank_ = false;
};

class NoStream final : public ByteStream {
 public:
  Result<std::size_t> read(std::span<char>) override { return std::size_t{0}; }
  std::uint64_t packed_bytes() const override { return 0; }
};

/// Bytes read ahead of a stream, then the stream itself.
class PrefixedStream final : public ByteStream {
 public:
  PrefixedStream(std::string prefix, std::unique_ptr<ByteStream> rest) : prefix_(std::move(prefix)), rest_(std::move(rest)) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    if (used_ == prefix_.size()) return rest_->read(buffer);
    const auto count = prefix_.copy(buffer.data(), buffer.size(), used_);
    used_ += count;
    return count;
  }

  std::uint64_t packed_bytes() const override { return rest_->packed_bytes(); }
  std::string note() const override { return rest_->note(); }

 private:
  std::string prefix_;
  std::size_t used_ = 0;
  std::unique_ptr<ByteStream> rest_;
};

/// Appends what a stream holds until `bytes` has so many, or the stream has ended.
Result<void> fill_up(std::string& bytes, std::size_t size, ByteStream& stream) {
  while (bytes.size() < size) {
    const auto held = bytes.size();
    bytes.resize(size);
    const auto count = stream.read(std::span(bytes).subspan(held));
    bytes.resize(held + (count ? *count : 0));
    if (!count) return count.error();
    if (*count == 0) break;
  }
  return {};
}

/// `beginning` and what follows it, unpacked if it is packed.
Result<std::unique_ptr<ByteStream>> open_after(std::string beginning, std::unique_ptr<ByteStream> stream,
                                               const std::string& path) {
  constexpr std::size_t kMagicBytes = 4;
  if (auto filled = fill_up(beginning, kMagicBytes, *stream); !filled) return filled.error();
  const auto packing = packing_of(std::string_view(beginning).substr(0, kMagicBytes));
  stream = std::make_unique<PrefixedStream>(std::move(beginning), std::move(stream));
  return unpack(packing, std::move(stream), path);
}

}  // namespace

Result<std::unique_ptr<ByteStream>> open_stream(const std::string& path, std::string ahead) {
  const int descriptor = path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_error(path, "can't be opened");
  return open_after(std::move(ahead), std::make_unique<FileStream>(descriptor, path), path);
}

Result<std::string> read_ahead(std::size_t size) {
  FileStream stream(STDIN_FILENO, "-");
  std::string bytes;
  if (auto filled = fill_up(bytes, size, stream); !filled) return filled.error();
  return bytes;
}

Result<std::unique_ptr<ByteStream>> open_bytes(std::string bytes, const std::string& path) {
  return open_after(std::move(bytes), std::make_unique<NoStream>(), path);
}

}  // namespace invmon::input

#include "input/unpack.hpp"

#include <zlib.h>
#include <zstd.h>

#include <utility>
#include <vector>

namespace invmon::input {
namespace {

constexpr std::size_t kPackedBytes = 128 * 1024;

/// What both formats share: a buffer of packed bytes that is refilled when it is used up.
class Unpacker : public ByteStream {
 public:
  Unpacker(std::unique_ptr<ByteStream> packed, std::string path)
      : path_(std::move(path)), packed_(std::move(packed)), buffer_(kPackedBytes) {}

  std::uint64_t packed_bytes() const override { return packed_->packed_bytes(); }

  std::string note() const override {
    return cut_short_ ? "the packed data is cut short; what could be unpacked was read" : packed_->note();
  }

 protected:
  /// The packed bytes not yet used; empty at their end.
  Result<std::span<char>> packed() {
    if (used_ == filled_ && !ended_) {
      auto count = packed_->read(buffer_);
      if (!count) return count.error();
      used_ = 0;
      filled_ = *count;
      ended_ = filled_ == 0;
    }
    return std::span(buffer_).subspan(used_, filled_ - used_);
  }

  void use(std::size_t count) { used_ += count; }
  void end_short() { cut_short_ = true; }

  Error damaged(std::string_view format, std::string_view reason) const {
    return {ErrorKind::input, path_, "damaged " + std::string(format) + " data: " + std::string(reason),
            "check the file with gzip -t or zstd -t"};
  }

 private:
  std::string path_;
  std::unique_ptr<ByteStream> packed_;
  std::vector<char> buffer_;
  std::size_t used_ = 0;
  std::size_t filled_ = 0;
  bool ended_ = false;
  bool cut_short_ = false;
};

class GzipStream final : public Unpacker {
 public:
  GzipStream(std::unique_ptr<ByteStream> packed, std::string path) : Unpacker(std::move(packed), std::move(path)) {
    inflateInit2(&state_, 15 + 16);
  }
  ~GzipStream() override { inflateEnd(&state_); }

  Result<std::size_t> read(std::span<char> buffer) override {
    state_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    state_.avail_out = static_cast<uInt>(buffer.size());
    while (state_.avail_out == buffer.size()) {
      auto input = packed();
      if (!input) return input.error();
      if (input->empty()) {
        if (inside_member_) end_short();
        break;
      }
      // Zero bytes or other rubbish after a whole member is padding, as gzip itself has it.
      if (!inside_member_ && members_ > 0 && input->front() != '\x1f') break;
      inside_member_ = true;
      state_.next_in = reinterpret_cast<Bytef*>(input->data());
      state_.avail_in = static_cast<uInt>(input->size());
      const int status = inflate(&state_, Z_NO_FLUSH);
      use(input->size() - state_.avail_in);
      if (status == Z_STREAM_END) {
        ++members_;
        inside_member_ = false;
        inflateReset(&state_);
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        return damaged("gzip", state_.msg == nullptr ? "unknown reason" : state_.msg);
      }
    }
    return buffer.size() - state_.avail_out;
  }

 private:
  z_stream state_{};
  bool inside_member_ = false;
  std::uint64_t members_ = 0;
};

class ZstdStream final : public Unpacker {
 public:
  ZstdStream(std::unique_ptr<ByteStream> packed, std::string path)
      : Unpacker(std::move(packed), std::move(path)), state_(ZSTD_createDStream()) {}
  ~ZstdStream() override { ZSTD_freeDStream(state_); }

  Result<std::size_t> read(std::span<char> buffer) override {
    ZSTD_outBuffer output{buffer.data(), buffer.size(), 0};
    while (output.pos == 0) {
      auto bytes = packed();
      if (!bytes) return bytes.error();
      if (bytes->empty() && !inside_frame_) break;
      ZSTD_inBuffer input{bytes->data(), bytes->size(), 0};
      const auto status = ZSTD_decompressStream(state_, &output, &input);
      if (ZSTD_isError(status)) return damaged("Zstandard", ZSTD_getErrorName(status));
      use(input.pos);
      inside_frame_ = status != 0;
      if (bytes->empty() && output.pos == 0) {
        end_short();
        break;
      }
    }
    return output.pos;
  }

 private:
  ZSTD_DStream* state_;
  bool inside_frame_ = false;
};

}  // namespace

Packing packing_of(std::string_view beginning) {
  if (beginning.starts_with("\x1f\x8b")) return Packing::gzip;
  if (beginning.starts_with("\x28\xb5\x2f\xfd")) return Packing::zstd;
  const bool skippable_frame = beginning.size() >= 4 && (static_cast<unsigned char>(beginning[0]) & 0xf0) == 0x50 &&
                               beginning.substr(1, 3) == "\x2a\x4d\x18";
  return skippable_frame ? Packing::zstd : Packing::none;
}

std::unique_ptr<ByteStream> unpack(Packing packing, std::unique_ptr<ByteStream> packed, const std::string& path) {
  switch (packing) {
    case Packing::gzip:
      return std::make_unique<GzipStream>(std::move(packed), path);
    case Packing::zstd:
      return std::make_unique<ZstdStream>(std::move(packed), path);
    case Packing::none:
      break;
  }
  return packed;
}

}  // namespace invmon::input

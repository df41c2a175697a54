#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "input/byte_stream.hpp"

namespace invmon::input {

/// How a stream is cut into blocks.
struct BlockLimits {
  std::size_t block_bytes = 256 * 1024;     ///< a block is about this long, longer only for the sake of one long line
  std::size_t max_line = 16 * 1024 * 1024;  ///< a line of more bytes (its end not counted) is too long
};

/// Whole lines, followed by kPadding readable bytes; or the place of one line that is too long.
struct Block {
  std::uint64_t offset = 0;  ///< of its first byte in the (unpacked and unwrapped) stream
  bool too_long = false;     ///< stands for one line whose bytes are gone
  std::string_view lines() const { return std::string_view(buffer.data(), size); }

  std::vector<char> buffer;  ///< kept when a block is used again
  std::size_t size = 0;
};

/// Cuts a stream, unwrapped, into blocks of whole lines. The cuts depend on the limits, the lines don't. A UTF-8 byte order mark
/// at the stream's beginning is skipped.
class BlockReader {
 public:
  BlockReader(std::unique_ptr<ByteStream> stream, BlockLimits limits);

  /// Fills the next block; false at the stream's end.
  Result<bool> next(Block& block);

  /// Bytes read so far, unpacked and unwrapped.
  std::uint64_t bytes() const { return bytes_; }

  /// See ByteStream.
  std::uint64_t packed_bytes() const { return stream_->packed_bytes(); }
  std::string note() const { return stream_->note(); }

 private:
  Result<void> fill(Block& block, std::size_t wanted);
  Result<bool> skip_long_line(Block& block);
  void start_block(Block& block);
  void skip_byte_order_mark(Block& block);

  std::unique_ptr<ByteStream> stream_;
  BlockLimits limits_;
  std::string rest_;          ///< bytes read that belong to the next block
  std::uint64_t offset_ = 0;  ///< of the first byte of rest_
  std::uint64_t bytes_ = 0;
  bool ended_ = false;
};

}  // namespace invmon::input

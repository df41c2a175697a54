#include "input/blocks.hpp"

#include <algorithm>
#include <utility>

#include "input/extract.hpp"
#include "input/unwrap.hpp"

namespace invmon::input {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

}  // namespace

BlockReader::BlockReader(std::unique_ptr<ByteStream> stream, BlockLimits limits)
    : stream_(unwrap(std::move(stream), limits.max_line)), limits_(limits) {}

Result<bool> BlockReader::next(Block& block) {
  start_block(block);
  for (std::size_t wanted = limits_.block_bytes;; wanted *= 2) {
    auto filled = fill(block, wanted);
    if (!filled) return filled.error();
    skip_byte_order_mark(block);
    const auto end = ended_ ? block.size : block.lines().rfind('\n') + 1;
    if (ended_ && end == 0) return false;
    if (end != 0) {  // rfind's npos + 1 is 0
      rest_.assign(block.lines().substr(end));
      block.size = end;
      offset_ += end;
      // The bytes behind the block may be read, but must be set.
      std::fill_n(block.buffer.begin() + static_cast<std::ptrdiff_t>(end), kPadding, ' ');
      return true;
    }
    if (block.size > limits_.max_line) return skip_long_line(block);
  }
}

void BlockReader::start_block(Block& block) {
  block.too_long = false;
  block.offset = offset_;
  block.buffer.resize(std::max(block.buffer.size(), rest_.size() + kPadding));
  block.size = rest_.copy(block.buffer.data(), rest_.size());
  rest_.clear();
}

/// Reads on until the block holds `wanted` bytes or the stream has ended.
Result<void> BlockReader::fill(Block& block, std::size_t wanted) {
  block.buffer.resize(std::max(block.buffer.size(), wanted + kPadding));
  while (!ended_ && block.size < wanted) {
    auto count = stream_->read(std::span(block.buffer).subspan(block.size, wanted - block.size));
    if (!count) return count.error();
    ended_ = *count == 0;
    bytes_ += *count;
    block.size += *count;
  }
  return {};
}

void BlockReader::skip_byte_order_mark(Block& block) {
  if (offset_ != 0 || !block.lines().starts_with(kByteOrderMark)) return;
  const auto begin = block.buffer.begin();
  std::copy(begin + kByteOrderMark.size(), begin + static_cast<std::ptrdiff_t>(block.size), begin);
  block.size -= kByteOrderMark.size();
  offset_ = block.offset = kByteOrderMark.size();
}

/// Reads past the end of the line that fills the block.
Result<bool> BlockReader::skip_long_line(Block& block) {
  std::size_t end = 0;
  while (end == 0) {
    offset_ += block.size;
    block.size = 0;
    auto filled = fill(block, limits_.block_bytes);
    if (!filled) return filled.error();
    end = ended_ && block.size == 0 ? std::string_view::npos : block.lines().find('\n') + 1;
  }
  if (end != std::string_view::npos) {
    rest_.assign(block.lines().substr(end));
    offset_ += end;
  }
  block.size = 0;
  block.too_long = true;
  return true;
}

}  // namespace invmon::input

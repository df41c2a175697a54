#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/error.hpp"

namespace invmon::input {

/// Bytes in order, from a file, standard input, or another stream that they are unpacked from.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  /// Reads at least one byte into `buffer` (not empty) unless the stream has ended: then 0. Errors name the path.
  virtual Result<std::size_t> read(std::span<char> buffer) = 0;

  /// Bytes used so far as they lie on the disk.
  virtual std::uint64_t packed_bytes() const = 0;

  /// After the end: what was wrong with it although its bytes can be used, such as a file cut short; empty if nothing was.
  virtual std::string note() const { return {}; }
};

/// Opens a file, or standard input for "-". What begins like gzip or Zstandard data is unpacked, whatever its name. A regular
/// file is read up to the length it has when it is opened; one that shrinks meanwhile ends there, with a note. So does packed
/// data that is cut short; damaged packed data is an error. `ahead` is what was read of it already.
Result<std::unique_ptr<ByteStream>> open_stream(const std::string& path, std::string ahead = {});

/// The first `size` bytes of standard input as they come, fewer if it ends before.
Result<std::string> read_ahead(std::size_t size);

/// Bytes that were read, unpacked if need be. `path` is for messages.
Result<std::unique_ptr<ByteStream>> open_bytes(std::string bytes, const std::string& path);

}  // namespace invmon::input

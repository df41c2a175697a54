#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "input/byte_stream.hpp"

namespace invmon::input {

/// Whether data that begins so is packed, and with what. Four bytes are enough to tell.
enum class Packing { none, gzip, zstd };
Packing packing_of(std::string_view beginning);

/// The unpacked bytes of a stream of gzip members, or of Zstandard frames. `path` is for messages.
std::unique_ptr<ByteStream> unpack(Packing packing, std::unique_ptr<ByteStream> packed, const std::string& path);

}  // namespace invmon::input

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "record/layout.hpp"
#include "record/record.hpp"

namespace invmon::input {

/// Bytes after a block that can be read (their content does not matter).
inline constexpr std::size_t kPadding = 64;

/// Where in its block a line stands.
struct LinePosition {
  std::uint64_t index = 0;  ///< from 0; blank and bad lines count
  std::size_t offset = 0;   ///< of the line's first byte
};

/// Told of every line of a block, in order, exactly once each.
class LineSink {
 public:
  /// A line that is one JSON object. The values are valid during the call.
  virtual void values(record::Values values, LinePosition position) = 0;

  /// A line that is not: blank, malformed, or longer than allowed.
  virtual void bad_line(record::DropReason reason, LinePosition position, std::string_view detail) = 0;

 protected:
  ~LineSink() = default;
};

/// The way from lines to values. What it says of a line depends on that line alone, never on its neighbours or on the block.
class Extractor {
 public:
  virtual ~Extractor() = default;

  /// Reads `block`: whole lines, each ended by LF but perhaps the last one, with kPadding readable bytes behind it. Returns the
  /// number of lines. A line must be shorter than 4 GiB.
  virtual std::uint64_t extract(std::string_view block, LineSink& sink) = 0;
};

/// An extractor for the slots of `layout`, made for this processor; lines of more than `max_line` bytes are too long. For use by
/// one thread at a time.
///
/// Of several members of the same name in one object the first counts. A line is judged by its structure: brackets, strings,
/// separators, UTF-8, and each value that a slot asks for; values that nobody asks for are skipped unread. A prefix of at most
/// 256 bytes before the object is passed over.
std::unique_ptr<Extractor> make_extractor(const record::Layout& layout, std::size_t max_line);

}  // namespace invmon::input

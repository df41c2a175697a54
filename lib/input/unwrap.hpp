#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "input/byte_stream.hpp"

namespace invmon::input {

/// Makes plain lines of a text whose lines are wrapped in those of a container runtime (Docker's json-file, CRI) or hold batches
/// of records (OTLP JSON). A text is taken for one if any line that begins within its first 64 KiB is of such a kind; any other
/// stays as it is. So does each line that is not wrapped, is more than `max_line` bytes long, or is a batch whose records come to
/// more than eight times as much. What becomes of a text does not hang on the pieces that it comes in.
class Unwrapper {
 public:
  explicit Unwrapper(std::size_t max_line);
  ~Unwrapper();
  Unwrapper(Unwrapper&&) noexcept;
  Unwrapper& operator=(Unwrapper&&) noexcept;

  /// Takes the next bytes, and appends what can be said by now.
  void add(std::string_view bytes, std::string& out);

  /// Takes the text's end.
  void finish(std::string& out);

  /// Whether the text, but for what was added, stays as it is.
  bool passes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What a stream holds, unwrapped.
std::unique_ptr<ByteStream> unwrap(std::unique_ptr<ByteStream> stream, std::size_t max_line);

}  // namespace invmon::input

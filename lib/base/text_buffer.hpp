#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace invmon {

/// A text that grows by many small pieces. A std::string would count each of them and end it with a zero.
class TextBuffer {
 public:
  TextBuffer() = default;

  /// An empty one, with the memory of a text that is not needed any more.
  explicit TextBuffer(std::string memory) : memory_(std::move(memory)) { memory_.resize(memory_.capacity()); }

  /// Where the text ends: there is room for so many characters, to be followed by end_at.
  char* room(std::size_t size) {
    if (memory_.size() - size_ < size) [[unlikely]] {
      memory_.resize(std::max(size_ + size, 2 * memory_.size()));
    }
    return memory_.data() + size_;
  }

  /// Says up to where that room was used.
  void end_at(const char* end) { size_ = static_cast<std::size_t>(end - memory_.data()); }

  void append(std::string_view text) { end_at(std::ranges::copy(text, room(text.size())).out); }

  std::string_view view() const { return {memory_.data(), size_}; }

  /// Keeps the memory for what comes.
  void clear() { size_ = 0; }

  /// The text, which the buffer has no more.
  std::string take() {
    memory_.resize(std::exchange(size_, 0));
    return std::exchange(memory_, {});
  }

 private:
  std::string memory_;
  std::size_t size_ = 0;  ///< of the text, which is followed by room
};

}  // namespace invmon

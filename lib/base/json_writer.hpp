#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iosfwd>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/text_buffer.hpp"
#include "base/time.hpp"

namespace invmon {

/// Writes one JSON document piece by piece; commas and spaces come by themselves. The caller keeps begins, ends and keys in
/// order. Text is gathered and handed to the stream in pieces, so that a document may be larger than memory. The stream must
/// outlive it. Without a stream all is kept for `take`.
class JsonWriter {
 public:
  JsonWriter() = default;
  explicit JsonWriter(std::ostream& out) : out_(&out) {}

  /// A writer without a stream that uses the memory of a text that is not needed any more.
  explicit JsonWriter(std::string memory) : buffer_(std::move(memory)) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }

  /// Puts what comes next (an element, a key or an end) on a line of its own, indented by this many spaces.
  void new_line(std::size_t indent);

  /// A name of the format's own: printable ASCII without quotes and backslashes.
  void key(std::string_view name) {
    // Here, so that the name, which is a constant of the caller, is copied without a call.
    char* const at = begin_key(name.size());
    std::memcpy(at, name.data(), name.size());
    end_key(at + name.size());
  }

  /// Any text as a key.
  void text_key(std::string_view text);

  void null();
  void boolean(bool value);
  void text(std::string_view value);
  void count(std::uint64_t value);
  void number(std::optional<double> value);  ///< null if absent or not finite
  void time(std::optional<Nanos> value);     ///< null if absent

  /// A key and what belongs to it at once.
  void begin_object(std::string_view name) { key(name), begin_object(); }
  void begin_array(std::string_view name) { key(name), begin_array(); }
  void null(std::string_view name) { key(name), null(); }
  void boolean(std::string_view name, bool value) { key(name), boolean(value); }
  void text(std::string_view name, std::string_view value) { key(name), text(value); }
  void count(std::string_view name, std::uint64_t value) { key(name), count(value); }
  void number(std::string_view name, std::optional<double> value) { key(name), number(value); }
  void time(std::string_view name, std::optional<Nanos> value) { key(name), time(value); }

  /// A key and an object of texts, such as labels.
  void texts(std::string_view name, const std::map<std::string, std::string>& members);

  /// A key and an array of texts.
  void texts(std::string_view name, std::span<const std::string> elements);

  /// Elements that another writer made, each after a new_line.
  void lines(std::string_view elements);

  /// Hands over what is gathered. Requires a stream.
  void flush();

  /// What is gathered, which the writer has no more.
  std::string take() { return buffer_.take(); }

  /// Ends the document with a newline and hands over what is left.
  void finish();

 private:
  void begin(char bracket);
  void end(char bracket);

  /// Writes what belongs before the next element, and returns where it goes: it has room for so many characters.
  char* separate(std::size_t room) {
    // Here, because most elements follow their key, and then it is next to nothing.
    if (!follows_key_) return separate_from_last(room);
    follows_key_ = false;
    return buffer_.room(room);
  }
  char* separate_from_last(std::size_t room);
  void put(std::string_view element);

  char* begin_key(std::size_t room);
  void end_key(char* at) {
    std::memcpy(at, kAfterKey.data(), kAfterKey.size());
    buffer_.end_at(at + kAfterKey.size());
    follows_key_ = true;
  }

  static constexpr std::string_view kAfterKey = "\": ";

  std::ostream* out_ = nullptr;
  TextBuffer buffer_;
  std::size_t indent_ = 0;
  bool new_line_ = false;
  bool follows_element_ = false;  ///< the next element needs a comma before it
  bool follows_key_ = false;
};

}  // namespace invmon

#include "base/json_writer.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <ostream>
#include <utility>

#include "base/text.hpp"
#include "base/units.hpp"

namespace invmon {

void JsonWriter::new_line(std::size_t indent) {
  constexpr std::size_t kPiece = 64 * 1024;
  new_line_ = true;
  indent_ = indent;
  if (out_ != nullptr && size_ >= kPiece) flush();
}

void JsonWriter::key(std::string_view name) {
  separate();
  put('"');
  put(name);
  put("\": ");
  follows_key_ = true;
}

void JsonWriter::text_key(std::string_view text) {
  separate();
  put_text(text);
  put(": ");
  follows_key_ = true;
}

void JsonWriter::null() {
  separate();
  put("null");
}

void JsonWriter::boolean(bool value) {
  separate();
  put(value ? "true" : "false");
}

void JsonWriter::text(std::string_view value) {
  separate();
  put_text(value);
}

void JsonWriter::count(std::uint64_t value) {
  separate();
  constexpr std::size_t kDigits = std::numeric_limits<std::uint64_t>::digits10 + 1;
  char* const at = room(kDigits);
  size_ += static_cast<std::size_t>(std::to_chars(at, at + kDigits, value).ptr - at);
}

void JsonWriter::number(std::optional<double> value) {
  if (!value) return null();
  separate();
  char* const at = room(kNumberSize);
  size_ += static_cast<std::size_t>(write_number(at, *value) - at);
}

void JsonWriter::time(std::optional<Nanos> value) {
  if (!value) return null();
  separate();
  put('"');
  put(format_time(*value));
  put('"');
}

void JsonWriter::texts(std::string_view name, std::span<const std::string> elements) {
  begin_array(name);
  for (const auto& element : elements) text(element);
  end_array();
}

void JsonWriter::texts(std::string_view name, const std::map<std::string, std::string>& members) {
  begin_object(name);
  for (const auto& [member, value] : members) {
    text_key(member);
    text(value);
  }
  end_object();
}

void JsonWriter::lines(std::string_view elements) {
  if (follows_element_) put(',');
  follows_element_ = true;
  if (out_ == nullptr) return put(elements);
  flush();
  out_->write(elements.data(), static_cast<std::streamsize>(elements.size()));
}

void JsonWriter::flush() {
  out_->write(buffer_.data(), static_cast<std::streamsize>(size_));
  size_ = 0;
}

std::string JsonWriter::take() {
  buffer_.resize(std::exchange(size_, 0));
  return std::exchange(buffer_, {});
}

void JsonWriter::finish() {
  put('\n');
  flush();
}

void JsonWriter::begin(char bracket) {
  separate();
  put(bracket);
  follows_element_ = false;
}

void JsonWriter::end(char bracket) {
  follows_element_ = false;
  separate();
  put(bracket);
}

void JsonWriter::separate() {
  if (follows_key_) {
    follows_key_ = false;
  } else {
    if (follows_element_) put(new_line_ ? "," : ", ");
    if (new_line_) {
      put('\n');
      std::fill_n(room(indent_), indent_, ' ');
      size_ += indent_;
    }
    new_line_ = false;
  }
  follows_element_ = true;
}

void JsonWriter::put_text(std::string_view text) {
  std::string quoted;
  append_json_string(quoted, text);
  put(quoted);
}

void JsonWriter::grow(std::size_t size) {
  constexpr std::size_t kFirst = 512;
  buffer_.resize(std::max({kFirst, 2 * buffer_.size(), size_ + size}));
}

}  // namespace invmon

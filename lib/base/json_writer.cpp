#include "base/json_writer.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <ostream>

#include "base/text.hpp"
#include "base/units.hpp"

namespace invmon {

void JsonWriter::new_line(std::size_t indent) {
  constexpr std::size_t kPiece = 64 * 1024;
  new_line_ = true;
  indent_ = indent;
  if (out_ != nullptr && buffer_.view().size() >= kPiece) flush();
}

char* JsonWriter::begin_key(std::size_t room) {
  char* at = separate(1 + room + kAfterKey.size());
  *at++ = '"';
  return at;
}

void JsonWriter::text_key(std::string_view text) {
  char* const end = write_json_string(separate(json_string_room(text) + kAfterKey.size()), text);
  end_key(end - 1);
}

void JsonWriter::null() { put("null"); }

void JsonWriter::boolean(bool value) { put(value ? "true" : "false"); }

void JsonWriter::text(std::string_view value) { buffer_.end_at(write_json_string(separate(json_string_room(value)), value)); }

void JsonWriter::count(std::uint64_t value) {
  constexpr std::size_t kDigits = std::numeric_limits<std::uint64_t>::digits10 + 1;
  char* const at = separate(kDigits);
  buffer_.end_at(std::to_chars(at, at + kDigits, value).ptr);
}

void JsonWriter::number(std::optional<double> value) {
  if (!value) return null();
  buffer_.end_at(write_number(separate(kNumberRoom), *value));
}

void JsonWriter::time(std::optional<Nanos> value) {
  if (!value) return null();
  char* at = separate(kTimeSize + 2);
  *at++ = '"';
  at = write_time(at, *value);
  *at++ = '"';
  buffer_.end_at(at);
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
  if (follows_element_) buffer_.append(",");
  follows_element_ = true;
  if (out_ == nullptr) return buffer_.append(elements);
  flush();
  out_->write(elements.data(), static_cast<std::streamsize>(elements.size()));
}

void JsonWriter::finish() {
  buffer_.append("\n");
  flush();
}

void JsonWriter::begin(char bracket) {
  put({&bracket, 1});
  follows_element_ = false;
}

void JsonWriter::end(char bracket) {
  follows_element_ = false;
  put({&bracket, 1});
}

void JsonWriter::put(std::string_view element) { buffer_.end_at(std::ranges::copy(element, separate(element.size())).out); }

char* JsonWriter::separate_from_last(std::size_t room) {
  constexpr std::size_t kComma = 2;
  char* at = buffer_.room(kComma + indent_ + room);
  if (follows_element_) *at++ = ',';
  if (new_line_) {
    *at++ = '\n';
    at = std::fill_n(at, indent_, ' ');
    new_line_ = false;
  } else if (follows_element_) {
    *at++ = ' ';
  }
  follows_element_ = true;
  return at;
}

void JsonWriter::flush() {
  const auto text = buffer_.view();
  out_->write(text.data(), static_cast<std::streamsize>(text.size()));
  buffer_.clear();
}

}  // namespace invmon

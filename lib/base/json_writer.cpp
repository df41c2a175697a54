#include "base/json_writer.hpp"

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
  if (out_ != nullptr && buffer_.size() >= kPiece) flush();
}

void JsonWriter::key(std::string_view name) {
  separate();
  buffer_ += '"';
  buffer_ += name;
  buffer_ += "\": ";
  follows_key_ = true;
}

void JsonWriter::text_key(std::string_view text) {
  separate();
  append_json_string(buffer_, text);
  buffer_ += ": ";
  follows_key_ = true;
}

void JsonWriter::null() {
  separate();
  buffer_ += "null";
}

void JsonWriter::boolean(bool value) {
  separate();
  buffer_ += value ? "true" : "false";
}

void JsonWriter::text(std::string_view value) {
  separate();
  append_json_string(buffer_, value);
}

void JsonWriter::count(std::uint64_t value) {
  separate();
  char digits[std::numeric_limits<std::uint64_t>::digits10 + 1];
  buffer_.append(digits, std::to_chars(digits, std::end(digits), value).ptr);
}

void JsonWriter::number(std::optional<double> value) {
  if (!value) return null();
  separate();
  append_number(buffer_, *value);
}

void JsonWriter::time(std::optional<Nanos> value) {
  if (!value) return null();
  separate();
  buffer_ += '"';
  buffer_ += format_time(*value);
  buffer_ += '"';
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
  if (follows_element_) buffer_ += ',';
  follows_element_ = true;
  if (out_ == nullptr) {
    buffer_ += elements;
    return;
  }
  flush();
  out_->write(elements.data(), static_cast<std::streamsize>(elements.size()));
}

std::string JsonWriter::take() { return std::exchange(buffer_, {}); }

void JsonWriter::finish() {
  buffer_ += '\n';
  flush();
}

void JsonWriter::begin(char bracket) {
  separate();
  buffer_ += bracket;
  follows_element_ = false;
}

void JsonWriter::end(char bracket) {
  follows_element_ = false;
  separate();
  buffer_ += bracket;
}

void JsonWriter::separate() {
  if (follows_key_) {
    follows_key_ = false;
  } else {
    if (follows_element_) buffer_ += new_line_ ? "," : ", ";
    if (new_line_) buffer_.append(1, '\n').append(indent_, ' ');
    new_line_ = false;
  }
  follows_element_ = true;
}

void JsonWriter::flush() {
  out_->write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  buffer_.clear();
}

}  // namespace invmon

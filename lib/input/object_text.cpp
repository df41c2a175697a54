#include "input/object_text.hpp"

#include <cstddef>
#include <utility>

#include "base/text.hpp"

namespace invmon::input {
namespace {

/// The text from one place to another, without blanks and the comma behind it.
std::string_view without_comma(const char* begin, const char* end) {
  auto text = trimmed({begin, static_cast<std::size_t>(end - begin)});
  if (text.ends_with(',')) text = trimmed(text.substr(0, text.size() - 1));
  return text;
}

}  // namespace

simdjson::padded_string_view PaddedCopy::of(std::string_view text) {
  bytes_.assign(text);
  bytes_.append(simdjson::SIMDJSON_PADDING, ' ');
  return simdjson::padded_string_view(bytes_.data(), text.size(), bytes_.size());
}

std::string_view key_with_quotes(simdjson::ondemand::field& field) {
  const char* const begin = field.key().raw() - 1;
  const char* end = begin + 1;
  while (*end != '"') end += *end == '\\' ? 2 : 1;  // the index of strings has made sure that the key is closed
  return {begin, static_cast<std::size_t>(end + 1 - begin)};
}

bool ObjectText::read(std::string_view text) {
  members_.clear();
  text = trimmed(text);
  if (!text.starts_with('{') || !text.ends_with('}')) return false;
  const auto padded = copy_.of(text);
  simdjson::ondemand::document document;
  simdjson::ondemand::object object;
  auto error = parser_.iterate(padded).get(document);
  if (!error) error = document.get_object().get(object);
  if (!error) error = add_members(object, {padded.data(), text.size()});
  const char* next = nullptr;
  return !error && (document.current_location().get(next) || next >= padded.data() + text.size());
}

simdjson::error_code ObjectText::add_members(simdjson::ondemand::object object, std::string_view text) {
  for (auto&& result : object) {
    simdjson::ondemand::field field;
    if (const auto error = std::move(result).get(field)) return error;
    const auto key = key_with_quotes(field);
    if (!members_.empty()) end_last(key.data());
    members_.push_back({key, field.value().raw_json_token(), {}});
  }
  if (!members_.empty()) end_last(text.data() + text.size() - 1);
  return simdjson::SUCCESS;
}

/// The last member reaches to where the next one or the closing brace stands.
void ObjectText::end_last(const char* end) {
  auto& member = members_.back();
  member.whole = without_comma(member.key.data(), end);
  member.value = without_comma(member.value.data(), end);
}

}  // namespace invmon::input

#include "input/otlp_records.hpp"

#include <utility>

#include "base/text.hpp"

namespace invmon::input {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr unsigned kDeepest = 16;

/// Whether it begins like a batch; looks at its first key alone.
bool may_be_batch(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with('{')) return false;
  line = trimmed(line.substr(1));
  return line.starts_with("\"resourceLogs\"") || line.starts_with("\"resourceSpans\"");
}

std::string_view as_it_stands(ondemand::value value) { return trimmed(simdjson::to_json_string(value)); }

/// Whether an object has a member; throws if that is not of the type asked for.
template <typename T>
bool find(ondemand::object& object, std::string_view key, T& member) {
  const auto error = object.find_field_unordered(key).get(member);
  if (error && error != simdjson::NO_SUCH_FIELD) throw simdjson::simdjson_error(error);
  return !error;
}

/// A number's text: 64-bit integers stand in quotes.
std::string_view without_quotes(std::string_view token) {
  const auto digits = token.starts_with('"') ? token.substr(1, token.size() - 2) : token;
  const auto unsigned_digits = digits.substr(digits.starts_with('-') ? 1 : 0);
  const bool is_integer = !unsigned_digits.empty() && unsigned_digits.find_first_not_of("0123456789") == std::string_view::npos &&
                          (unsigned_digits == "0" || unsigned_digits.front() != '0');
  return is_integer ? digits : token;
}

}  // namespace

bool OtlpRecords::add(std::string_view line, std::size_t limit, std::string& out) {
  if (!may_be_batch(line) || !line_.read(line)) return false;
  const auto before = out.size();
  out_.swap(out);
  limit_ = before + limit;
  try {
    for (const auto& member : line_.members()) {
      if (member.key == "\"resourceLogs\"") add_resources(member.value, "scopeLogs", "logRecords");
      if (member.key == "\"resourceSpans\"") add_resources(member.value, "scopeSpans", "spans");
    }
  } catch (const simdjson::simdjson_error&) {
    out_.resize(before);
  }
  out_.swap(out);
  return out.size() > before;
}

void OtlpRecords::add_resources(std::string_view list, const char* scopes, const char* records) {
  ondemand::document document = parser_.iterate(copy_.of(list));
  for (ondemand::object batch : document.get_array()) {
    context_.clear();
    read_resource(batch);
    ondemand::array parts;
    if (!find(batch, scopes, parts)) continue;
    const auto of_resource = context_.size();
    for (ondemand::object part : parts) {
      context_.resize(of_resource);
      add_scope(part, records);
    }
  }
}

void OtlpRecords::read_resource(ondemand::object& batch) {
  ondemand::object resource;
  ondemand::value attributes;
  if (!find(batch, "resource", resource) || !find(resource, "attributes", attributes)) return;
  const auto before = out_.size();
  append_attributes(attributes, kDeepest);
  context_.append(",\"resource\":").append(out_, before);
  out_.resize(before);
}

void OtlpRecords::add_scope(ondemand::object& part, const char* records) {
  ondemand::value scope;
  if (find(part, "scope", scope)) context_.append(",\"scope\":").append(as_it_stands(scope));
  ondemand::array list;
  if (!find(part, records, list)) return;
  for (ondemand::object record : list) add_record(record);
}

void OtlpRecords::add_record(ondemand::object& record) {
  const auto before = out_.size();
  for (ondemand::field field : record) {
    out_ += out_.size() == before ? '{' : ',';
    const auto key = key_with_quotes(field);
    out_.append(key).append(":");
    if (key == "\"attributes\"") {
      append_attributes(field.value(), kDeepest);
    } else if (key == "\"body\"") {
      append_any(field.value(), kDeepest);
    } else {
      out_ += as_it_stands(field.value());
    }
  }
  const bool is_empty = out_.size() == before;
  out_.append(is_empty ? "{" : "").append(context_, is_empty && !context_.empty() ? 1 : 0).append("}\n");
  if (out_.size() > limit_) throw simdjson::simdjson_error(simdjson::CAPACITY);
}

/// A list of keys and values becomes an object.
void OtlpRecords::append_attributes(ondemand::value list, unsigned depth) {
  char separator = '{';
  for (ondemand::object attribute : list.get_array()) {
    out_ += std::exchange(separator, ',');
    ondemand::value key = attribute.find_field_unordered("key");
    const auto name = trimmed(key.raw_json_token());
    if (!name.starts_with('"')) throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
    out_.append(name).append(":");
    ondemand::value value;
    if (find(attribute, "value", value)) {
      append_any(value, depth - 1);
    } else {
      out_ += "null";
    }
  }
  out_ += separator == '{' ? "{}" : "}";
}

/// The value of an object that says of which kind it is: `{"intValue":"7"}`.
void OtlpRecords::append_any(ondemand::value any, unsigned depth) {
  ondemand::json_type type = any.type();
  if (depth == 0 || type != ondemand::json_type::object) {
    out_ += as_it_stands(any);
    return;
  }
  const auto before = out_.size();
  for (ondemand::field field : any.get_object()) {
    if (out_.size() == before) append_kind(key_with_quotes(field), field.value(), depth);
  }
  if (out_.size() == before) out_ += "null";
}

void OtlpRecords::append_kind(std::string_view kind, ondemand::value value, unsigned depth) {
  if (kind == "\"kvlistValue\"") {
    append_attributes(value.get_object().find_field("values"), depth);
  } else if (kind == "\"arrayValue\"") {
    append_elements(value.get_object().find_field("values"), depth);
  } else if (kind == "\"intValue\"") {
    out_ += without_quotes(as_it_stands(value));
  } else {
    out_ += as_it_stands(value);
  }
}

void OtlpRecords::append_elements(ondemand::value list, unsigned depth) {
  char separator = '[';
  for (ondemand::value element : list.get_array()) {
    out_ += std::exchange(separator, ',');
    append_any(element, depth - 1);
  }
  out_ += separator == '[' ? "[]" : "]";
}

}  // namespace invmon::input

#pragma once

#include <simdjson.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "input/object_text.hpp"

namespace invmon::input {

/// Takes the records out of lines of OTLP JSON, of which each holds a batch of log records or spans
/// (`{"resourceLogs":[{"resource":...,"scopeLogs":[{"scope":...,"logRecords":[...]}]}]}`).
class OtlpRecords {
 public:
  /// Appends a line for each record: its members, with `attributes` and `body` as plain JSON, then the attributes of its
  /// `resource` and its `scope`. Attributes that are nested more than 16 deep stay as they are. False, and nothing, for a line
  /// that is no such batch, is malformed, holds no record, or whose records come to more than `limit` bytes.
  bool add(std::string_view line, std::size_t limit, std::string& out);

 private:
  void add_resources(std::string_view list, const char* scopes, const char* records);
  void read_resource(simdjson::ondemand::object& batch);
  void add_scope(simdjson::ondemand::object& part, const char* records);
  void add_record(simdjson::ondemand::object& record);
  void append_attributes(simdjson::ondemand::value list, unsigned depth);
  void append_any(simdjson::ondemand::value any, unsigned depth);
  void append_kind(std::string_view kind, simdjson::ondemand::value value, unsigned depth);
  void append_elements(simdjson::ondemand::value list, unsigned depth);

  ObjectText line_;
  PaddedCopy copy_;
  simdjson::ondemand::parser parser_;
  std::string out_;
  std::size_t limit_ = 0;
  std::string context_;  ///< the members that records get from resource and scope
};

}  // namespace invmon::input

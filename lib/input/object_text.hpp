#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

namespace invmon::input {

/// A copy of a text with the bytes behind it that simdjson may read.
class PaddedCopy {
 public:
  /// The copy, valid until the next call.
  simdjson::padded_string_view of(std::string_view text);

 private:
  std::string bytes_;
};

/// The key of a member as it stands in the text, with its quotes.
std::string_view key_with_quotes(simdjson::ondemand::field& field);

/// Cuts a text that is one JSON object into its members. It is judged by its structure, as an Extractor judges lines.
class ObjectText {
 public:
  struct Member {
    std::string_view key;    ///< with its quotes
    std::string_view value;  ///< as it stands in the text
    std::string_view whole;  ///< key, colon and value
  };

  /// False if the text is no JSON object, or more than one. Blanks around it are passed over.
  bool read(std::string_view text);

  /// Of the text read last; they are parts of a copy that is valid until the next one is read.
  const std::vector<Member>& members() const { return members_; }

 private:
  simdjson::error_code add_members(simdjson::ondemand::object object, std::string_view text);
  void end_last(const char* end);

  PaddedCopy copy_;
  simdjson::ondemand::parser parser_;
  std::vector<Member> members_;
};

}  // namespace invmon::input

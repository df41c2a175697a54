#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A slow JSON parser that takes RFC 8259 to the letter.
namespace invmon::reference {

/// A JSON text as a tree kept in a vector, so that neither parsing nor destruction recurses, however deep it nests.
class JsonText {
 public:
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

  struct Node {
    Kind kind = Kind::null;
    std::string key;   ///< unescaped; of a member of an object
    std::string text;  ///< of a string: unescaped; of a number or boolean: as it is written
    std::vector<std::size_t> children;
  };

  /// nullopt unless the text is one JSON value with nothing but white space around it, in valid UTF-8.
  static std::optional<JsonText> parse(std::string_view text);

  const Node& root() const { return nodes_.front(); }

  /// The first member of that name in an object; nullptr if there is none or `object` is something else.
  const Node* member(const Node& object, std::string_view key) const;

 private:
  friend class JsonParser;
  std::vector<Node> nodes_;
};

}  // namespace invmon::reference

#pragma once

#include <yaml-cpp/yaml.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "record/expression.hpp"
#include "record/profile.hpp"

namespace invmon::record {

/// Reads the parts of a YAML document, and remembers the first thing that is wrong with it, with its place. After an error every
/// further read gives empty values, so that callers check once at the end.
class YamlReader {
 public:
  /// `name` stands before line and column in messages.
  explicit YamlReader(std::string name) : name_(std::move(name)) {}

  /// Loads the one document of a text; an empty node on error.
  YAML::Node load(std::string_view text);

  /// Checks that a node is a map with no keys but `known`, each at most once.
  bool check_map(const YAML::Node& node, std::string_view what, std::span<const std::string_view> known);

  /// Readers of scalars; absent if the node is not defined.
  std::optional<std::string> text(const YAML::Node& node, std::string_view what);
  std::optional<std::uint64_t> natural(const YAML::Node& node, std::string_view what);

  /// A predicate over records that compiles; absent if the node is not defined.
  std::optional<SourcedText> expression(const YAML::Node& node, std::string_view what);

  /// "profile.yaml:12:9".
  std::string where(const YAML::Node& node) const;

  /// "profile.yaml:12".
  std::string line_place(const YAML::Node& node) const;

  /// The column (1-based) at which a scalar's text begins, behind a quote if there is one. Absent if the file doesn't hold the
  /// text as it is, on one line: it is folded over several or has escapes.
  std::optional<std::size_t> text_column(const YAML::Node& scalar) const;

  /// Where an expression stands, for messages: its own column in the file, or, where the file doesn't hold it as it is, "PLACE:
  /// WHAT" and columns counted from its beginning.
  ExpressionPlace expression_place(const YAML::Node& scalar, std::string_view what) const;

  void fail(Error error);
  void fail(const YAML::Node& node, std::string message, std::string hint = "");
  bool failed() const { return error_.has_value(); }
  const Error& error() const { return *error_; }

 private:
  std::string name_;
  std::string source_;
  std::optional<Error> error_;
};

/// Reads the texts of a profile one after the other: `read(reader, root)` for each that holds a map. The first error ends it.
template <class Read>
Result<void> read_texts(std::span<const ProfileText> texts, Read read) {
  for (const auto& text : texts) {
    YamlReader yaml(text.name);
    try {
      const YAML::Node root = yaml.load(text.yaml);
      if (!yaml.failed() && root.IsMap()) read(yaml, root);
    } catch (const YAML::Exception& failure) {
      return Error{ErrorKind::configuration, text.name, failure.what(), ""};
    }
    if (yaml.failed()) return yaml.error();
  }
  return {};
}

}  // namespace invmon::record

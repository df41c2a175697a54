#pragma once

#include <span>
#include <string>
#include <string_view>

#include "report/writers.hpp"

namespace invmon::tools {

/// A text of `invmon help`: a document of docs/, or a section of one.
struct Topic {
  std::string_view name;
  std::string_view summary;
  std::string_view document;  ///< its file's name
  std::string_view section;   ///< the heading; empty for all
};

std::span<const Topic> topics();

/// Null if there is none of that name.
const Topic* find_topic(std::string_view name);

/// The topic's text, laid out for a terminal.
std::string topic_text(const Topic& topic, const report::TextStyle& style);

/// The text of an embedded document; empty if there is none of that name.
std::string_view embedded_document(std::string_view name);

}  // namespace invmon::tools

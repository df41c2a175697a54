#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <span>
#include <string_view>

#include "report/report.hpp"

namespace invmon::report {

/// How a report is laid out for a person.
struct TextStyle {
  bool color = false;        ///< ANSI colours
  std::size_t columns = 80;  ///< the width to use, at least 40
};

/// For a terminal: headline numbers, sparklines, worst windows, errors, groups worst first, streaks, what was dropped.
void write_text(const Report& report, const TextStyle& style, std::ostream& out);

/// `invmon.report/v1`, see docs/report.md. Ends in a newline.
void write_json(const Report& report, std::ostream& out);

/// The same with other windows in place of the report's.
void write_json(const Report& report, std::span<const Window> windows, std::ostream& out);

/// GitHub-flavoured Markdown, the same parts as the text.
void write_markdown(const Report& report, std::ostream& out);

/// One row a window, and one a window and group if the report holds them; a header row; CRLF as RFC 4180 has it.
void write_csv(const Report& report, std::ostream& out);

/// The rows of write_csv as JSON objects, a line each; what does not exist is null.
void write_jsonl(const Report& report, std::ostream& out);

enum class Format { text, json, markdown, csv, junit, html };

/// A format's name ("text", "json", "markdown", "csv", "junit", "html"), and the usual ending of its files (".txt", ".json",
/// ".md", ".csv", ".xml", ".html").
std::string_view name(Format format);
std::string_view ending(Format format);

/// A format by its name ("md" is Markdown too), and by a file name's ending (so is ".markdown").
std::optional<Format> format_by_name(std::string_view name);
std::optional<Format> format_by_ending(std::string_view path);

/// Writes a report in a format other than JUnit and HTML, which need more than a report; `style` matters for text alone.
void write(const Report& report, Format format, const TextStyle& style, std::ostream& out);

}  // namespace invmon::report

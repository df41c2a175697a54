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

/// GitHub-flavoured Markdown, the same parts as the text.
void write_markdown(const Report& report, std::ostream& out);

/// One row a window, and one a window and group if the report holds them; a header row; CRLF as RFC 4180 has it.
void write_csv(const Report& report, std::ostream& out);

enum class Format { text, json, markdown, csv };

/// A format by its name ("text", "json", "markdown" or "md", "csv").
std::optional<Format> format_by_name(std::string_view name);

/// A format by a file name's ending (".txt", ".json", ".md", ".markdown", ".csv").
std::optional<Format> format_by_ending(std::string_view path);

/// Writes a report in a format; `style` matters for text alone.
void write(const Report& report, Format format, const TextStyle& style, std::ostream& out);

}  // namespace invmon::report

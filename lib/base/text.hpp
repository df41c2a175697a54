#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace invmon {

/// Everything that comes from a log is untrusted. These make it safe to show in one place each; all of them replace bytes that
/// are not valid UTF-8 by U+FFFD and leave other text as it is.

/// For a terminal: control characters (C0, DEL, C1), line and paragraph separators and bidirectional controls (U+202A..202E,
/// U+2066..2069, U+200E, U+200F, U+061C) become escapes such as \n, \x1b, \u{202e}; a backslash stays.
std::string escape_terminal(std::string_view text);

/// For a Markdown table cell: also neutralises | ` * _ < > [ ] \ ~ & and line breaks.
std::string escape_markdown(std::string_view text);

/// A CSV cell after RFC 4180: quoted if it holds a comma, a quote or a line break; a text that a spreadsheet would run (it starts
/// with = + - @, a tab or a carriage return, and is not a number) gets a leading apostrophe.
std::string escape_csv(std::string_view text);

/// Appends a JSON string with its quotes; control characters are escaped, others are written as they are.
void append_json_string(std::string& out, std::string_view text);

/// The same, written to memory that holds json_string_room(text) characters; returns its end.
char* write_json_string(char* at, std::string_view text);
std::size_t json_string_room(std::string_view text);

/// The text as valid UTF-8: each byte that does not belong to a valid sequence becomes U+FFFD.
std::string make_valid_utf8(std::string_view text);

/// Columns that a text takes on a terminal: combining marks 0, wide East Asian characters and emoji 2, others 1.
std::size_t display_width(std::string_view text);

/// The text cut to at most `columns`, ending in an ellipsis if it was cut. Never splits a character.
std::string shorten(std::string_view text, std::size_t columns);

/// Whether a text is what a pattern says, in which `*` stands for any text, an empty one included.
bool matches_glob(std::string_view pattern, std::string_view text);

/// Without blanks, tabs and line breaks at both ends.
std::string_view trimmed(std::string_view text);

/// The candidate nearest in spelling (edit distance with transpositions, ignoring case), if any is near enough to be meant:
/// at most a third of the longer text's length.
std::optional<std::string> nearest_spelling(std::string_view text, std::span<const std::string> candidates);

/// A hint that names the near spelling, "did you mean 'warehouse'?", or `otherwise` if no candidate is near.
std::string did_you_mean(std::string_view text, std::span<const std::string> candidates, std::string otherwise = {});

}  // namespace invmon

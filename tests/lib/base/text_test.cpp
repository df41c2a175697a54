#include "base/text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace invmon;

namespace {

std::string json(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace

TEST_CASE("plain and international text passes every escape unchanged") {
  for (const std::string_view text : {"", "Berlin 7", "Zürich", "東京", "🚚"}) {
    CHECK(escape_terminal(text) == text);
    CHECK(escape_markdown(text) == text);
    CHECK(escape_csv(text) == text);
    CHECK(make_valid_utf8(text) == text);
    CHECK(json(text) == '"' + std::string(text) + '"');
  }
}

TEST_CASE("bytes that are not UTF-8 become replacement characters, one each") {
  CHECK(make_valid_utf8("a\xff"
                        "b") == "a\uFFFDb");
  CHECK(make_valid_utf8("\x80") == "\uFFFD");
  CHECK(make_valid_utf8("\xc0\xaf") == "\uFFFD\uFFFD");                      // overlong slash
  CHECK(make_valid_utf8("\xe0\x80\xaf") == "\uFFFD\uFFFD\uFFFD");            // the same in three bytes
  CHECK(make_valid_utf8("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");            // a surrogate
  CHECK(make_valid_utf8("\xf4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");  // above U+10FFFF
  CHECK(make_valid_utf8("\xf8\x88\x80\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
  CHECK(make_valid_utf8("\xe2\x82") == "\uFFFD\uFFFD");  // cut off
  CHECK(make_valid_utf8("\xe2\x82z") == "\uFFFD\uFFFDz");
  CHECK(make_valid_utf8("\xf4\x8f\xbf\xbf\xed\x9f\xbf\xee\x80\x80") == "\xf4\x8f\xbf\xbf\xed\x9f\xbf\xee\x80\x80");
  CHECK(make_valid_utf8("\uFFFD") == "\uFFFD");
  CHECK(escape_terminal("\xff") == "\uFFFD");
  CHECK(escape_csv("\xff") == "\uFFFD");
  CHECK(json("\xff") == "\"\uFFFD\"");
}

TEST_CASE("a terminal sees no control characters") {
  CHECK(escape_terminal("a\nb\tc\r") == "a\\nb\\tc\\r");
  CHECK(escape_terminal("\x1b[31mred") == "\\x1b[31mred");
  CHECK(escape_terminal(std::string_view("\0\x07\x7f", 3)) == "\\x00\\x07\\x7f");
  CHECK(escape_terminal("\u009b31m") == "\\x9b31m");
  CHECK(escape_terminal("\u2028\u2029") == "\\u{2028}\\u{2029}");
  CHECK(escape_terminal("a\u202eb\u2066\u2069\u200e\u200f\u061c") == "a\\u{202e}b\\u{2066}\\u{2069}\\u{200e}\\u{200f}\\u{61c}");
  CHECK(escape_terminal("C:\\new") == "C:\\new");
}

TEST_CASE("a Markdown cell keeps its text from being markup") {
  CHECK(escape_markdown("a|b") == "a\\|b");
  CHECK(escape_markdown("`*_<>[]\\~&") == "\\`\\*\\_\\<\\>\\[\\]\\\\\\~\\&");
  CHECK(escape_markdown("a\nb") == "a\\\\nb");
  CHECK(escape_markdown("<script>") == "\\<script\\>");
}

TEST_CASE("a CSV cell is quoted where RFC 4180 asks for it") {
  CHECK(escape_csv("a,b") == "\"a,b\"");
  CHECK(escape_csv("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(escape_csv("a\nb") == "\"a\nb\"");
  CHECK(escape_csv("a\rb") == "\"a\rb\"");
  CHECK(escape_csv("a;b") == "a;b");
}

TEST_CASE("a CSV cell that a spreadsheet would run gets an apostrophe") {
  CHECK(escape_csv("=1+1") == "'=1+1");
  CHECK(escape_csv("@SUM(A1)") == "'@SUM(A1)");
  CHECK(escape_csv("\tx") == "'\tx");
  CHECK(escape_csv("\r=1") == "\"'\r=1\"");
  CHECK(escape_csv("=A1,\"x\"") == "\"'=A1,\"\"x\"\"\"");
  for (const std::string text : {"-", "+", "-a", "--1", "+-1", "-1+2", "-inf", "-nan", "+1 ", "-cmd"}) {
    CHECK(escape_csv(text) == "'" + text);
  }
  for (const std::string_view text : {"-1", "+1.5", "-1e-05", "-.5", "12", "-1e999"}) CHECK(escape_csv(text) == text);
}

TEST_CASE("a JSON string escapes quotes, backslashes and control characters") {
  CHECK(json("a\"b\\c") == R"("a\"b\\c")");
  CHECK(json("\n\r\t") == R"("\n\r\t")");
  CHECK(json(std::string_view("\0\x1f", 2)) == R"("\u0000\u001f")");
  CHECK(json("\x7f/") == "\"\x7f/\"");
  std::string out = "[";
  append_json_string(out, "x");
  CHECK(out == "[\"x\"");
}

#include "base/json_writer.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <sstream>
#include <string>
#include <utility>

namespace invmon {

TEST_CASE("commas, spaces and lines come by themselves") {
  std::ostringstream out;
  JsonWriter json(out);
  json.begin_object();
  json.new_line(2);
  json.count("a", 1);
  json.null("b");
  json.new_line(2);
  json.begin_array("c");
  json.text("x");
  json.begin_array();
  json.end_array();
  json.begin_object();
  json.end_object();
  json.end_array();
  json.new_line(0);
  json.end_object();
  json.finish();
  CHECK(out.str() == "{\n  \"a\": 1, \"b\": null,\n  \"c\": [\"x\", [], {}]\n}\n");
}

TEST_CASE("numbers that do not exist are null, and large counts keep every digit") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::ostringstream out;
  JsonWriter json(out);
  json.begin_array();
  json.number(std::nullopt);
  json.number(kInfinity);
  json.number(std::numeric_limits<double>::quiet_NaN());
  json.number(-0.5);
  json.number(1e300);
  json.count(std::numeric_limits<std::uint64_t>::max());
  json.end_array();
  json.finish();
  CHECK(out.str() == "[null, null, null, -0.5, 1e+300, 18446744073709551615]\n");
}

TEST_CASE("any text is safe as a key and as a value") {
  std::ostringstream out;
  JsonWriter json(out);
  json.begin_object();
  json.text_key("a\"\n");
  json.text("\x1b\\");
  json.end_object();
  json.finish();
  CHECK(out.str() == "{\"a\\\"\\n\": \"\\u001b\\\\\"}\n");
}

TEST_CASE("there is room for any text and any number, however long its escapes are") {
  for (const std::string unit : {"x", "\"", "\n", "\x01", "\xFF", "\u00E4"}) {
    JsonWriter json;
    std::string text, expected = "[\"";
    for (int i = 0; i < 2'000; ++i) text += unit;
    json.begin_array();
    json.text(text);
    json.number(-2.2250738585072014e-308);
    json.end_array();
    for (int i = 0; i < 2'000; ++i) {
      expected += unit == "\"" ? "\\\"" : unit == "\n" ? "\\n" : unit == "\x01" ? "\\u0001" : unit == "\xFF" ? "\uFFFD" : unit;
    }
    CHECK(json.take() == expected + "\", -2.2250738585072014e-308]");
  }
}

TEST_CASE("a writer begins anew in the memory of what another one wrote") {
  std::string memory;
  for (const std::uint64_t count : {5'000, 10, 1'000}) {
    JsonWriter json(std::move(memory));
    std::string expected = "[";
    json.begin_array();
    for (std::uint64_t i = 0; i < count; ++i) {
      json.count(i);
      expected += (i == 0 ? "" : ", ") + std::to_string(i);
    }
    json.end_array();
    memory = json.take();
    CHECK(memory == expected + "]");
  }
}

TEST_CASE("times are RFC 3339 with milliseconds, before the epoch too") {
  std::ostringstream out;
  JsonWriter json(out);
  json.begin_array();
  json.time(std::nullopt);
  json.time(0);
  json.time(-1);
  json.end_array();
  json.finish();
  CHECK(out.str() == "[null, \"1970-01-01T00:00:00.000Z\", \"1969-12-31T23:59:59.999Z\"]\n");
}

TEST_CASE("a document longer than a piece arrives whole") {
  std::ostringstream out;
  JsonWriter json(out);
  std::string expected = "[";
  json.begin_array();
  for (std::uint64_t i = 0; i < 50'000; ++i) {
    json.new_line(0);
    json.count(i);
    expected += (i == 0 ? "\n" : ",\n") + std::to_string(i);
  }
  json.end_array();
  json.finish();
  CHECK(out.str() == expected + "]\n");
}

TEST_CASE("a writer without a stream keeps all of what it is given, and elements of one go to another") {
  JsonWriter elements;
  std::string expected;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    elements.new_line(2);
    elements.count(i);
    expected += (i == 0 ? "\n  " : ",\n  ") + std::to_string(i);
  }
  const auto lines = elements.take();
  CHECK(lines == expected);
  CHECK(elements.take().empty());
  std::ostringstream out;
  JsonWriter to_stream(out);
  JsonWriter to_text;
  for (auto* json : {&to_stream, &to_text}) {
    json->begin_array();
    json->lines("\n  0");
    json->lines("\n  1");
    json->end_array();
  }
  to_stream.flush();
  CHECK(out.str() == "[\n  0,\n  1]");
  CHECK(to_text.take() == "[\n  0,\n  1]");
}

}  // namespace invmon

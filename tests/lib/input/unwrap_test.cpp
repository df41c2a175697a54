#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "lib/input/unwrapped.hpp"

namespace invmon::input {
namespace {

TEST_CASE("an object that Docker logged as text is taken out, and gets the members of its wrapping") {
  CHECK(unwrapped(R"({"log":"{\"a\":1,\"msg\":\"say \\\"hi\\\" \\u00e9\"}\n","stream":"stdout","time":"2021-08-24T09:52:13.2Z"})"
                  "\n") == R"({"a":1,"msg":"say \"hi\" \u00e9","stream":"stdout","time":"2021-08-24T09:52:13.2Z"})"
                           "\n");
  CHECK(unwrapped(R"({ "time" : "t" , "log" : "{}\r\n" , "attrs" : {"tag":"web","n":[1,{"b":2}]} , "stream" : "stderr" })") ==
        R"({"time" : "t","attrs" : {"tag":"web","n":[1,{"b":2}]},"stream" : "stderr"})");
}

TEST_CASE("members of the object stand before those of its wrapping, so that they count first") {
  CHECK(unwrapped(R"({"log":"{\"time\":1,\"log\":2}\n","stream":"stdout","time":"t","log":"other"})") ==
        R"({"time":1,"log":2,"stream":"stdout","time":"t"})");
}

TEST_CASE("what Docker logged that is no object stays as it is") {
  for (const char* text : {"", "\\n", "GET / 200\\n", "{oops}\\n", "{\\\"a\\\":1} {\\\"b\\\":2}\\n", "[1]\\n",
                           "{\\\"a\\\":\\\"\\u0000\\\"}\\n", "{\\\"a\\\":1\\n", "{\\u0000}\\n", "\\ud800\\n"}) {
    check_unchanged(std::string(R"({"log":")") + text + R"(","stream":"stdout","time":"t"})" + "\n");
  }
}

TEST_CASE("lines that only look like Docker's stay as they are") {
  for (const char* line :
       {R"({"log":"{}\n","stream":"stdout"})", R"({"log":"{}\n","time":"t"})", R"({"log":{},"stream":"stdout","time":"t"})",
        R"({"log":"{}\n","stream":"main","time":"t"})", R"({"log":"{}\n","stream":"stdout","time":"t"} {})",
        R"({"log":"{}\n","stream":"stdout","time":"t")", R"({"a":{"log":"{}\n","stream":"stdout","time":"t"}})",
        "{\"log\":\"{}\\n\",\"stream\":\"stdout\",\"time\":\"\xff\"}", "{}", "{", "\"log\"", ""}) {
    check_unchanged(line + std::string("\n"));
    check_unchanged(line);
  }
}

TEST_CASE("an object that is broken into lines becomes one line") {
  CHECK(unwrapped(R"({"log":"{\n  \"a\":1\r\n}\n","stream":"stdout","time":"t"})") ==
        R"({   "a":1,"stream":"stdout","time":"t"})");
}

TEST_CASE("pieces of a line that Docker cut are joined, each stream's for itself") {
  CHECK(unwrapped(R"({"log":"{\"a\":","stream":"stdout","time":"1"}
{"log":"{\"b\":","stream":"stderr","time":"2"}
{"log":"\"x\"","stream":"stdout","time":"3"}
{"log":"2}\n","stream":"stderr","time":"4"}
{"log":"}\n","stream":"stdout","time":"5"}
)") == R"({"b":2,"stream":"stderr","time":"2"}
{"a":"x","stream":"stdout","time":"1"}
)");
}

TEST_CASE("pieces of what is no object, or that go on after the end, stay as they are") {
  check_unchanged(R"({"log":"one","stream":"stdout","time":"1"}
{"log":" line\n","stream":"stdout","time":"2"}
{"log":"{oops","stream":"stdout","time":"3"}
{"log":"}\n","stream":"stdout","time":"4"}
{"log":"{\"a\":","stream":"stdout","time":"5"}
{"log":"1","stream":"stdout","time":"6"}
)");
}

TEST_CASE("objects without a line break behind them are lines of their own") {
  CHECK(unwrapped(R"({"log":"{\"a\":1}","stream":"stdout","time":"1"}
{"log":"{\"a\":2}","stream":"stdout","time":"2"}
)") == R"({"a":1,"stream":"stdout","time":"1"}
{"a":2,"stream":"stdout","time":"2"}
)");
}

TEST_CASE("pieces that are longer than a line may be are not joined") {
  const std::string begin = R"({"log":"{\"a\":","stream":"stdout","time":"1"})"
                            "\n";
  const std::string end = R"({"log":"2}\n","stream":"stdout","time":"1"})"
                          "\n";
  const auto length = begin.size() + end.size() - 2;  // line breaks do not count
  CHECK(unwrapped(begin + end, length) == "{\"a\":2,\"stream\":\"stdout\",\"time\":\"1\"}\n");
  CHECK(unwrapped(begin + end, length - 1) == begin + end);
  CHECK(unwrapped(begin + end, 10) == begin + end);
}

TEST_CASE("a line is unwrapped if it is no longer than a line may be") {
  const std::string line = R"({"log":"{}\n","stream":"stdout","time":"t"})";
  CHECK(unwrapped(line, line.size()) == R"({"stream":"stdout","time":"t"})");
  CHECK(unwrapped(line, line.size() - 1) == line);
}

TEST_CASE("CRI's lines are unwrapped and their pieces joined") {
  CHECK(unwrapped("2016-10-06T00:17:09.669794202Z stdout F {\"a\":1}\n"
                  "2016-10-06T00:17:10+02:00 stdout P {\"b\":\n"
                  "2016-10-06T00:17:11.5Z stderr F:x {}\r\n"
                  "2016-10-06T00:17:12.5Z stdout F 2}") ==
        "{\"a\":1,\"time\":\"2016-10-06T00:17:09.669794202Z\",\"stream\":\"stdout\"}\n"
        "{\"time\":\"2016-10-06T00:17:11.5Z\",\"stream\":\"stderr\"}\n"
        "{\"b\":2,\"time\":\"2016-10-06T00:17:10+02:00\",\"stream\":\"stdout\"}");
}

TEST_CASE("other lines that begin with a time stay as they are") {
  for (const char* line : {"2016-10-06T00:17:09.66Z stdout F plain text", "2016-10-06T00:17:09.66Z stdout P plain",
                           "2016-10-06T00:17:09.66Z stdout F", "2016-10-06T00:17:09.66Z stdout X {}", "2016-10-06T00:17:09.66Z",
                           "2016-10-06T00:17:09.66Z main F {}", "2016-10-06 00:17:09.66Z stdout F {}", "x stdout F {}",
                           "2016-10-06T00:17:09.66Z\" stdout F {}", "2016-10-06T00:17:09.66Z stdout F {", "web-1 | {}"}) {
    check_unchanged(line + std::string("\n"));
  }
}

TEST_CASE("a text is wrapped if one of its first lines is") {
  const std::string docker = R"({"log":"{}\n","stream":"stdout","time":"t"})"
                             "\n";
  const std::string plain = R"({"stream":"stdout","time":"t"})"
                            "\n";
  const std::string other(64 * 1024 - 2, 'x');
  CHECK(unwrapped(other + "\n" + docker + docker) == other + "\n" + plain + plain);
  CHECK(unwrapped(other + "x\n" + docker) == other + "x\n" + docker);
  CHECK(unwrapped("\xef\xbb\xbf" + docker) == plain);
  CHECK(unwrapped(docker + "\n\r\ntext\n") == plain + "\n\r\ntext\n");
}

TEST_CASE("a line that is too long goes by in its place") {
  const std::string docker = R"({"log":"{}\n","stream":"stdout","time":"t"})"
                             "\n";
  const std::string plain = R"({"stream":"stdout","time":"t"})"
                            "\n";
  const std::string longest = std::string(100, 'x') + "\n" + std::string(101, 'y') + "\n";
  CHECK(unwrapped(docker + longest + docker + std::string(200, 'z'), 100) == plain + longest + plain + std::string(200, 'z'));
}

/// Any bytes, with a preference for those that mean something.
std::string hostile_text(std::mt19937& random) {
  static const std::vector<std::string> kParts = {R"({"log":"{\"a\":)",
                                                  R"({"log":")",
                                                  R"(1}\n","stream":"stdout","time":"t"})",
                                                  R"(","stream":"stderr","time":"t"})",
                                                  "\n",
                                                  "\n",
                                                  "2016-10-06T00:17:09.66Z stdout F ",
                                                  "2016-10-06T00:17:09.66Z stderr P ",
                                                  R"({"a":1})",
                                                  "{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  "\"",
                                                  "\\",
                                                  ":",
                                                  ",",
                                                  R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[)",
                                                  "]}]}]}",
                                                  R"("attributes":[{"key":"k","value":{"intValue":"1"}}])",
                                                  R"("resource":{)",
                                                  R"("body":{"kvlistValue":{"values":[)",
                                                  "\xff",
                                                  std::string(1, '\0'),
                                                  "\\u0000",
                                                  "1e",
                                                  "nul",
                                                  "\r",
                                                  " "};
  std::string text;
  for (int i = 0; i < 60; ++i) text += kParts[random() % kParts.size()];
  return text;
}

TEST_CASE("what becomes of a text does not hang on the pieces that it comes in") {
  std::mt19937 random(11);
  for (int i = 0; i < 3'000; ++i) {
    const auto text = hostile_text(random);
    const auto max_line = random() % 2 == 0 ? kLongest : 60;
    const auto whole = unwrapped(text, max_line);
    CAPTURE(text);
    REQUIRE(unwrapped(text, max_line, 1) == whole);
    REQUIRE(unwrapped(text, max_line, 1 + random() % 50) == whole);
    REQUIRE(std::ranges::count(whole, '\n') <= 2 * std::ranges::count(text, '\n') + 60);
  }
}

}  // namespace
}  // namespace invmon::input

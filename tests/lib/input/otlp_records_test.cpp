#include <doctest/doctest.h>

#include <string>

#include "lib/input/unwrapped.hpp"

namespace invmon::input {
namespace {

TEST_CASE("log records leave their batch with plain attributes, and with their resource and scope") {
  CHECK(
      unwrapped(
          R"({ "resourceLogs": [ { "resource": {"attributes":[{"key":"service.name","value":{"stringValue":"my.service"}}]}, )"
          R"("scopeLogs": [ {"scope":{"name":"lib"}, "logRecords": [ {"timeUnixNano":"1544712660300000000", "severityNumber":10, )"
          R"("body":{"stringValue":"a \"text\""},"attributes":[{"key":"s","value":{"stringValue":"x"}},{"key":"b","value":{"boolValue":true}},)"
          R"({"key":"i","value":{"intValue":"-10"}},{"key":"d","value":{"doubleValue":637.704}},{"key":"n","value":{}},{"key":"m"},)"
          R"({"key":"l","value":{"arrayValue":{"values":[{"stringValue":"y"},{"intValue":7}]}}},)"
          R"({"key":"k","value":{"kvlistValue":{"values":[{"key":"z","value":{"stringValue":"v"}}]}}}]}, {} ] } ] } ] })"
          "\n") == R"({"timeUnixNano":"1544712660300000000","severityNumber":10,"body":"a \"text\"",)"
                   R"("attributes":{"s":"x","b":true,"i":-10,"d":637.704,"n":null,"m":null,"l":["y",7],"k":{"z":"v"}},)"
                   R"("resource":{"service.name":"my.service"},"scope":{"name":"lib"}})"
                   "\n"
                   R"({"resource":{"service.name":"my.service"},"scope":{"name":"lib"}})"
                   "\n");
}

TEST_CASE("spans leave their batch, whatever the order of its members") {
  CHECK(
      unwrapped(
          R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"},{"name":"b","attributes":[],"status":{"code":2}}]},)"
          R"({"spans":[{"name":"c"}],"scope":{"name":"s"}}],"resource":{"attributes":[]}},{"resource":{}},{"scopeSpans":[{}]}]})") ==
      R"({"name":"a","resource":{}})"
      "\n"
      R"({"name":"b","attributes":{},"status":{"code":2},"resource":{}})"
      "\n"
      R"({"name":"c","resource":{},"scope":{"name":"s"}})");
}

TEST_CASE("what is no batch of records stays as it is") {
  for (const char* line :
       {R"({"resourceLogs":[]})", R"({"resourceLogs":5})", R"({"resourceLogs":[5]})", R"({"resourceLogs":[{"scopeLogs":5}]})",
        R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"a":1},5]}]}]})",
        R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"a":1}]}]})",
        R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":5}]}]}]})", R"({"resourceMetrics":[{}]})",
        R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{"value":{}}]}]}]}]})", R"({"resourceSpans")"}) {
    check_unchanged(line + std::string("\n"));
  }
}

TEST_CASE("attributes that are nested too deep stay as they are below") {
  std::string value = R"({"intValue":"1"})";
  for (int i = 0; i < 5'000; ++i) value = R"({"arrayValue":{"values":[)" + value + "]}}";
  const auto out = unwrapped(R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":)" + value + "}]}]}]}");
  CHECK(out.starts_with(R"({"body":[[[[[[[[[[[[[[[[{"arrayValue":)"));
  CHECK(out.ends_with("]}}]]]]]]]]]]]]]]]]}"));
}

TEST_CASE("a batch that would grow without bounds stays as it is") {
  std::string line = R"({"resourceLogs":[{"resource":{"attributes":[{"key":")" + std::string(10'000, 'k') +
                     R"(","value":{}}]},"scopeLogs":[{"logRecords":[{})";
  for (int i = 0; i < 20'000; ++i) line += ",{}";
  line += "]}]}]}\n";
  CHECK(line.size() < kLongest);
  CHECK(unwrapped(line) == line);
}

}  // namespace
}  // namespace invmon::input

#include "record/key_text.hpp"

#include <doctest/doctest.h>

namespace invmon::record {
namespace {

std::string folded(std::string_view url) {
  std::string text = "left over";
  fold_url_path(url, text);
  return text;
}

TEST_CASE("paths lose query and fragment, host and scheme") {
  CHECK(folded("/a/b?x=1#y") == "/a/b");
  CHECK(folded("/a#?") == "/a");
  CHECK(folded("https://user@example.com:8443/a/b?c=/d") == "/a/b");
  CHECK(folded("https://example.com") == "/");
  CHECK(folded("https://example.com?q") == "/");
  CHECK(folded("/go?to=https://example.com/x") == "/go");
  CHECK(folded("*") == "*");
  CHECK(folded("") == "/");
  CHECK(folded("/") == "/");
  CHECK(folded("//") == "//");
}

TEST_CASE("what names one thing of many is folded, words and versions are not") {
  CHECK(folded("/orders/12345/items/7") == "/orders/{id}/items/{id}");
  CHECK(folded("/u/123e4567-e89b-12d3-a456-426614174000/") == "/u/{id}/");
  CHECK(folded("/commit/5d41402abc4b2a76b9719d911017c592") == "/commit/{id}");
  CHECK(folded("/t/AbCdEfGhIjKlMnOpQr12") == "/t/{id}");
  CHECK(folded("/api/v1/http2/utf8") == "/api/v1/http2/utf8");
  CHECK(folded("/deadbeef/facade/effaced") == "/deadbeef/facade/effaced");
  CHECK(folded("/deadbee1") == "/{id}");
  CHECK(folded("/how-to-write-100-tests-in-a-day") == "/how-to-write-100-tests-in-a-day");
  CHECK(folded("/index-2024.html") == "/index-2024.html");
}

TEST_CASE("a pattern finds the part of a text that is the key") {
  DimensionField field;
  field.match = R"(^([A-Z]+)\b)";
  KeyText method(field);
  CHECK(method.key("GET /a HTTP/1.1") == "GET");
  CHECK(method.key("/a") == std::nullopt);
  CHECK(method.key("") == std::nullopt);
  field.match = R"(^(?:[A-Z]+ )?(\S*))";
  field.fold_path = true;
  KeyText route(field);
  CHECK(route.key("GET /a/1?b HTTP/1.1") == "/a/{id}");
  CHECK(route.key("/a/2") == "/a/{id}");
  CHECK(route.key("GET  HTTP/1.1") == std::nullopt);
}

TEST_CASE("what was found is put into a category") {
  DimensionField field;
  field.match = "^(.)";
  field.map = {{"server error", {"5"}}};
  KeyText key(field);
  CHECK(key.key("503") == "server error");
  CHECK(key.key("404") == "other");
}

TEST_CASE("a wrong pattern is told of") {
  CHECK(KeyText::check_pattern("(a)") == "");
  CHECK(KeyText::check_pattern("(a") == "not a regular expression: missing ): (a");
  CHECK(KeyText::check_pattern("a") == "match needs one group in parentheses, which holds the key");
  CHECK(KeyText::check_pattern("(a)(b)") == "match needs one group in parentheses, which holds the key");
}

}  // namespace
}  // namespace invmon::record

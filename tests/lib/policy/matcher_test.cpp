#include "policy/matcher.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace invmon::policy {
namespace {

const Labels kPage = {{"severity", "page"}, {"team", "ops"}};

Matcher matcher_of(std::string_view text) {
  INFO(text);
  auto matcher = Matcher::parse(text);
  REQUIRE(matcher);
  return *std::move(matcher);
}

bool matches(std::string_view text, const Labels& labels = kPage) { return matcher_of(text).matches(labels); }

std::string matcher_error(std::string_view text) {
  const auto matcher = Matcher::parse(text);
  return matcher ? "no error" : to_string(matcher.error());
}

TEST_CASE("the four operators compare whole values") {
  CHECK(matches(R"(severity="page")"));
  CHECK_FALSE(matches(R"(severity="pag")"));
  CHECK(matches(R"(severity!="ticket")"));
  CHECK_FALSE(matches(R"(severity!="page")"));
  CHECK(matches(R"(severity=~"page|ticket")"));
  CHECK_FALSE(matches(R"(severity=~"pag")"));
  CHECK_FALSE(matches(R"(severity=~"age")"));
  CHECK(matches(R"(severity!~"pag")"));
  CHECK_FALSE(matches(R"(severity!~"p.*")"));
}

TEST_CASE("a missing label is an empty one") {
  CHECK(matches(R"(zone="")"));
  CHECK(matches(R"(zone!="x")"));
  CHECK(matches(R"(zone=~".*")"));
  CHECK_FALSE(matches(R"(zone=~".+")"));
  CHECK(matches(R"(zone!~".+")"));
}

TEST_CASE("spaces and missing quotes do not matter") {
  CHECK(matcher_of(" severity  =~ \"a|b\" ").text() == R"(severity=~"a|b")");
  CHECK(matcher_of("team=ops").text() == R"(team="ops")");
  CHECK(matcher_of("priority=~P0|P1").text() == R"(priority=~"P0|P1")");
  CHECK(matcher_of("team=").text() == R"(team="")");
  CHECK(matches("request.uri=\"/a b\"", {{"request.uri", "/a b"}}));
}

TEST_CASE("quotes, backslashes and line feeds are escaped, other backslashes stand for themselves") {
  CHECK(matches(R"(a="x\"y\\z\n")", {{"a", "x\"y\\z\n"}}));
  CHECK(matcher_of(R"(a="x\"y\\z\n")").text() == R"(a="x\"y\\z\n")");
  CHECK(matches(R"(a=~"\d+")", {{"a", "42"}}));
}

TEST_CASE("what is not a matcher is told") {
  for (const auto* text : {"", "severity", "=\"x\"", "a b=c", "a>1", "a==\"x\""}) {
    INFO(text);
    CHECK(matcher_error(text).find("not a ") == 0);
  }
  CHECK(matcher_error("severity") == R"(not a matcher: 'severity' (write it like severity="page", with = != =~ or !~))");
  CHECK(matcher_error("a=\"x") == R"(not a value: "x (write it in quotes, with \" for a quote inside))");
  CHECK(matcher_error("a=x\"y") != "no error");
  CHECK(matcher_error(R"(a="x"y)") != "no error");
  CHECK(matcher_error("a=~\"(\"").find("bad regular expression: ") == 0);
}

TEST_CASE("matchers are ordered by name, then value, then operator") {
  Matchers matchers = {matcher_of("b=1"), matcher_of("a1=x"), matcher_of("a!=x"), matcher_of("a=~a"), matcher_of("a=x")};
  std::sort(matchers.begin(), matchers.end());
  std::string order;
  for (const Matcher& matcher : matchers) order += matcher.text() + ' ';
  CHECK(order == R"(a=~"a" a="x" a!="x" a1="x" b="1" )");
}

TEST_CASE("no matchers match everything") {
  CHECK(all_match({}, {}));
  CHECK(all_match({matcher_of("severity=page"), matcher_of("team=ops")}, kPage));
  CHECK_FALSE(all_match({matcher_of("severity=page"), matcher_of("team=dev")}, kPage));
}

}  // namespace
}  // namespace invmon::policy

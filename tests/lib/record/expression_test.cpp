#include "record/expression.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>

#include "line_values.hpp"

namespace invmon::record {
namespace {

/// The fields that the truth tables speak about; `none` is absent everywhere.
const Fields kFields = {{"event", text("batch_error")},
                        {"empty", text("")},
                        {"quoted", text("503")},
                        {"padded", text(" 503")},
                        {"status", whole(503)},
                        {"ratio", real(0.5)},
                        {"three", real(3.0)},
                        {"negative", whole(-4)},
                        {"largest", whole(std::numeric_limits<std::int64_t>::max())},
                        {"infinite", real(std::numeric_limits<double>::infinity())},
                        {"yes", flag(true)},
                        {"no", flag(false)},
                        {"list", composite()},
                        {"request.uri", text("/api/v1/items?q=1")},
                        {"request.user-agent", text("curl/8")},
                        {"in", whole(1)},
                        {"line", text("a\nb")},
                        {"name", text("Ünïcode \"q\" \\d")}};

bool holds(const std::string& expression) {
  INFO(expression);
  Layout layout;
  const auto compiled = Expression::compile(expression, layout);
  REQUIRE_MESSAGE(compiled, (compiled ? "" : to_string(compiled.error())));
  return compiled->holds(line_values(layout, kFields));
}

void expect_all(bool expected, std::initializer_list<const char*> expressions) {
  for (const char* expression : expressions) CHECK_MESSAGE(holds(expression) == expected, expression);
}

void expect_error(const std::string& expression, const std::string& where, const std::string& what,
                  const std::string& hint = "") {
  INFO(expression);
  Layout layout;
  const auto compiled = Expression::compile(expression, layout);
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().kind == ErrorKind::configuration);
  CHECK(compiled.error().where == where);
  CHECK(compiled.error().what == what);
  if (!hint.empty()) CHECK(compiled.error().hint == hint);
}

TEST_CASE("comparisons of like values hold as they do in arithmetic and byte order") {
  expect_all(true, {"event == \"batch_error\"",
                    "event == 'batch_error'",
                    "\"batch_error\" == event",
                    "event != \"batch_complete\"",
                    "event > \"batch_complete\"",
                    "event <= \"batch_error\"",
                    "empty == \"\"",
                    "empty < event",
                    "status == 503",
                    "status >= 503",
                    "status < 504",
                    "status > -1",
                    "ratio == 0.5",
                    "ratio < 1",
                    "three == 3",
                    "3 == three",
                    "ratio > negative",
                    "negative == -4",
                    "negative < 0",
                    "yes == true",
                    "no != true",
                    "no < yes",
                    "infinite > 1e308",
                    "status == 5.03e2",
                    "status == 503e+0",
                    "1 < 2"});
  expect_all(false, {"event == \"Batch_error\"", "event == \"batch_erro\"", "event < \"batch_error\"", "status != 503",
                     "status > 503", "ratio == 0.25", "three != 3", "yes == no", "no == true", "negative > -4"});
}

TEST_CASE("integers beyond what a double holds are compared exactly") {
  expect_all(true, {"largest == 9223372036854775807", "largest != 9223372036854775806", "largest > 9223372036854775806"});
  expect_all(false, {"largest == 9223372036854775806", "largest <= 9223372036854775806"});
}

TEST_CASE("a text that is wholly a number compares as one with a number literal only") {
  expect_all(true, {"quoted == 503", "503 == quoted", "quoted > 60", "quoted in [503]", "quoted == \"503\"", "quoted < \"60\""});
  expect_all(false,
             {"quoted == status", "status == \"503\"", "padded == 503", "event > 0", "event < 0", "empty == 0", "quoted != 503"});
}

TEST_CASE("values of different types are unequal and unordered") {
  expect_all(true, {"yes != 1", "event != 1", "list != \"\"", "list != list", "status != \"503\""});
  expect_all(false, {"yes == 1", "yes == \"true\"", "yes > 0", "yes <= 1", "list == list", "list < 1", "status < \"9\"",
                     "event < true"});
}

TEST_CASE("an absent field makes every comparison false except != and == null") {
  expect_all(true, {"none != 1", "none != \"x\"", "none != event", "none == null", "null == none", "none != other",
                    "event != null", "list != null", "null == null", "none in [null]"});
  expect_all(false, {"none == 1", "none < 1", "none > 1", "none <= 1", "none >= 1", "none == \"\"", "none == event",
                     "none == other", "none != null", "event == null", "none in [1, \"x\"]", "none < null", "null >= none"});
}

TEST_CASE("a field alone is true if it is the boolean true") {
  expect_all(true, {"yes", "(yes)", "!no", "!none", "!event", "!status", "true", "!false"});
  expect_all(false, {"no", "!yes", "none", "event", "status", "list", "false"});
}

TEST_CASE("membership asks for equality with one of the literals") {
  expect_all(true, {"event in [\"batch_complete\", \"batch_error\"]", "status in [1, 503]", "status in [503.0,]", "yes in [true]",
                    "!(event in [])", "negative in [-4]"});
  expect_all(false, {"event in [\"batch\"]", "event in []", "status in [\"503\"]", "!(status in [503])"});
}

TEST_CASE("a field is a text just where it is not another one, whatever it holds") {
  for (const auto& [path, value] : kFields) {
    if (path == "in" || path.find('-') != std::string_view::npos) continue;  // are to be quoted
    const std::string field(path);
    for (const std::string literal : {"''", "'batch_error'", "'503'", "'true'", "'/api/v1/items?q=1'", "'-4'"}) {
      const std::string differs = "!(" + field + " != " + literal + ")";
      CHECK_MESSAGE(holds(field + " == " + literal) == holds(differs), differs);
      CHECK_MESSAGE(holds(field + " in ['nothing of it', " + literal + "]") == holds(differs), differs);
      CHECK_MESSAGE(holds(field + " in [503, " + literal + "]") == (holds(differs) || holds(field + " == 503")), differs);
    }
  }
  expect_all(false, {"event in []", "none in []", "none == 'x'", "none in ['x', '']"});
}

TEST_CASE("functions look at texts and are false on everything else") {
  expect_all(true,
             {"event.startsWith(\"batch_\")", "event.startsWith(\"\")", "event.endsWith(\"error\")", "event.contains(\"ch_e\")",
              "event.matches(\"^batch_(error|fatal)$\")", "event.matches(\"tch\")", "request.uri.contains(\"items\")",
              "name.contains(\"ï\")", "name.matches(r\"\\\\d$\")", "event.matches(r'\\w+_\\w+')"});
  expect_all(false, {"event.startsWith(\"atch\")", "event.endsWith(\"batch\")", "event.contains(\"ERROR\")",
                     "event.matches(\"^tch\")", "none.contains(\"\")", "status.startsWith(\"5\")", "status.matches(\".*\")",
                     "list.contains(\"\")", "none.matches(\".*\")"});
}

TEST_CASE("has asks whether a field is present") {
  expect_all(true, {"has(event)", "has(list)", "has(no)", "has(request.uri)", "!has(none)", "has(empty)"});
  expect_all(false, {"has(none)", "has(request.none)", "!has(event)"});
}

TEST_CASE("negation binds before comparison, && before ||, and parentheses before all") {
  expect_all(true, {"yes || no && no", "(no || yes) && yes", "!no && yes", "!(yes && no)", "!!yes", "no || no || yes",
                    "status == 503 && event == \"batch_error\" || no", "no && no || yes", " \t\n yes \r\n"});
  expect_all(false, {"(yes || no) && no", "!yes || no", "yes && yes && no", "!(no || yes)"});
}

TEST_CASE("paths take members in quotes, and words of the language as members") {
  expect_all(true, {"request[\"user-agent\"] == \"curl/8\"", "request['user-agent'].startsWith('curl')",
                    "request.`user-agent` == 'curl/8'", "`request`.uri != null", "`in` == 1", "has(request[\"user-agent\"])"});
  Layout layout;
  REQUIRE(Expression::compile("a.b == 1 && a.in && has.x && x[\"y z\"].true", layout));
  CHECK(layout.paths() == std::vector<std::string>{"a.b", "a.in", "has.x", "x.y z.true"});
}

TEST_CASE("a path that is used twice has one slot") {
  Layout layout;
  layout.slot("event");
  REQUIRE(Expression::compile("event == \"a\" || event == \"b\" || outcome == \"c\"", layout));
  CHECK(layout.paths() == std::vector<std::string>{"event", "outcome"});
}

TEST_CASE("escapes in texts mean what they mean in CEL") {
  expect_all(true, {R"(line == "a\nb")", R"(name == "\u00dcn\u00efcode \"q\" \\d")", R"(name == 'Ünïcode "q" \\d')",
                    R"(name == r'Ünïcode "q" \d')", R"("\u20ac" == "€")", R"("\u0041\t" == "A	")"});
  expect_error(R"(a == "x\d")", "expression:8", "unknown escape in a string",
               R"(write \\ for a backslash, or a raw string: r"...")");
  expect_error(R"(a == "\u12")", "expression:7", "unknown escape in a string");
  expect_error(R"(a == "\ud800")", "expression:7", "unknown escape in a string");
  expect_error(R"(a == "\)", "expression:7", "unknown escape in a string");
}

TEST_CASE("errors point at the column and say what to do") {
  expect_error("", "expression:1", "expected a field or a literal, found the end");
  expect_error("event ==", "expression:9", "expected a field or a literal, found the end");
  expect_error("event = 1", "expression:7", "unexpected '='", "did you mean '=='?");
  expect_error("a & b", "expression:3", "unexpected '&'", "did you mean '&&'?");
  expect_error("user-agent == 1", "expression:5", "unexpected '-'",
               "names with other characters stand in back quotes: `user-agent`");
  expect_error("ä == 1", "expression:1", "unexpected 'ä'");
  expect_error("event == \"abc", "expression:10", "this \" has no end");
  expect_error("`abc", "expression:1", "this ` has no end");
  expect_error("yes and no", "expression:5", "expected an operator, found 'and'", "did you mean '&&'?");
  expect_error("a == 1 or b", "expression:8", "expected '&&', '||' or the end, found 'or'", "did you mean '||'?");
  expect_error("a == 1 == 1", "expression:8", "expected '&&', '||' or the end, found '=='");
  expect_error("(a == 1", "expression:8", "expected ')', found the end");
  expect_error("a == 1)", "expression:7", "expected '&&', '||' or the end, found ')'");
  expect_error("e.startWith(\"x\")", "expression:3", "unknown function 'startWith'", "did you mean 'startsWith'?");
  expect_error("lower(e)", "expression:1", "unknown function 'lower'", "functions: has, startsWith, endsWith, contains, matches");
  expect_error("e.contains(1)", "expression:12", "expected a text in quotes, found '1'");
  expect_error("e.matches(\"(\")", "expression:11", "bad regular expression: missing ): (");
  expect_error("has(1)", "expression:5", "has() takes a field");
  expect_error("a in \"b\"", "expression:6", "expected '[', found '\"b\"'");
  expect_error("a in [1, b]", "expression:10", "expected a literal, found 'b'");
  expect_error("a in [1 2]", "expression:9", "expected ',', found '2'");
  expect_error("a in [1", "expression:8", "expected ',', found the end");
  expect_error("a == [1]", "expression:6", "expected a field or a literal, found '['");
  expect_error("a == 12abc", "expression:6", "'12abc' is not a number");
  expect_error("a == 1e999", "expression:6", "'1e999' is not a number");
  expect_error("a.5 == 1", "expression:3", "expected a name, found '5'");
  expect_error("a[5] == 1", "expression:3", "expected a key in quotes, found '5'");
  expect_error("\"x\"", "expression:1", "'\"x\"' alone is no condition", "compare it with a field");
  expect_error("a && 5", "expression:6", "'5' alone is no condition");
  expect_error("!null", "expression:2", "'null' alone is no condition");
  expect_error("!a == b", "expression:1", "a comparison needs a field or a literal on either side");
  expect_error("a == (b == c)", "expression:6", "a comparison needs a field or a literal on either side");
}

TEST_CASE("the caller says where an expression stands") {
  Layout layout;
  const auto compiled = Expression::compile("a ==", layout, {"profile.yaml:14", 15});
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().where == "profile.yaml:14:19");
}

TEST_CASE("deep nesting is an error and long chains are not") {
  expect_error(std::string(100'000, '('), "expression:101", "nested too deeply");
  expect_error(std::string(100'000, '!') + "a", "expression:101", "nested too deeply");
  CHECK(holds(std::string(50, '(') + "yes" + std::string(50, ')')));
  std::string chain = "no";
  for (int i = 0; i < 10'000; ++i) chain += " || no";
  CHECK_FALSE(holds(chain));
  CHECK(holds(chain + " || yes"));
}

}  // namespace
}  // namespace invmon::record

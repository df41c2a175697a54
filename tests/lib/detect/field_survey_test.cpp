#include "detect/field_survey.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <tuple>

#include "input/extract.hpp"

namespace invmon::detect {
namespace {

const char* add(FieldSurvey& survey, const std::string& line) {
  const auto padded = line + std::string(input::kPadding, '\0');
  return survey.add(std::string_view(padded).substr(0, line.size()));
}

const FieldSummary& field(const FieldSurvey& survey, std::string_view path) {
  const auto fields = survey.fields();
  const auto found = std::ranges::find(fields, path, &FieldSummary::path);
  REQUIRE(found != fields.end());
  return **found;
}

/// All that there is to see of a survey, for comparison.
auto digest(const FieldSurvey& survey) {
  std::vector<std::tuple<std::string, std::uint64_t, std::array<std::uint64_t, kJsonTypes>, std::uint64_t, double, std::string>>
      all;
  for (const auto* summary : survey.fields()) {
    std::string texts;
    for (const auto& [text, count] : summary->values.counts()) texts += text + "=" + std::to_string(count) + ";";
    all.emplace_back(summary->path, summary->lines, summary->types, summary->numbers.count(),
                     summary->numbers.quantile(0.5).value_or(-1), texts);
  }
  return all;
}

TEST_CASE("each path is summed up with its types, lines, numbers and values") {
  FieldSurvey survey;
  CHECK(add(survey, R"({"a":1,"b":{"c":"x","d":null},"e":[1,"2",{"f":true}],"a.b":-0.5})") == nullptr);
  CHECK(add(survey, R"({ "a" : "7" , "e" : [] , "b" : null })") == nullptr);
  CHECK(add(survey, R"([1,2])") == nullptr);
  CHECK(survey.objects() == 2);
  std::vector<std::string> paths;
  for (const auto* summary : survey.fields()) paths.push_back(summary->path);
  CHECK(paths == std::vector<std::string>{"a", "a.b", "b", "b.c", "b.d", "e", "e[]", "e[].f"});
  const auto& a = field(survey, "a");
  CHECK(a.lines == 2);
  CHECK(a.count(JsonType::integer) == 1);
  CHECK(a.count(JsonType::string) == 1);
  CHECK(a.numbers.max() == 7);
  CHECK(field(survey, "a.b").numbers.min() == -0.5);
  const auto& b = field(survey, "b");
  CHECK(b.lines == 1);
  CHECK(b.count(JsonType::null) == 1);
  CHECK(b.count(JsonType::object) == 1);
  CHECK(field(survey, "b.d").lines == 0);
  const auto& elements = field(survey, "e[]");
  CHECK(elements.lines == 1);
  CHECK(elements.count(JsonType::integer) == 1);
  CHECK(elements.count(JsonType::object) == 1);
  CHECK(field(survey, "e[].f").values.counts().at(0).text == "true");
}

TEST_CASE("nothing is taken of a malformed line") {
  FieldSurvey survey;
  for (const char* line :
       {R"({"a":1,"b":tru})", R"({"a":1)", R"({"a":01})", R"({"a":"\x"})", R"({"a":1}})", "{'a':1}", "nul", ""}) {
    CAPTURE(line);
    CHECK(add(survey, line) != nullptr);
  }
  CHECK(survey.objects() == 0);
  CHECK(survey.fields().empty());
}

TEST_CASE("merging equals adding, and of too many paths those are kept that sort first") {
  std::mt19937 random(7);
  for (const unsigned keys : {5U, 900U, 6'000U}) {
    CAPTURE(keys);
    FieldSurvey whole;
    FieldSurvey parts[3];
    for (int i = 0; i < 3'000; ++i) {
      std::string line = "{";
      for (int k = 0; k < 4; ++k) line += "\"k" + std::to_string(random() % keys) + "\":" + std::to_string(random() % 9) + ",";
      line += "\"o\":{\"k" + std::to_string(random() % keys) + "\":\"" + std::to_string(random() % 400) + "\"}}";
      REQUIRE(add(whole, line) == nullptr);
      REQUIRE(add(parts[random() % 3], line) == nullptr);
    }
    FieldSurvey merged;
    for (const auto i : {1, 2, 0}) merged.merge(parts[i]);
    CHECK(digest(merged) == digest(whole));
    CHECK(merged.is_cut() == whole.is_cut());
    CHECK(whole.is_cut() == (keys > 5));
    CHECK(whole.fields().size() <= FieldSurvey::kMaxFields);
  }
}

TEST_CASE("lines of a shape that is known are added as others are") {
  // A survey of one line knows no shape yet.
  std::mt19937 random(11);
  const std::vector<std::string> scalars = {"1",         "-7",   "0.25", "2.50",  "1e3",      "123456789012345678901",
                                            "true",      "null", "\"\"", "\"x\"", "\"12.5\"", "\"é\"",
                                            R"("a\"b")", "\"-\""};
  const auto scalar = [&] { return scalars[random() % scalars.size()]; };
  FieldSurvey whole, merged;
  for (int i = 0; i < 4'000; ++i) {
    std::string line;
    switch (random() % 4) {
      case 0:
        line = R"({"a":)" + scalar() + R"(,"b":{"c":)" + scalar() + R"(,"d":{}},"e":[)" + scalar() + "," + scalar() + "]}";
        break;
      case 1:
        line = R"({"a" : )" + scalar() + R"(, "a":)" + scalar() + "}";
        break;
      case 2:
        line = R"({"b":)" + scalar() + R"(,"k)" + std::to_string(random() % 40) + R"(":)" + scalar() + "}";
        break;
      default:
        line = R"({"a":)" + scalar() + R"(,"b":tru})";
    }
    CAPTURE(line);
    FieldSurvey alone;
    const bool valid = add(alone, line) == nullptr;
    REQUIRE((add(whole, line) == nullptr) == valid);
    merged.merge(alone);
  }
  CHECK(digest(whole) == digest(merged));
  CHECK(whole.objects() == merged.objects());
}

TEST_CASE("a line that is only checked adds nothing") {
  FieldSurvey survey;
  for (const char* line : {R"({"a":1})", R"({"b":1)"}) {
    const auto padded = line + std::string(input::kPadding, '\0');
    CHECK((survey.check(std::string_view(padded).substr(0, std::string_view(line).size())) == nullptr) == (line[2] == 'a'));
  }
  CHECK(survey.objects() == 0);
  CHECK(survey.fields().empty());
}

TEST_CASE("keys of malformed lines don't pile up") {
  FieldSurvey survey;
  for (int i = 0; i < 10'000; ++i) CHECK(add(survey, "{\"k" + std::to_string(i) + "\":1") != nullptr);
  CHECK(add(survey, R"({"a":1})") == nullptr);
  CHECK(survey.fields().size() == 1);
  CHECK(!survey.is_cut());
}

TEST_CASE("JSONTestSuite: what must be refused is, and what must be accepted is") {
  const std::filesystem::path suite = std::filesystem::path(INVMON_SOURCE_DIR) / "../shared/data/suites/jsontestsuite";
  if (!std::filesystem::exists(suite)) {
    MESSAGE("left out: the suite is not there");
    return;
  }
  int judged = 0;
  for (const auto& entry : std::filesystem::directory_iterator(suite)) {
    const auto name = entry.path().filename().string();
    if (name[0] != 'y' && name[0] != 'n') continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    FieldSurvey survey;
    CAPTURE(name);
    const auto begin = text.find_first_not_of(" \t\r\n");
    const auto trimmed = begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
    CHECK((add(survey, trimmed) == nullptr) == (name[0] == 'y'));
    ++judged;
  }
  CHECK(judged > 250);
}

}  // namespace
}  // namespace invmon::detect

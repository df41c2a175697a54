#include "detect/generic_profile.hpp"

#include <doctest/doctest.h>

#include "input/extract.hpp"
#include "record/profile.hpp"

namespace invmon::detect {
namespace {

std::string yaml_of(const std::vector<std::string>& lines) {
  FieldSurvey survey;
  for (const auto& line : lines) {
    const auto padded = line + std::string(input::kPadding, '\0');
    const char* const wrong = survey.add(std::string_view(padded).substr(0, line.size()));
    REQUIRE_MESSAGE(wrong == nullptr, std::string(wrong == nullptr ? "" : wrong));
  }
  return generic_profile(survey).value_or("none");
}

/// Each line twice, so that what it holds is not the only one of its kind.
record::Profile profile_of(std::vector<std::string> lines) {
  const std::vector<std::string> again = lines;
  lines.insert(lines.end(), again.begin(), again.end());
  const auto yaml = yaml_of(lines);
  CAPTURE(yaml);
  auto profile = record::parse_profile(yaml, "generic");
  REQUIRE(profile);
  return *std::move(profile);
}

TEST_CASE("without a field that holds times there is no profile") {
  CHECK(yaml_of({}) == "none");
  CHECK(yaml_of({R"({"n":1738404001,"time":"later"})"}) == "none");
}

TEST_CASE("the time is the field that is called so, present in most lines and least deep") {
  const auto time = [](const std::string& line) { return profile_of({line}).times.at(0).path; };
  CHECK(time(R"({"created":"2025-02-01T00:00:00Z","ts":"2025-02-01T00:00:01Z"})") == "ts");
  CHECK(time(R"({"a":{"ts":1738404001000},"time":1738404001})") == "time");
  CHECK(time(R"({"id":1738404001,"eventTime":"1738404001.5"})") == "eventTime");
  CHECK(time(R"({"x":"01/Feb/2025:10:00:00 +0000"})") == "x");
  CHECK(profile_of({R"({"ts":"2025-02-01T00:00:00Z","at":1738404001})", R"({"at":1738404002})", R"({"at":1738404003})"})
            .times.at(0)
            .path == "at");
}

TEST_CASE("nanoseconds beside whole seconds are the time's, and no duration") {
  const auto profile = profile_of({R"({"t":{"epochSecond":1738404001,"nanoOfSecond":5},"m":{"took_ns":7}})"});
  CHECK(profile.times.at(0).path == "t.epochSecond");
  CHECK(profile.times.at(0).nanos == "t.nanoOfSecond");
  CHECK(profile.durations.at(0).path == "m.took_ns");
  for (const char* line :
       {R"({"t":{"epochSecond":1738404001.5,"nanos":5}})", R"({"t":{"epochSecond":1738404001,"nanos":1000000000}})",
        R"({"t":{"epochSecond":1738404001},"nanos":5})", R"({"t":{"epochSecond":1738404001000,"nanos":5}})"}) {
    CHECK_FALSE(profile_of({line}).times.at(0).nanos);
  }
}

TEST_CASE("a duration has its unit in its name or its values, else it is a guess that is called one") {
  const auto duration = [](const std::string& member) {
    const auto profile = profile_of({R"({"ts":"2025-02-01T00:00:00Z",)" + member + "}"});
    return profile.durations.empty() ? std::pair(std::string(), TimeUnit::days)
                                     : std::pair(profile.durations[0].path, profile.durations[0].unit);
  };
  CHECK(duration(R"("took_ms":12)") == std::pair(std::string("took_ms"), TimeUnit::milliseconds));
  CHECK(duration(R"("responseTimeMicros":12)") == std::pair(std::string("responseTimeMicros"), TimeUnit::microseconds));
  CHECK(duration(R"("elapsed":"1m2.5s")") == std::pair(std::string("elapsed"), TimeUnit::seconds));
  CHECK(duration(R"("latency":0.25)") == std::pair(std::string("latency"), TimeUnit::seconds));
  CHECK(duration(R"("latency":250)") == std::pair(std::string("latency"), TimeUnit::milliseconds));
  CHECK(duration(R"("duration":"long")").first.empty());
  CHECK(duration(R"("duration_ms":-1)").first.empty());
  CHECK(duration(R"("items":3)").first.empty());
  CHECK(yaml_of({R"({"ts":"2025-02-01T00:00:00Z","latency":250})"}).find("THE UNIT IS A GUESS") != std::string::npos);
  CHECK(yaml_of({R"({"ts":"2025-02-01T00:00:00Z","latency_ms":250})"}).find("GUESS") == std::string::npos);
}

TEST_CASE("a failure is told by a status, else by true or false, an outcome, a level, or an error that some lines have") {
  const auto failure = [](const std::string& first, const std::string& second) {
    const std::string time = R"({"ts":"2025-02-01T00:00:00Z",)";
    const auto profile = profile_of({time + first + "}", time + second + "}"});
    return profile.failure ? profile.failure->text : "";
  };
  CHECK(failure(R"("status":"200","level":"info")", R"("status":"503","level":"info")") == "status >= 500");
  CHECK(failure(R"("success":true,"level":"info")", R"("success":false,"level":"info")") == "success == false");
  CHECK(failure(R"("result":"ok")", R"("result":"FAILED")").starts_with("result.matches("));
  CHECK(failure(R"("lvl":"INFO")", R"("lvl":"ERROR")").starts_with("lvl.matches("));
  CHECK(failure(R"("a":1)", R"("error":"no")") == "has(error)");
  CHECK(failure(R"("error":"a")", R"("error":"b")") == "");
  CHECK(failure(R"("status":"open")", R"("status":"closed")") == "");
}

TEST_CASE("names that are no identifiers are quoted where they stand") {
  const auto profile = profile_of({R"({"@ts":"2025-02-01T00:00:00Z","a b":{"@level":"info"}})",
                                   R"({"@ts":"2025-02-01T00:00:01Z","a b":{"@level":"error"}})"});
  CHECK(profile.times.at(0).path == "@ts");
  CHECK(profile.failure->text.starts_with("`a b`.`@level`.matches("));
  CHECK(profile.report_by == std::vector<std::string>{"a b.@level"});
}

TEST_CASE("hostile names and values make no other profile") {
  const auto profile = profile_of({R"({"ts":"2025-02-01T00:00:00Z","x\"]}\nfailure: true\n":"a","level\u0060":"error"})",
                                   R"({"ts":"2025-02-01T00:00:00Z","x\"]}\nfailure: true\n":"b","level\u0060":"info"})"});
  CHECK(!profile.failure);
  CHECK(profile.dimensions.at(0).name == "x\"]}\nfailure: true\n");
}

}  // namespace
}  // namespace invmon::detect

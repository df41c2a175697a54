#include "generate/line_writer.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <limits>

#include "dates.hpp"

using namespace invmon;
using namespace invmon::generate;

TEST_CASE("members stand in the order of the calls, each written after its kind") {
  std::string out;
  LineWriter lines(out);
  lines.begin(kFebruary2025 + 3120 * kMillisecond, LineWriter::Level::warning, "check")
      .text("component", "redis")
      .number("duration_ms", 0)
      .fixed("cpu_percent", 1005, 1)
      .fixed("cache_hit_rate", 7, 3)
      .id("request_id", "r-", 42, 4)
      .time("queued_at", kFebruary2025 - kMillisecond)
      .end();
  CHECK(out == R"({"timestamp":"2025-02-01T00:00:03.120Z","level":"WARN","event":"check","component":"redis","duration_ms":0,)"
               R"("cpu_percent":100.5,"cache_hit_rate":0.007,"request_id":"r-0042","queued_at":"2025-01-31T23:59:59.999Z"})"
               "\n");
}

TEST_CASE("a number with more digits than asked for keeps them all") {
  std::string out;
  LineWriter lines(out);
  lines.begin(0, LineWriter::Level::info, "x")
      .id("id", "", 10'000, 4)
      .id("most", "", std::numeric_limits<std::uint64_t>::max(), 8);
  lines.end();
  simdjson::dom::parser parser;
  const simdjson::dom::element json = parser.parse(out);
  CHECK(std::string_view(json["id"]) == "10000");
  CHECK(std::string_view(json["most"]) == "18446744073709551615");
}

TEST_CASE("each line is one of its own, also across a change of the day") {
  std::string out;
  LineWriter lines(out);
  lines.begin(kFebruary2025 - kMillisecond, LineWriter::Level::error, "a").end();
  lines.begin(kFebruary2025, LineWriter::Level::info, "b").end();
  CHECK(out == R"({"timestamp":"2025-01-31T23:59:59.999Z","level":"ERROR","event":"a"})"
               "\n"
               R"({"timestamp":"2025-02-01T00:00:00.000Z","level":"INFO","event":"b"})"
               "\n");
}

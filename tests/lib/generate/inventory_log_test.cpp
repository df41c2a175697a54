#include "generate/inventory_log.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <limits>

#include "dates.hpp"

using namespace invmon;
using namespace invmon::generate;

namespace {

std::string line_of(const Batch& batch) {
  std::string out;
  LineWriter lines(out);
  write_batch(batch, lines);
  return out;
}

}  // namespace

TEST_CASE("a batch that succeeds is an INFO line with its keys in a fixed order") {
  const Batch batch{.id = 1234,
                    .time = kFebruary2025 + 3120 * kMillisecond,
                    .warehouse = 2,
                    .items = 34,
                    .duration_ms = 141,
                    .cpu_tenths = 214,
                    .mem_tenths = 1823};
  CHECK(line_of(batch) ==
        R"({"timestamp":"2025-02-01T00:00:03.120Z","level":"INFO","event":"batch_complete","batch_id":"b-00001234",)"
        R"("warehouse":"WH-03","items":34,"duration":0.141,"outcome":"success","retries":0,"cpu_percent":21.4,"mem_mb":182.3})"
        "\n");
}

TEST_CASE("a batch that fails is an ERROR line with its code") {
  const Batch batch{.time = kFebruary2025 + kDay - kMillisecond,
                    .warehouse = 7,
                    .items = 1,
                    .retries = 3,
                    .duration_ms = 2004,
                    .cpu_tenths = 5,
                    .mem_tenths = 2000,
                    .error = ErrorCode::stock_mismatch};
  CHECK(line_of(batch) ==
        R"({"timestamp":"2025-02-01T23:59:59.999Z","level":"ERROR","event":"batch_error","batch_id":"b-00000000",)"
        R"("warehouse":"WH-08","items":1,"duration":2.004,"outcome":"failure","error_code":"E_STOCK_MISMATCH","retries":3,)"
        R"("cpu_percent":0.5,"mem_mb":200.0})"
        "\n");
}

TEST_CASE("a start of the bot has a version and a process number, and the date follows the day") {
  std::string out;
  LineWriter lines(out);
  write_bot_start(kFebruary2025 - kMillisecond, 4242, lines);
  write_bot_start(kFebruary2025, 4243, lines);
  CHECK(out == R"({"timestamp":"2025-01-31T23:59:59.999Z","level":"INFO","event":"bot_start","version":"2.4.1","pid":4242})"
               "\n"
               R"({"timestamp":"2025-02-01T00:00:00.000Z","level":"INFO","event":"bot_start","version":"2.4.1","pid":4243})"
               "\n");
}

TEST_CASE("the highest numbers still make a whole line") {
  const auto most = std::numeric_limits<std::uint32_t>::max();
  const Batch batch{.id = std::numeric_limits<std::uint64_t>::max(),
                    .time = std::numeric_limits<Nanos>::max(),
                    .warehouse = 98,
                    .items = most,
                    .retries = most,
                    .duration_ms = most,
                    .cpu_tenths = most,
                    .mem_tenths = most,
                    .error = ErrorCode::stock_mismatch};
  simdjson::dom::parser parser;
  const std::string line = line_of(batch);
  const simdjson::dom::element json = parser.parse(line);
  CHECK(std::string_view(json["timestamp"]) == "2262-04-11T23:47:16.854Z");
  CHECK(std::string_view(json["batch_id"]) == "b-18446744073709551615");
  CHECK(double(json["duration"]) == 4294967.295);
  CHECK(double(json["mem_mb"]) == 429496729.5);
}

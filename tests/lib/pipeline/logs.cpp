#include "lib/pipeline/logs.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string_view>

#include "generate/generate.hpp"

namespace invmon {
namespace {

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

/// A batch whose line says `members` after its time, its event and its warehouse.
std::string odd_batch(Nanos at, const std::string& members) {
  return fmt::format(R"({{"timestamp":"{}","event":"batch_complete","warehouse":"WH-odd",{}}})", format_time(kLogStart + at),
                     members);
}

std::string well_behaved_lines() {
  std::string log;
  for (int i = 0; i < 400; ++i) {
    const bool failed = i % 90 < 7 || i % 13 == 0;
    const Nanos jitter = i % 5 == 0 ? -9 * kSecond : 0;
    log += batch_line(i * 20 * kSecond + jitter, fmt::format("WH-{:02}", i % 7), failed) + "\n";
  }
  return log;
}

std::vector<std::string> valid_oddities() {
  return {
      odd_batch(kMinute, R"("nested":{"duration":99,"warehouse":"no"},"duration":0.25)"),
      odd_batch(kMinute, R"("list":[{"duration":1},[[]],{}],"dur\u0061tion":0.5,"other":[])"),
      odd_batch(2 * kMinute, R"("duration":1.5,"duration":7,"items":null,"items":4)"),
      odd_batch(2 * kMinute, R"(  "duration" :	2e-1 , "items" : 3.0 , "retries" : "2" )"),
      odd_batch(3 * kMinute, R"("duration":"120ms","outcome":"failure","error_code":"E_\u00e9\ud83d\ude00")"),
      odd_batch(3 * kMinute, R"("outcome":"failure","error_code":17)"),
      odd_batch(3 * kMinute, R"("duration":0,"outcome":"failure","error_code":"")"),
      odd_batch(4 * kMinute, R"("duration":1e150,"cpu_percent":-12.5,"mem_mb":"640.25")"),
      odd_batch(4 * kMinute, R"("duration":5e-324,"cpu_percent":0)"),
      odd_batch(4 * kMinute, R"("unused":)" + repeated("[", 1'000) + repeated("]", 1'000)),
      odd_batch(5 * kMinute, R"("unused":)" + repeated(R"({"a":)", 1'000) + "1" + repeated("}", 1'000) + R"(,"duration":0.125)"),
      odd_batch(5 * kMinute, R"("unused":123456789012345678901234567890e400,"duration":0.0625)"),
      odd_batch(5 * kMinute, R"("text":"\"}\\","t\"":"{[","duration":0.75)"),
      "  \t" + odd_batch(6 * kMinute, R"("duration":0.3)") + " \r",
      R"({"warehouse":"WH-key-order","items":2,"event":"batch_error","duration":3,"timestamp":"2025-02-01T01:00:00+01:00"})",
      fmt::format(R"({{"timestamp":{},"event":"batch_complete","warehouse":12}})", kLogStart / kMillisecond + 90'000),
      fmt::format(R"({{"timestamp":"{}","event":"batch_complete","warehouse":true}})", kLogStart / kSecond + 91),
      R"({"timestamp":"2025-02-01T00:02:00.5Z","event":"bot_start","cpu_percent":1.5})",
      R"({"timestamp":"2025-02-01T00:02:00.123456789Z","warehouse":"WH-silent"})",
  };
}

std::vector<std::string> bad_lines() {
  return {
      "",
      "   \t ",
      "\r",
      "Traceback (most recent call last):",
      std::string("\0\1\2\xff\xfe\0", 6),
      "{\"timestamp\":\"2025-02-01T00:00:00Z\",\"event\":\"batch_co",
      "{\"timestamp\":\"2025-02-01T00:00:00Z\",\"event\":\"batch_complete\"",
      "{\"timestamp\":\"2025-02-01T00:00:00Z\"}}",
      "{\"timestamp\":\"2025-02-01T00:00:00Z\"} {}",
      "{\"timestamp\":\"2025-02-01T00:00:00Z\" \"event\":1}",
      "{\"timestamp\":\"2025-02-01T00:00:00Z\",}",
      "{\"event\":\"\xc3\x28\",\"timestamp\":\"2025-02-01T00:00:00Z\"}",
      "{\"event\":\"tab\there\",\"timestamp\":\"2025-02-01T00:00:00Z\"}",
      "{\"event\":\"\\ud800\",\"timestamp\":\"2025-02-01T00:00:00Z\"}",
      "{\"event\":tru,\"timestamp\":\"2025-02-01T00:00:00Z\"}",
      "{\"duration\":01,\"timestamp\":\"2025-02-01T00:00:00Z\"}",
      "[1,2,3]",
      "17",
      "{}",
      R"({"event":"batch_complete"})",
      R"({"timestamp":null,"timestamp":"2025-02-01T00:00:00Z"})",
      R"({"nested":{"timestamp":"2025-02-01T00:00:00Z"}})",
      R"({"timestamp":"yesterday"})",
      R"({"timestamp":true})",
      R"({"timestamp":[1]})",
      R"({"timestamp":1e300})",
      odd_batch(kMinute, R"("duration":-1)"),
      odd_batch(kMinute, R"("duration":1e999)"),
      odd_batch(kMinute, R"("duration":"fast")"),
      odd_batch(kMinute, R"("items":1.5)"),
      odd_batch(kMinute, R"("retries":-1)"),
      odd_batch(kMinute, R"("items":9007199254740993)"),
      odd_batch(kMinute, R"("mem_mb":"much")"),
      odd_batch(kMinute, R"("error_code":{})"),
      odd_batch(kMinute, R"("text":")" + std::string(9'000, 'x') + "\""),
  };
}

}  // namespace

std::string generated_log(Nanos duration, double rate, std::uint64_t seed) {
  generate::Options options;
  options.seed = seed;
  options.duration = duration;
  options.rate = rate;
  options.incidents = {{generate::Scenario::outage, kLogStart + duration / 4, duration / 20},
                       {generate::Scenario::retry_storm, kLogStart + duration / 2, duration / 10}};
  std::string log;
  const auto done = generate::generate(options, [&](std::string_view piece) {
    log += piece;
    return true;
  });
  REQUIRE(done);
  return log;
}

std::string batch_line(Nanos at, const std::string& warehouse, bool failed, const std::string& more) {
  const auto random = static_cast<std::uint64_t>(at / kMillisecond) * 2654435761U;
  return fmt::format(
      R"({{"timestamp":"{}","event":"{}","warehouse":"{}","items":{},"duration":0.{:03},{}"retries":{},"cpu_percent":{}.5{}}})",
      format_time(kLogStart + at), failed ? "batch_error" : "batch_complete", warehouse, random % 50, random % 997,
      failed ? R"("error_code":"E_TIMEOUT",)" : "", random % 3, random % 90, more);
}

std::string nasty_log() {
  std::string log = "\xEF\xBB\xBF" + well_behaved_lines();
  for (const auto& line : valid_oddities()) log += line + "\n" + batch_line(8'000 * kSecond, "WH-between") + "\r\n";
  for (const auto& line : bad_lines()) log += line + "\n" + batch_line(8'001 * kSecond, "WH-between") + "\n";
  log += batch_line(100 * kSecond, "WH-late", true) + "\n";
  log += batch_line(7'992 * kSecond, "WH-jitter", true) + "\n";
  log += batch_line(7'991 * kSecond, "WH-jitter", true) + "\n";
  log += batch_line(7'990'999 * kMillisecond, "WH-late", true) + "\n";
  return log + batch_line(8'002 * kSecond, "WH-end", true);
}

std::vector<std::string> lines_of(const std::string& log) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < log.size();) {
    const auto end = std::min(log.find('\n', at), log.size() - 1) + 1;
    lines.push_back(log.substr(at, end - at));
    at = end;
  }
  return lines;
}

}  // namespace invmon

#include "scrape/scrape_time.hpp"

#include <doctest/doctest.h>

namespace invmon::scrape {
namespace {

/// `date -u -d 2025-02-01T00:00:00Z +%s` says 1738368000.
constexpr Nanos kFebruary = 1'738'368'000 * kSecond;

TEST_CASE("a comment may say when a scrape was taken") {
  for (const auto* line :
       {"# timestamp 2025-02-01T00:00:00Z", "# timestamp: 2025-02-01T00:00:00Z", "# Timestamp = 2025-02-01T01:00:00+01:00",
        "#scraped_at 1738368000", "# scraped at 1738368000.000", "# 2025-02-01T00:00:00Z", "# 1738368000", "# 1738368000000",
        "# time 2025-02-01 00:00:00", "# date 1738368000\r"}) {
    CAPTURE(line);
    CHECK(time_of_comment(line) == kFebruary);
  }
}

TEST_CASE("other lines say no time") {
  for (const auto* line :
       {"", "#", "# EOF", "# HELP a 1738368000", "# TYPE a counter", "# 12345678", "# timestamp", "# timestamp soon",
        "a 1738368000", "timestamp 1738368000", "# 2025 was a good year", "# -1738368000"}) {
    CAPTURE(line);
    CHECK_FALSE(time_of_comment(line));
  }
}

TEST_CASE("the name of a file may say when it was scraped") {
  for (const auto* path :
       {"bot-2025-02-01T00:00:00Z.prom", "bot-2025-02-01T00-00-00Z.prom.gz", "bot_20250201T000000Z", "20250201_000000.txt",
        "a/b/2025-02-01_00-00.prom", "20250201000000", "x.1738368000.om", "1738368000000.prom",
        "bot-2025-02-01T01-00-00+0100.prom", "shop2-20250201-0000.prom", "1738368000000000", "1738368000000000000"}) {
    CAPTURE(path);
    CHECK(time_of_file_name(path) == kFebruary);
  }
}

TEST_CASE("other names of files say no time") {
  for (const auto* path : {"metrics.prom", "-", "", "2025-02-01T00-00-00Z/metrics.prom", "metrics-2025-02-01.prom", "metrics.17",
                           "2025-13-01T00-00-00Z", "2025-02-30T00-00-00Z", "17383680001", "2025-02-01T24-00-00Z"}) {
    CAPTURE(path);
    CHECK_FALSE(time_of_file_name(path));
  }
}

}  // namespace
}  // namespace invmon::scrape

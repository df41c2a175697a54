#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <ostream>
#include <string>
#include <string_view>

#include "base/json_writer.hpp"
#include "scrape/exposition.hpp"

namespace invmon::scrape {

/// One line: its object, from the time on to its end.
class JsonLine {
 public:
  JsonLine(std::ostream& out, Nanos scraped) : json_(out) {
    json_.begin_object();
    json_.time("timestamp", std::max(scraped, std::numeric_limits<Nanos>::min() + kMillisecond) - kMillisecond);
  }
  ~JsonLine() {
    json_.end_object();
    json_.finish();
  }
  JsonLine(const JsonLine&) = delete;
  JsonLine& operator=(const JsonLine&) = delete;

  JsonWriter* operator->() { return &json_; }

  /// Labels as fields; those that are called like one of the lines' own get "exported_" before their name.
  void labels(const Labels& labels, std::string_view except = {}) {
    static constexpr std::array<std::string_view, 14> kOwn = {"timestamp", "event",   "outcome",    "count",    "duration",
                                                              "items",     "retries", "error_code", "batch_id", "cpu_percent",
                                                              "mem_mb",    "metric",  "value",      "increase"};
    for (const auto& [name, value] : labels) {
      if (name == except) continue;
      const bool own = std::ranges::find(kOwn, name) != kOwn.end();
      json_.text(own ? "exported_" + name : name, value);
    }
  }

 private:
  JsonWriter json_;
};

}  // namespace invmon::scrape

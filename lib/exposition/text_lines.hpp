#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "exposition/family.hpp"

namespace invmon::exposition {

/// A duration as the value of `le`, in OpenMetrics' canonical spelling: "0.3", "1.0", "1e-05", "1e+06".
std::string bound(double seconds);

/// "counter", "gauge" or "histogram".
std::string_view type_name(Type type);

/// Writes lines of Prometheus' text format or of OpenMetrics: where the two differ, the caller does.
class TextLines {
 public:
  explicit TextLines(std::ostream& out) : out_(out) {}

  /// `# KEYWORD NAME TEXT`.
  void comment(std::string_view keyword, std::string_view name, std::string_view text);

  /// Samples with a series' labels; `time` is written behind the value if it is not empty.
  void counter(const Family& family, const Series& series, std::uint64_t value, std::string_view time = {});
  void gauge(const Family& family, const Series& series, double value, std::string_view time = {});

  /// `within` belongs to `bounds`, which ascend.
  void histogram(const Family& family, const Series& series, const kpi::Duration& durations, const std::vector<double>& bounds,
                 std::string_view time = {});

  void flush();

 private:
  void begin(const Family& family, std::string_view suffix, const Series& series, std::string_view le = {});
  void end(std::string_view time);
  void add_label(std::string_view name, std::string_view value, bool first);

  std::ostream& out_;
  std::string buffer_;
};

}  // namespace invmon::exposition

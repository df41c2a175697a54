#include "reference/exact_record.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "reference/strict_json.hpp"

namespace invmon::reference {
namespace {

using Kind = JsonText::Kind;
using Node = JsonText::Node;

/// Unwinds `read_line`.
struct Dropped {
  std::string_view why;
};

/// Of a number as it is written; infinite or zero beyond the range of a double. nullopt if something else stands in the text.
std::optional<double> number_in(std::string_view text) {
  double result = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc()) return result;
  // A long double reaches further, so that too large and too small can be told apart.
  return static_cast<double>(std::strtold(std::string(text).c_str(), nullptr));
}

std::optional<double> number_at(const Node& node) {
  if (node.kind != Kind::number && node.kind != Kind::string) return std::nullopt;
  const auto value = number_in(node.text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::string> text_at(const Node& node) {
  if (node.kind == Kind::array || node.kind == Kind::object) return std::nullopt;
  return node.text;
}

std::optional<int> two_digits(std::string_view text, std::size_t at) {
  if (at + 2 > text.size() || text[at] < '0' || text[at] > '9' || text[at + 1] < '0' || text[at + 1] > '9') return std::nullopt;
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

/// Days since 1970 counted year by year and month by month; nullopt for a day that does not exist.
std::optional<std::int64_t> day_number(int year, int month, int day) {
  const auto leap = [](int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; };
  const auto length = [&](int m) { return m == 2 ? (leap(year) ? 29 : 28) : m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31; };
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > length(month)) return std::nullopt;
  std::int64_t days = day - 1;
  for (int y = 1970; y < year; ++y) days += leap(y) ? 366 : 365;
  for (int m = 1; m < month; ++m) days += length(m);
  return days;
}

/// YYYY-MM-DDThh:mm:ss, a fraction, and Z or +hh:mm.
std::optional<Nanos> rfc3339(std::string_view text) {
  std::array<std::optional<int>, 7> parts;
  constexpr std::array<std::size_t, 7> kPlaces = {0, 2, 5, 8, 11, 14, 17};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i] = two_digits(text, kPlaces[i]);
    if (!parts[i]) return std::nullopt;
  }
  if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto day = day_number(*parts[0] * 100 + *parts[1], *parts[2], *parts[3]);
  if (!day || *parts[4] > 23 || *parts[5] > 59 || *parts[6] > 59) return std::nullopt;
  Nanos time = *day * kDay + *parts[4] * kHour + *parts[5] * kMinute + *parts[6] * kSecond;
  text.remove_prefix(19);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (text.empty() || text[0] < '0' || text[0] > '9') return std::nullopt;
    for (Nanos unit = kSecond / 10; !text.empty() && text[0] >= '0' && text[0] <= '9'; unit /= 10, text.remove_prefix(1)) {
      time += unit * (text[0] - '0');
    }
  }
  if (text == "Z") return time;
  const auto hours = two_digits(text, 1);
  const auto minutes = two_digits(text, 4);
  if (text.size() != 6 || text[3] != ':' || !hours || !minutes) return std::nullopt;
  const Nanos offset = *hours * kHour + *minutes * kMinute;
  return text[0] == '-' ? time + offset : time - offset;
}

std::optional<Nanos> time_at(const Node& node) {
  if (node.kind == Kind::string) {
    if (const auto time = rfc3339(node.text)) return time;
  }
  const auto value = number_at(node);
  if (!value) return std::nullopt;
  const double size = std::abs(*value);
  const Nanos unit = size < 1e11 ? kSecond : size < 1e14 ? kMillisecond : size < 1e17 ? kMicrosecond : 1;
  const long double nanos = std::stold(node.text) * static_cast<long double>(unit);  // enough digits for times with milliseconds
  if (std::abs(nanos) > 9.2e18L) return std::nullopt;
  return static_cast<Nanos>(std::round(nanos));
}

std::optional<double> seconds_at(const Node& node) {
  if (node.kind != Kind::number && node.kind != Kind::string) return std::nullopt;
  std::string text = node.text;
  double divisor = 1;
  if (node.kind == Kind::string && text.ends_with('s')) {
    divisor = text.ends_with("ms") ? 1000 : 1;
    text.resize(text.size() - (divisor > 1 ? 2 : 1));
  }
  const auto value = number_in(text);
  if (!value || !std::isfinite(*value) || *value < 0) return std::nullopt;
  return *value / divisor;
}

std::optional<std::uint64_t> count_at(const Node& node) {
  if (!number_at(node)) return std::nullopt;
  const long double value = std::strtold(node.text.c_str(), nullptr);  // tells 2^53 + 1 from 2^53
  if (value < 0 || value > 0x1p53L || value != std::floor(value)) return std::nullopt;
  return static_cast<std::uint64_t>(value);
}

/// Reads the members of one line's object.
class Members {
 public:
  explicit Members(const JsonText& json) : json_(json) {}

  /// nullptr where the member is absent or null.
  const Node* find(std::string_view key) const {
    const auto* node = json_.member(json_.root(), key);
    return node == nullptr || node->kind == Kind::null ? nullptr : node;
  }

  /// What `read` makes of a member; drops the line if it is there and can't be read.
  template <class Read>
  auto read(std::string_view key, Read convert) const -> decltype(convert(Node())) {
    const auto* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto result = convert(*node);
    if (!result) throw Dropped{"bad_value"};
    return result;
  }

  /// Whether a member is a string and this one.
  bool is(std::string_view key, std::string_view text) const {
    const auto* node = find(key);
    return node != nullptr && node->kind == Kind::string && node->text == text;
  }

 private:
  const JsonText& json_;
};

void read_members(const Members& members, const LineRules& rules, Line& line) {
  if (members.find("timestamp") == nullptr) throw Dropped{"no_time"};
  line.time = members.read("timestamp", time_at);
  if ((rules.from && *line.time < *rules.from) || (rules.to && *line.time >= *rules.to)) throw Dropped{"out_of_range"};
  if (!rules.where_field.empty() && !members.is(rules.where_field, rules.where_text)) throw Dropped{"filtered"};
  const bool error = members.is("event", "batch_error");
  line.transaction = error || members.is("event", "batch_complete");
  line.failure = line.transaction && (error || members.is("outcome", "failure"));
  line.duration = members.read("duration", seconds_at);
  line.retries = members.read("retries", count_at).value_or(0);
  line.items = members.read("items", count_at).value_or(0);
  line.gauges = {members.read("cpu_percent", number_at), members.read("mem_mb", number_at)};
  line.error_code = members.read("error_code", text_at);
  if (line.error_code == "") line.error_code.reset();
  for (const auto& dimension : rules.by) {
    const auto key = members.read(dimension, text_at).value_or("");
    line.keys.push_back(key.empty() ? "(none)" : key);
  }
}

}  // namespace

void read_line(std::string_view text, const LineRules& rules, Line& line) {
  try {
    if (text.size() > rules.max_line) throw Dropped{"too_long"};
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) throw Dropped{"blank"};
    const auto json = JsonText::parse(text);
    if (!json || json->root().kind != Kind::object) throw Dropped{"malformed"};
    read_members(Members(*json), rules, line);
  } catch (const Dropped& dropped) {
    line.dropped = dropped.why;
  }
}

std::vector<Line> read_file(const std::string& path, std::size_t source, const LineRules& rules, std::uint64_t& bytes) {
  std::ifstream file(path, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  bytes = content.size();
  std::vector<Line> lines;
  for (std::size_t at = content.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < content.size();) {
    const auto end = std::min(content.find('\n', at), content.size());
    Line line;
    line.source = source;
    line.number = lines.size() + 1;
    line.offset = at;
    read_line(std::string_view(content).substr(at, end - at), rules, line);
    lines.push_back(std::move(line));
    at = end + 1;
  }
  return lines;
}

}  // namespace invmon::reference

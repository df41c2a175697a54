#include "exposition/text_lines.hpp"

#include <charconv>
#include <cmath>
#include <ostream>

#include "base/text.hpp"
#include "base/units.hpp"

namespace invmon::exposition {
namespace {

/// A label's value.
std::string escape(std::string_view text) {
  std::string out;
  for (const char c : make_valid_utf8(text)) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out;
}

std::string number(double value) { return std::isinf(value) ? (value > 0 ? "+Inf" : "-Inf") : plain_number(value); }

}  // namespace

std::string bound(double seconds) {
  constexpr double kFirstWithExponent = 1e6;
  constexpr double kFirstWithout = 1e-4;
  const bool scientific = seconds >= kFirstWithExponent || (seconds > 0 && seconds < kFirstWithout);
  char digits[64];
  const auto format = scientific ? std::chars_format::scientific : std::chars_format::fixed;
  std::string text(digits, std::to_chars(digits, std::end(digits), seconds, format).ptr);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string_view type_name(Type type) {
  if (type == Type::histogram) return "histogram";
  return type == Type::counter ? "counter" : "gauge";
}

void TextLines::comment(std::string_view keyword, std::string_view name, std::string_view text) {
  buffer_.append("# ").append(keyword).append(" ").append(name).append(" ").append(text).append("\n");
}

void TextLines::counter(const Family& family, const Series& series, std::uint64_t value, std::string_view time) {
  begin(family, "_total", series);
  buffer_ += std::to_string(value);
  end(time);
}

void TextLines::gauge(const Family& family, const Series& series, double value, std::string_view time) {
  begin(family, "", series);
  buffer_ += number(value);
  end(time);
}

void TextLines::histogram(const Family& family, const Series& series, const kpi::Duration& durations,
                          const std::vector<double>& bounds, std::string_view time) {
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    begin(family, "_bucket", series, bound(bounds[i]));
    buffer_ += std::to_string(durations.within[i]);
    end(time);
  }
  begin(family, "_bucket", series, "+Inf");
  buffer_ += std::to_string(durations.count);
  end(time);
  begin(family, "_count", series);
  buffer_ += std::to_string(durations.count);
  end(time);
  begin(family, "_sum", series);
  buffer_ += number(durations.sum.value_or(0));
  end(time);
}

void TextLines::begin(const Family& family, std::string_view suffix, const Series& series, std::string_view le) {
  buffer_.append(family.plan.name).append(suffix);
  bool first = true;
  for (const auto& [name, value] : series.labels) {
    add_label(name, value, first);
    first = false;
  }
  if (!le.empty()) {
    add_label("le", le, first);
    first = false;
  }
  buffer_ += first ? " " : "} ";
}

void TextLines::add_label(std::string_view name, std::string_view value, bool first) {
  buffer_.append(first ? "{" : ",").append(name).append("=\"").append(escape(value)).append("\"");
}

void TextLines::end(std::string_view time) {
  constexpr std::size_t kPiece = 64 * 1024;
  if (!time.empty()) buffer_.append(" ").append(time);
  buffer_ += '\n';
  if (buffer_.size() >= kPiece) flush();
}

void TextLines::flush() {
  out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  buffer_.clear();
}

}  // namespace invmon::exposition

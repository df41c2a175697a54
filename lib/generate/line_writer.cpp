#include "generate/line_writer.hpp"

#include <charconv>
#include <cstring>

namespace invmon::generate {
namespace {

constexpr std::array<std::string_view, 3> kLevels{R"(","level":"INFO","event":")", R"(","level":"WARN","event":")",
                                                  R"(","level":"ERROR","event":")"};

constexpr auto kPowers = [] {
  std::array<std::uint64_t, 20> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

}  // namespace

LineWriter& LineWriter::begin(Nanos time, Level level, std::string_view event) {
  put(R"({"timestamp":")");
  put_time(time);
  put(kLevels[static_cast<std::size_t>(level)]);
  put(event);
  put("\"");
  return *this;
}

LineWriter& LineWriter::text(std::string_view key, std::string_view value) {
  put_key(key);
  put("\"");
  put(value);
  put("\"");
  return *this;
}

LineWriter& LineWriter::number(std::string_view key, std::uint64_t value) {
  put_key(key);
  put_number(value);
  return *this;
}

LineWriter& LineWriter::fixed(std::string_view key, std::uint64_t value, int digits) {
  const std::uint64_t power = kPowers[static_cast<std::size_t>(digits)];
  put_key(key);
  put_number(value / power);
  put(".");
  put_padded(value % power, digits);
  return *this;
}

LineWriter& LineWriter::id(std::string_view key, std::string_view prefix, std::uint64_t number, int digits) {
  put_key(key);
  put("\"");
  put(prefix);
  if (number < kPowers[static_cast<std::size_t>(digits)]) {
    put_padded(number, digits);
  } else {
    put_number(number);
  }
  put("\"");
  return *this;
}

LineWriter& LineWriter::time(std::string_view key, Nanos value) {
  put_key(key);
  put("\"");
  put_time(value);
  put("\"");
  return *this;
}

void LineWriter::end() {
  put("}\n");
  out_.append(buffer_.data(), static_cast<std::size_t>(end_ - buffer_.data()));
  end_ = buffer_.data();
}

void LineWriter::put(std::string_view text) {
  std::memcpy(end_, text.data(), text.size());
  end_ += text.size();
}

void LineWriter::put_key(std::string_view key) {
  put(",\"");
  put(key);
  put("\":");
}

void LineWriter::put_number(std::uint64_t value) { end_ = std::to_chars(end_, buffer_.data() + buffer_.size(), value).ptr; }

void LineWriter::put_padded(std::uint64_t value, int digits) {
  for (int i = digits; i-- > 0; value /= 10) end_[i] = static_cast<char>('0' + value % 10);
  end_ += digits;
}

void LineWriter::put_time(Nanos time) {
  const Nanos day = floor_div(time, kDay);
  const auto ms = static_cast<std::uint64_t>((time - day * kDay) / kMillisecond);
  put(date(day));
  put_padded(ms / 3'600'000, 2);
  put(":");
  put_padded(ms / 60'000 % 60, 2);
  put(":");
  put_padded(ms / 1'000 % 60, 2);
  put(".");
  put_padded(ms % 1'000, 3);
  put("Z");
}

std::string_view LineWriter::date(Nanos day) {
  if (day != day_ || date_.empty()) {
    day_ = day;
    date_ = format_time(day * kDay).substr(0, 11);
  }
  return date_;
}

}  // namespace invmon::generate

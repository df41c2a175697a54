#include "generate/line_writer.hpp"

#include <array>
#include <charconv>
#include <cstring>
#include <string_view>

namespace invmon::generate {
namespace {

constexpr std::array<std::string_view, 7> kCodes{
    "", "E_TIMEOUT", "E_DB_LOCK", "E_API_429", "E_VALIDATION", "E_STOCK_MISMATCH", "E_UPSTREAM_DOWN",
};

/// A line in the making. The longest that can arise, with the highest numbers everywhere, takes 297 bytes.
class Line {
 public:
  void text(std::string_view text) {
    std::memcpy(end_, text.data(), text.size());
    end_ += text.size();
  }

  void number(std::uint64_t value) { end_ = std::to_chars(end_, buffer_.data() + buffer_.size(), value).ptr; }

  /// Requires value < 10^digits.
  template <int digits>
  void padded(std::uint64_t value) {
    for (int i = digits; i-- > 0; value /= 10) end_[i] = static_cast<char>('0' + value % 10);
    end_ += digits;
  }

  /// value / 10^digits, exactly.
  template <int digits, std::uint32_t power>
  void fixed(std::uint32_t value) {
    number(value / power);
    text(".");
    padded<digits>(value % power);
  }

  void timestamp(std::string_view date, Nanos in_day) {
    const auto ms = static_cast<std::uint64_t>(in_day / kMillisecond);
    text(R"({"timestamp":")");
    text(date);
    padded<2>(ms / 3'600'000);
    text(":");
    padded<2>(ms / 60'000 % 60);
    text(":");
    padded<2>(ms / 1'000 % 60);
    text(".");
    padded<3>(ms % 1'000);
  }

  std::string_view finish() {
    text("}\n");
    return {buffer_.data(), static_cast<std::size_t>(end_ - buffer_.data())};
  }

 private:
  std::array<char, 384> buffer_;
  char* end_ = buffer_.data();
};

}  // namespace

void LineWriter::batch(const Batch& batch) {
  const Nanos day = floor_div(batch.time, kDay);
  const bool failed = batch.error != ErrorCode::none;
  Line line;
  line.timestamp(date(day), batch.time - day * kDay);
  line.text(failed ? R"(Z","level":"ERROR","event":"batch_error","batch_id":"b-)"
                   : R"(Z","level":"INFO","event":"batch_complete","batch_id":"b-)");
  if (batch.id < 100'000'000) {
    line.padded<8>(batch.id);
  } else {
    line.number(batch.id);
  }
  line.text(R"(","warehouse":"WH-)");
  line.padded<2>(batch.warehouse + 1);
  line.text(R"(","items":)");
  line.number(batch.items);
  line.text(R"(,"duration":)");
  line.fixed<3, 1000>(batch.duration_ms);
  line.text(failed ? R"(,"outcome":"failure","error_code":")" : R"(,"outcome":"success)");
  line.text(kCodes[static_cast<std::size_t>(batch.error)]);
  line.text(R"(","retries":)");
  line.number(batch.retries);
  line.text(R"(,"cpu_percent":)");
  line.fixed<1, 10>(batch.cpu_tenths);
  line.text(R"(,"mem_mb":)");
  line.fixed<1, 10>(batch.mem_tenths);
  out_.append(line.finish());
}

void LineWriter::bot_start(Nanos time, std::uint32_t pid) {
  const Nanos day = floor_div(time, kDay);
  Line line;
  line.timestamp(date(day), time - day * kDay);
  line.text(R"(Z","level":"INFO","event":"bot_start","version":"2.4.1","pid":)");
  line.number(pid);
  out_.append(line.finish());
}

std::string_view LineWriter::date(Nanos day) {
  if (day != day_ || date_.empty()) {
    day_ = day;
    date_ = format_time(day * kDay).substr(0, 11);
  }
  return date_;
}

}  // namespace invmon::generate

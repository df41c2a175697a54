#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace invmon::generate {

/// Appends log lines, each one JSON object and a line feed, with members in the order of the calls. Keys and texts are printed as
/// they are and need no escapes; a line has at most 512 bytes. `out` must outlive the writer.
class LineWriter {
 public:
  enum class Level { info, warning, error };

  explicit LineWriter(std::string& out) : out_(out) {}

  /// Begins a line: {"timestamp":"2025-02-01T00:00:03.120Z","level":"INFO","event":"..."
  LineWriter& begin(Nanos time, Level level, std::string_view event);
  LineWriter& text(std::string_view key, std::string_view value);
  LineWriter& number(std::string_view key, std::uint64_t value);
  /// value / 10^digits, exactly.
  LineWriter& fixed(std::string_view key, std::uint64_t value, int digits);
  /// The prefix and the number, which is filled up with zeros to at least so many digits.
  LineWriter& id(std::string_view key, std::string_view prefix, std::uint64_t number, int digits);
  LineWriter& time(std::string_view key, Nanos value);
  void end();

 private:
  void put(std::string_view text);
  void put_key(std::string_view key);
  void put_number(std::uint64_t value);
  void put_padded(std::uint64_t value, int digits);  ///< requires value < 10^digits
  void put_time(Nanos time);
  std::string_view date(Nanos day);

  std::string& out_;
  std::array<char, 512> buffer_;
  char* end_ = buffer_.data();
  Nanos day_ = -1;
  std::string date_;  ///< of `day_`, with the T after it
};

}  // namespace invmon::generate

#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace invmon {

/// a == b, inline for texts of up to 16 bytes, as names in logs are: a call takes longer than to compare them.
inline bool same_text(std::string_view a, std::string_view b) {
  // Two words that overlap cover a text.
  const auto same_words = [&]<class Word>(Word) {
    const auto word = [](const char* at) {
      Word result;
      std::memcpy(&result, at, sizeof(Word));
      return result;
    };
    const auto last = a.size() - sizeof(Word);
    return ((word(a.data()) ^ word(b.data())) | (word(a.data() + last) ^ word(b.data() + last))) == 0;
  };
  if (a.size() != b.size()) return false;
  if (a.size() > 16) return std::memcmp(a.data(), b.data(), a.size()) == 0;
  if (a.size() >= 8) return same_words(std::uint64_t{});
  if (a.size() >= 4) return same_words(std::uint32_t{});
  if (a.size() >= 2) return same_words(std::uint16_t{});
  return a.empty() || a.front() == b.front();
}

}  // namespace invmon

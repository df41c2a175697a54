#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstring>
#include <iterator>

#include "base/time.hpp"

namespace invmon {
namespace {

/// Numbers of fixed width. Whether all characters were digits is gathered in one flag and asked once.
class Digits {
 public:
  int two(const char* at) { return one(at[0]) * 10 + one(at[1]); }
  bool all_valid() const { return !bad_; }

 private:
  int one(char c) {
    const auto digit = static_cast<unsigned char>(c - '0');
    bad_ |= digit > 9;
    return digit;
  }

  bool bad_ = false;
};

using EightBytes = std::array<unsigned char, 8>;
static_assert(std::endian::native == std::endian::little, "EightCharacters counts its bytes from the lowest one");

/// What eight characters have to be: '0' stands for any digit, all else for itself.
struct Pattern {
  consteval explicit Pattern(const char (&text)[9]) {
    EightBytes bytes{};
    EightBytes digits{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      bytes[i] = static_cast<unsigned char>(text[i]);
      digits[i] = text[i] == '0' ? 0xFF : 0;
    }
    wanted = std::bit_cast<std::uint64_t>(bytes);
    digit_mask = std::bit_cast<std::uint64_t>(digits);
  }

  std::uint64_t wanted = 0;
  std::uint64_t digit_mask = 0;
};

/// Eight characters in one word, for the hot path: checked and turned into numbers all at once.
class EightCharacters {
 public:
  EightCharacters(const char* at, Pattern pattern) {
    std::uint64_t found = 0;
    std::memcpy(&found, at, sizeof found);
    found ^= pattern.wanted;  // each digit becomes 0..9, each other byte that is as wanted 0
    const std::uint64_t above_nine = (found | (found + 0x0606060606060606)) & 0xF0F0F0F0F0F0F0F0;
    matches_ = (above_nine | (found & ~pattern.digit_mask)) == 0;
    pairs_ = found * 10 + (found >> 8);
  }

  bool matches() const { return matches_; }

  /// The number that the digits at `index` and after it make. Requires a match.
  int two(int index) const { return static_cast<int>(pairs_ >> (8 * index) & 0xFF); }

 private:
  bool matches_;
  std::uint64_t pairs_;  ///< in each byte: ten times its digit, plus the next one
};

struct WallTime {
  int year, month, day, hour, minute, second;
  std::int64_t nanos = 0;
};

std::optional<Nanos> to_nanos(WallTime wall, std::int64_t offset_seconds) {
  namespace chrono = std::chrono;
  const chrono::year_month_day date{chrono::year{wall.year}, chrono::month(static_cast<unsigned>(wall.month)),
                                    chrono::day(static_cast<unsigned>(wall.day))};
  if (!date.ok() || wall.hour > 23 || wall.minute > 59 || wall.second > 60) return std::nullopt;
  if (wall.second == 60) {
    wall.second = 59;
    wall.nanos = kSecond - 1;
  }
  const std::int64_t days = chrono::sys_days{date}.time_since_epoch().count();
  std::int64_t seconds = days * 86'400 + wall.hour * 3'600 + wall.minute * 60 + wall.second - offset_seconds;
  // The first second of the range begins outside of it, so before 1970 we count back from the second's end.
  if (seconds < 0) {
    ++seconds;
    wall.nanos -= kSecond;
  }
  Nanos time = 0;
  if (__builtin_mul_overflow(seconds, kSecond, &time) || __builtin_add_overflow(time, wall.nanos, &time)) return std::nullopt;
  return time;
}

struct ZoneName {
  std::string_view name;
  int hours;  ///< east of UTC
};

/// Abbreviations that mean one thing: those of RFC 5322 (obs-zone), and those that the tz database uses across Europe.
constexpr ZoneName kZoneNames[] = {{"UTC", 0},  {"GMT", 0},  {"UT", 0},   {"EST", -5}, {"EDT", -4}, {"CST", -6},
                                   {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}, {"WET", 0},
                                   {"WEST", 1}, {"CET", 1},  {"CEST", 2}, {"EET", 2},  {"EEST", 3}};

/// What is left after the time: nothing, a zone's abbreviation, or an offset, in seconds east of UTC.
std::optional<int> parse_offset(std::string_view text) {
  if (text.empty()) return 0;
  if (text.size() == 1) return text[0] == 'Z' || text[0] == 'z' ? std::optional(0) : std::nullopt;
  if (const auto* zone = std::ranges::find(kZoneNames, text, &ZoneName::name); zone != std::end(kZoneNames)) {
    return zone->hours * 3'600;
  }
  if (text[0] != '+' && text[0] != '-') return std::nullopt;
  const bool colon = text.size() == 6 && text[3] == ':';
  if (text.size() != 3 && text.size() != 5 && !colon) return std::nullopt;
  Digits digits;
  const int hours = digits.two(text.data() + 1);
  const int minutes = text.size() == 3 ? 0 : digits.two(text.data() + (colon ? 4 : 3));
  if (!digits.all_valid() || hours > 23 || minutes > 59) return std::nullopt;
  const int offset = hours * 3'600 + minutes * 60;
  return text[0] == '-' ? -offset : offset;
}

constexpr std::size_t kNanoDigits = 9;

/// What the last of so many digits of a fraction is worth, in nanoseconds.
constexpr std::array<std::int64_t, kNanoDigits + 1> kPlaces = {1'000'000'000, 100'000'000, 10'000'000, 1'000'000, 100'000,
                                                               10'000,        1'000,       100,        10,        1};

/// Takes `.123` or `,123` from the front of `text`; nothing there is zero, a point without digits is nullopt.
std::optional<std::int64_t> take_fraction(std::string_view& text) {
  if (text.empty() || (text[0] != '.' && text[0] != ',')) return 0;
  std::int64_t digits = 0;
  std::size_t size = 1;
  for (; size < text.size(); ++size) {
    const auto digit = static_cast<unsigned char>(text[size] - '0');
    if (digit > 9) break;
    if (size <= kNanoDigits) digits = digits * 10 + digit;
  }
  if (size == 1) return std::nullopt;
  text.remove_prefix(size);
  return digits * kPlaces[std::min(size - 1, kNanoDigits)];
}

/// The month of an English three-letter name, 0 if there is none.
int month_named(std::string_view name) {
  constexpr std::string_view kNames = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const auto at = kNames.find(name);
  return at == std::string_view::npos || at % 3 != 0 ? 0 : static_cast<int>(at / 3) + 1;
}

}  // namespace

std::optional<Nanos> parse_rfc3339(std::string_view text) {
  constexpr std::size_t kSizeToSeconds = 19;
  if (text.size() < kSizeToSeconds) return std::nullopt;
  const char* const at = text.data();
  const EightCharacters month(at, Pattern("0000-00-"));
  const EightCharacters time(at + 11, Pattern("00:00:00"));
  Digits day;
  WallTime wall{month.two(0) * 100 + month.two(2), month.two(5), day.two(at + 8), time.two(0), time.two(3), time.two(6)};
  if (!month.matches() || !time.matches() || !day.all_valid()) return std::nullopt;
  if (at[10] != 'T' && at[10] != ' ' && at[10] != 't') return std::nullopt;
  text.remove_prefix(kSizeToSeconds);
  const auto nanos = take_fraction(text);
  if (!nanos) return std::nullopt;
  wall.nanos = *nanos;
  if (text.size() > 1 && text[0] == ' ') text.remove_prefix(1);
  const auto offset = parse_offset(text);
  return offset ? to_nanos(wall, *offset) : std::nullopt;
}

std::optional<Nanos> parse_clf(std::string_view text) {
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  if (text.size() != 26 || text[2] != '/' || text[6] != '/' || text[11] != ':' || text[20] != ' ') return std::nullopt;
  const int month = month_named(text.substr(3, 3));
  if (month == 0 || (text[21] != '+' && text[21] != '-')) return std::nullopt;
  char rewritten[] = "0000-00-00T00:00:00+0000";
  text.copy(rewritten, 4, 7);
  rewritten[5] = static_cast<char>('0' + month / 10);
  rewritten[6] = static_cast<char>('0' + month % 10);
  text.copy(rewritten + 8, 2, 0);
  text.copy(rewritten + 11, 8, 12);
  text.copy(rewritten + 19, 5, 21);
  return parse_rfc3339({rewritten, sizeof rewritten - 1});
}

}  // namespace invmon

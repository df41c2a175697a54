#pragma once

#include <cstddef>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace invmon::input {

/// Where a JSON string that begins at `at` ends: its closing quote. nullptr if `end` or anything but plain printable ASCII comes
/// before: an escape, a control character, a byte of another script. kPadding bytes after `end` must be readable.
inline const char* find_string_end(const char* at, const char* end) {
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i space = _mm_set1_epi8(' ');
  for (; at < end; at += sizeof(__m128i)) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    // Signed, so that bytes from 0x80 on count as below a space.
    const __m128i special =
        _mm_or_si128(_mm_cmplt_epi8(bytes, space), _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
    const int mask = _mm_movemask_epi8(special);
    if (mask != 0) {
      at += __builtin_ctz(static_cast<unsigned>(mask));
      return at < end && *at == '"' ? at : nullptr;
    }
  }
#else
  for (; at < end; ++at) {
    if (*at == '"') return at;
    if (*at == '\\' || static_cast<signed char>(*at) < ' ') return nullptr;
  }
#endif
  return nullptr;
}

/// How many bytes `differing` compares.
inline constexpr std::size_t kComparedAtOnce = 16;

/// Which of the first kComparedAtOnce bytes at two places differ: bit i for byte i. So many bytes after both must be readable.
inline unsigned differing(const char* a, const char* b) {
#ifdef __SSE2__
  const __m128i one = _mm_loadu_si128(reinterpret_cast<const __m128i*>(a));
  const __m128i other = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(one, other))) ^ 0xffffU;
#else
  unsigned bits = 0;
  for (std::size_t i = 0; i < kComparedAtOnce; ++i) bits |= static_cast<unsigned>(a[i] != b[i]) << i;
  return bits;
#endif
}

}  // namespace invmon::input

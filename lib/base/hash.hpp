#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace invmon {

/// FNV-1a, 64 bits: the same on every machine. Texts that differ in their last byte alone share most upper bits.
constexpr std::uint64_t fnv1a(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211U;
  return hash;
}

/// Eight bytes at a time and then mixed (MurmurHash3's finalizer), so that each bit is as good as any other; the same on every
/// little-endian machine.
inline std::uint64_t mixed_hash(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037U ^ bytes.size();
  const auto take = [&hash](std::uint64_t word) {
    hash = (hash ^ word) * 0x9fb21c651e98df25U;
    hash ^= hash >> 35;
  };
  const auto word_at = [&bytes](std::size_t at) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    return word;
  };
  constexpr auto kWord = sizeof(std::uint64_t);
  for (std::size_t at = 0; at + kWord < bytes.size(); at += kWord) take(word_at(at));
  if (bytes.size() >= kWord) {
    take(word_at(bytes.size() - kWord));
  } else {
    std::uint64_t word = 0;
    for (const char byte : bytes) word = word << 8 | static_cast<unsigned char>(byte);
    take(word);
  }
  hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdU;
  hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53U;
  return hash ^ (hash >> 33);
}

}  // namespace invmon

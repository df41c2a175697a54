#pragma once

#include <cstdint>
#include <string_view>

namespace invmon {

/// FNV-1a, 64 bits: the same on every machine. Texts that differ in their last byte alone share most upper bits.
constexpr std::uint64_t fnv1a(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211U;
  return hash;
}

/// The same with its bits mixed (MurmurHash3's finalizer), so that each of them is as good as any other.
constexpr std::uint64_t mixed_hash(std::string_view bytes) {
  std::uint64_t hash = fnv1a(bytes);
  hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdU;
  hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53U;
  return hash ^ (hash >> 33);
}

}  // namespace invmon

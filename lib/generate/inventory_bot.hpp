#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "generate/incident.hpp"
#include "generate/random.hpp"

namespace invmon::generate {

enum class ErrorCode : std::uint8_t { none, timeout, db_lock, api_429, validation, stock_mismatch, upstream_down };

inline constexpr std::uint32_t kWarehouses = 8;

/// One batch as the bot logs it, in the whole units that are printed.
struct Batch {
  std::uint64_t id = 0;
  Nanos time = 0;
  std::uint32_t warehouse = 0;  ///< 0..kWarehouses - 1
  std::uint32_t items = 0;
  std::uint32_t retries = 0;  ///< 0..5
  std::uint32_t duration_ms = 0;
  std::uint32_t cpu_tenths = 0;  ///< tenths of a percent, at most 1000
  std::uint32_t mem_tenths = 0;  ///< tenths of a megabyte
  ErrorCode error = ErrorCode::none;
};

/// The conditions a batch meets.
struct Conditions {
  Nanos time = 0;
  double load = 1;      ///< relative to the week's mean
  double hours_up = 0;  ///< since the bot's last start; its memory leaks
};

/// A model of the bot. In its normal state about 0.8 % of the batches fail, each error code for its own reason; there are about
/// 5 retries in 100 batches, p95 is near 0.27 s and p99 below 0.5 s.
class InventoryBot {
 public:
  InventoryBot(std::uint64_t seed, std::vector<Incident> incidents);

  /// The batch that begins under these conditions; its id is left to the caller.
  Batch draw(Random& random, const Conditions& conditions) const;

 private:
  /// What the incidents do to one warehouse at one time.
  struct Strain : Trouble {
    bool down = false;
  };

  Strain strain(Nanos time, std::uint32_t warehouse) const;
  bool hits(std::size_t incident, std::uint32_t warehouse) const;
  bool throttled(Nanos time) const;
  ErrorCode draw_error(Random& random, const Conditions& conditions, const Strain& strain, const Batch& batch,
                       double seconds) const;

  std::uint64_t seed_;
  std::vector<Incident> incidents_;
};

}  // namespace invmon::generate

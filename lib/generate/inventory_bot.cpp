#include "generate/inventory_bot.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "generate/model.hpp"

namespace invmon::generate {
namespace {

struct Warehouse {
  std::uint32_t share;    ///< of 256 batches
  double median_seconds;  ///< of a batch of the usual size without load
  double items;           ///< of a batch of the usual size
  double stock_mismatch;  ///< probability
};

constexpr std::array<Warehouse, kWarehouses> kSites{{
    {58, 0.112, 42, 0.0008},
    {48, 0.118, 38, 0.0012},
    {38, 0.131, 34, 0.0010},
    {32, 0.124, 31, 0.0048},
    {26, 0.142, 27, 0.0009},
    {22, 0.136, 24, 0.0014},
    {18, 0.155, 19, 0.0068},
    {14, 0.148, 15, 0.0011},
}};

constexpr auto kSiteByShare = [] {
  std::array<std::uint8_t, 256> table{};
  std::size_t next = 0;
  for (std::uint8_t site = 0; site < kWarehouses; ++site) {
    for (std::uint32_t n = 0; n < kSites[site].share; ++n) table[next++] = site;
  }
  return table;
}();

/// How an error changes the time that the batch took.
struct Delay {
  double scale;
  double added_seconds;
};

constexpr std::array<Delay, 7> kDelays{{
    {1, 0},       // none
    {0, 2},       // timeout: given up at its limit
    {1, 0.25},    // db_lock: waited for the lock first
    {0.5, 0.02},  // api_429
    {0.3, 0},     // validation: found before the work is done
    {1, 0},       // stock_mismatch
    {0, 0.06},    // upstream_down: refused at once
}};

constexpr double kSlowSeconds = 0.38;
constexpr Nanos kThrottlePeriod = 3 * kMinute;

std::uint32_t draw_retries(Random& random, double load, bool down, bool storm) {
  if (down) return 3;
  if (storm && random.chance(0.9)) return 2 + random.below(4);
  if (!random.chance(0.028 + 0.009 * load)) return 0;
  std::uint32_t retries = 1;
  while (retries < 5 && random.chance(0.2)) ++retries;
  return retries;
}

}  // namespace

InventoryBot::InventoryBot(std::uint64_t seed, std::vector<Incident> incidents) : seed_(seed), incidents_(std::move(incidents)) {}

Batch InventoryBot::draw(Random& random, const Conditions& conditions) const {
  const double load = conditions.load;
  Batch batch{.time = conditions.time, .warehouse = kSiteByShare[random.below(256)]};
  const Warehouse& site = kSites[batch.warehouse];
  const Strain stress = strain(conditions.time, batch.warehouse);

  const double size = random.lognormal(0.35);
  batch.items = rounded(site.items * size, 1, 500);
  batch.retries = draw_retries(random, load, stress.down, stress.storm.has_value());
  double seconds = site.median_seconds * (0.84 + 0.10 * load) * (0.85 + 0.15 * size) * stress.slowness;
  seconds *= random.lognormal(0.31 + 0.04 * load);
  seconds += batch.retries * (0.05 + 0.06 * random.uniform());

  batch.error = draw_error(random, conditions, stress, batch, seconds);
  const Delay& delay = kDelays[static_cast<std::size_t>(batch.error)];
  seconds = seconds * delay.scale + delay.added_seconds * (1 + 0.05 * random.uniform());
  batch.duration_ms = rounded(seconds * 1000, 1, 60'000);

  const double cpu = 8 + 10 * load + 2 * size + (stress.storm ? 38 : 0) + 2.5 * random.normal();
  batch.cpu_tenths = rounded(cpu * 10, 5, 1000);
  const double memory = 158 + 1.3 * conditions.hours_up + 7 * load + 0.6 * random.normal();
  batch.mem_tenths = rounded(memory * 10, 500, 40'000);
  return batch;
}

ErrorCode InventoryBot::draw_error(Random& random, const Conditions& conditions, const Strain& stress, const Batch& batch,
                                   double seconds) const {
  if (stress.down && random.chance(0.97)) return random.chance(0.75) ? ErrorCode::upstream_down : ErrorCode::timeout;
  if (stress.storm && random.chance(0.25 * *stress.storm)) return ErrorCode::api_429;
  if (seconds > kSlowSeconds && random.chance(0.22)) return ErrorCode::timeout;
  if (random.chance(0.0006 * conditions.load * conditions.load)) return ErrorCode::db_lock;
  if (throttled(conditions.time) && random.chance(0.06)) return ErrorCode::api_429;
  if (random.chance(0.0014)) return ErrorCode::validation;
  return random.chance(kSites[batch.warehouse].stock_mismatch) ? ErrorCode::stock_mismatch : ErrorCode::none;
}

InventoryBot::Strain InventoryBot::strain(Nanos time, std::uint32_t warehouse) const {
  Strain sum{trouble_at(incidents_, time)};
  for (std::size_t i = sum.outage.value_or(incidents_.size()); i < incidents_.size(); ++i) {
    if (incidents_[i].scenario == Scenario::outage && incidents_[i].covers(time) && hits(i, warehouse)) sum.down = true;
  }
  return sum;
}

bool InventoryBot::hits(std::size_t incident, std::uint32_t warehouse) const {
  // The first is among the four largest, so that an outage shows in a sparse log too; the other, if there is one, is any.
  Random random(mix(seed_, incident));
  if (warehouse == random.below(4)) return true;
  return random.chance(0.5) && warehouse == random.below(kWarehouses);
}

bool InventoryBot::throttled(Nanos time) const {
  return mix(seed_, static_cast<std::uint64_t>(time / kThrottlePeriod)) % 64 == 0;
}

}  // namespace invmon::generate

#include "generate/inventory_bot.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>

using namespace invmon;
using namespace invmon::generate;

namespace {

constexpr Nanos kStart = 1'738'368'000 * kSecond;
constexpr int kBatches = 60'000;

/// Many batches, spread over an hour.
std::vector<Batch> draw(const InventoryBot& bot, double load, double hours_up = 1) {
  Random random(5);
  std::vector<Batch> batches;
  for (int i = 0; i < kBatches; ++i) {
    batches.push_back(bot.draw(random, {.time = kStart + i * (kHour / kBatches), .load = load, .hours_up = hours_up}));
  }
  return batches;
}

InventoryBot troubled(Scenario scenario) { return {1, {{scenario, kStart, kHour}}}; }

double share(const std::vector<Batch>& batches, const std::function<bool(const Batch&)>& which) {
  return static_cast<double>(std::count_if(batches.begin(), batches.end(), which)) / static_cast<double>(batches.size());
}

double share(const std::vector<Batch>& batches, ErrorCode error) {
  return share(batches, [error](const Batch& batch) { return batch.error == error; });
}

double mean(const std::vector<Batch>& batches, std::uint32_t Batch::*value) {
  double sum = 0;
  for (const Batch& batch : batches) sum += batch.*value;
  return sum / static_cast<double>(batches.size());
}

double duration_quantile(std::vector<Batch> batches, double q) {
  const auto nth = batches.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(batches.size() - 1));
  std::nth_element(batches.begin(), nth, batches.end(),
                   [](const Batch& a, const Batch& b) { return a.duration_ms < b.duration_ms; });
  return nth->duration_ms;
}

}  // namespace

TEST_CASE("durations, their tail, the processor and lock errors rise with load") {
  const InventoryBot bot(1, {});
  const auto idle = draw(bot, 0.2);
  const auto busy = draw(bot, 2.5);
  CHECK(duration_quantile(busy, 0.5) > 1.15 * duration_quantile(idle, 0.5));
  CHECK(duration_quantile(busy, 0.99) / duration_quantile(busy, 0.5) >
        duration_quantile(idle, 0.99) / duration_quantile(idle, 0.5));
  CHECK(mean(busy, &Batch::cpu_tenths) > 2 * mean(idle, &Batch::cpu_tenths));
  CHECK(share(busy, ErrorCode::db_lock) > 10 * share(idle, ErrorCode::db_lock));
}

TEST_CASE("each error code has a cause of its own") {
  const auto batches = draw(InventoryBot(1, {}), 1.5);
  CHECK(share(batches, ErrorCode::upstream_down) == 0);
  CHECK(share(batches, [](const Batch& b) { return b.error == ErrorCode::timeout && b.duration_ms < 2000; }) == 0);
  CHECK(share(batches, [](const Batch& b) { return b.error != ErrorCode::timeout && b.duration_ms >= 2000; }) == 0);
  CHECK(share(batches, ErrorCode::validation) == doctest::Approx(0.0014).epsilon(0.3));
  std::array<int, kWarehouses> mismatches{};
  std::array<int, kWarehouses> counts{};
  for (const Batch& batch : batches) {
    ++counts[batch.warehouse];
    mismatches[batch.warehouse] += batch.error == ErrorCode::stock_mismatch;
  }
  CHECK(mismatches[6] * counts[0] > 3 * mismatches[0] * counts[6]);
  CHECK(counts[0] > 3 * counts[7]);
}

TEST_CASE("an interface that limits its callers does so in bursts") {
  const InventoryBot bot(1, {});
  Random random(3);
  int minutes = 0;
  int total = 0;
  for (int minute = 0; minute < 2000; ++minute) {
    int refused = 0;
    for (int i = 0; i < 50; ++i) {
      refused += bot.draw(random, {.time = kStart + minute * kMinute}).error == ErrorCode::api_429;
    }
    minutes += refused > 0;
    total += refused;
  }
  CHECK(minutes > 5);
  CHECK(minutes < 100);
  CHECK(total > 2 * minutes);
}

TEST_CASE("retries make a batch take longer") {
  const auto batches = draw(InventoryBot(1, {}), 1);
  std::vector<Batch> first_try;
  std::vector<Batch> retried;
  for (const Batch& batch : batches) (batch.retries == 0 ? first_try : retried).push_back(batch);
  CHECK(duration_quantile(retried, 0.5) > duration_quantile(first_try, 0.5) + 50);
}

TEST_CASE("memory leaks with the hours since the start") {
  const InventoryBot bot(1, {});
  CHECK(mean(draw(bot, 1, 23), &Batch::mem_tenths) - mean(draw(bot, 1, 0), &Batch::mem_tenths) > 200);
}

TEST_CASE("an outage fails nearly everything in one or two warehouses and nothing else") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto batches = draw(InventoryBot(seed, {{Scenario::outage, kStart, kHour}}), 1);
    int down = 0;
    for (std::uint32_t site = 0; site < kWarehouses; ++site) {
      std::vector<Batch> here;
      std::copy_if(batches.begin(), batches.end(), std::back_inserter(here), [&](const Batch& b) { return b.warehouse == site; });
      const double failed = 1 - share(here, ErrorCode::none);
      CAPTURE(seed);
      CAPTURE(site);
      CHECK((failed > 0.95 || failed < 0.03));
      down += failed > 0.95;
    }
    CHECK(down >= 1);
    CHECK(down <= 2);
  }
}

TEST_CASE("a slowdown makes durations three times as long and timeouts frequent") {
  const auto normal = draw(InventoryBot(1, {}), 1);
  const auto slow = draw(troubled(Scenario::slowdown), 1);
  CHECK(duration_quantile(slow, 0.5) == doctest::Approx(3 * duration_quantile(normal, 0.5)).epsilon(0.1));
  CHECK(share(slow, ErrorCode::timeout) > 10 * share(normal, ErrorCode::timeout));
}

TEST_CASE("a retry storm retries two to five times, keeps the processor busy, and errors come in its second half") {
  const auto normal = draw(InventoryBot(1, {}), 1);
  const auto storm = draw(troubled(Scenario::retry_storm), 1);
  CHECK(share(storm, [](const Batch& b) { return b.retries >= 2; }) > 0.85);
  CHECK(share(storm, [](const Batch& b) { return b.retries > 5; }) == 0);
  CHECK(mean(storm, &Batch::cpu_tenths) > mean(normal, &Batch::cpu_tenths) + 300);
  const std::vector<Batch> before(storm.begin(), storm.begin() + kBatches / 2);
  const std::vector<Batch> after(storm.begin() + kBatches / 2, storm.end());
  CHECK(share(after, ErrorCode::api_429) > 2 * share(before, ErrorCode::api_429));
}

TEST_CASE("a quiet incident changes nothing") {
  const auto normal = draw(InventoryBot(1, {}), 1);
  const auto quiet = draw(troubled(Scenario::quiet), 1);
  CHECK(std::equal(normal.begin(), normal.end(), quiet.begin(), [](const Batch& a, const Batch& b) {
    return a.duration_ms == b.duration_ms && a.error == b.error && a.retries == b.retries && a.cpu_tenths == b.cpu_tenths;
  }));
}

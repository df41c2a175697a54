#include "generate/inventory_log.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "generate/models.hpp"

namespace invmon::generate {
namespace {

constexpr std::array<std::string_view, 7> kCodes{
    "", "E_TIMEOUT", "E_DB_LOCK", "E_API_429", "E_VALIDATION", "E_STOCK_MISMATCH", "E_UPSTREAM_DOWN",
};

// Mixed into the seed, so that starts draw from a stream of their own.
constexpr std::uint64_t kStartStream = 0x737461727473;

std::vector<Nanos> find_starts(const ModelOptions& options) {
  Random random(mix(options.seed, kStartStream));
  const auto soon = [&] { return (200 + random.below(3000)) * kMillisecond; };
  std::vector<Nanos> starts;
  for (Nanos midnight = (floor_div(options.from, kDay) - 1) * kDay; midnight < options.to; midnight += kDay) {
    starts.push_back(midnight + soon());
  }
  for (const Incident& incident : options.incidents) {
    if (incident.scenario == Scenario::outage) starts.push_back(incident.at + incident.length + soon());
  }
  std::sort(starts.begin(), starts.end());
  return starts;
}

}  // namespace

void write_batch(const Batch& batch, LineWriter& lines) {
  const bool failed = batch.error != ErrorCode::none;
  lines.begin(batch.time, failed ? LineWriter::Level::error : LineWriter::Level::info, failed ? "batch_error" : "batch_complete")
      .id("batch_id", "b-", batch.id, 8)
      .id("warehouse", "WH-", batch.warehouse + 1, 2)
      .number("items", batch.items)
      .fixed("duration", batch.duration_ms, 3)
      .text("outcome", failed ? "failure" : "success");
  if (failed) lines.text("error_code", kCodes[static_cast<std::size_t>(batch.error)]);
  lines.number("retries", batch.retries).fixed("cpu_percent", batch.cpu_tenths, 1).fixed("mem_mb", batch.mem_tenths, 1).end();
}

void write_bot_start(Nanos time, std::uint32_t pid, LineWriter& lines) {
  lines.begin(time, LineWriter::Level::info, "bot_start").text("version", "2.4.1").number("pid", pid).end();
}

InventoryLog::InventoryLog(const ModelOptions& options)
    : seed_(options.seed), bot_(options.seed, options.incidents), starts_(find_starts(options)) {}

void InventoryLog::write(const Arrival& arrival, Random& random, LineWriter& lines) const {
  const Nanos last_start = *std::prev(std::upper_bound(starts_.begin(), starts_.end(), arrival.written));
  const Nanos up = std::max<Nanos>(0, arrival.time - last_start);
  const double hours_up = static_cast<double>(up) / static_cast<double>(kHour);
  Batch batch = bot_.draw(random, {.time = arrival.time, .load = arrival.load, .hours_up = hours_up});
  batch.id = arrival.number;
  write_batch(batch, lines);
}

void InventoryLog::add_appointments(Nanos begin, Nanos end, std::vector<Appointment>& appointments) const {
  const auto first = std::lower_bound(starts_.begin(), starts_.end(), begin);
  for (auto start = first; start != starts_.end() && *start < end; ++start) appointments.push_back({.time = *start});
}

void InventoryLog::write(const Appointment& appointment, double, LineWriter& lines) const {
  const std::uint64_t random = mix(mix(seed_, kStartStream), static_cast<std::uint64_t>(appointment.time));
  write_bot_start(appointment.time, 300 + static_cast<std::uint32_t>(random % 32'000), lines);
}

std::unique_ptr<Model> make_inventory_bot(const ModelOptions& options) { return std::make_unique<InventoryLog>(options); }

}  // namespace invmon::generate

#pragma once

#include <vector>

#include "generate/inventory_bot.hpp"
#include "generate/model.hpp"

namespace invmon::generate {

/// "batch_complete", or "batch_error" with its code.
void write_batch(const Batch& batch, LineWriter& lines);

void write_bot_start(Nanos time, std::uint32_t pid, LineWriter& lines);

/// The log of an inventory bot, which starts anew after midnight and after an outage.
class InventoryLog final : public Model {
 public:
  explicit InventoryLog(const ModelOptions& options);

  void write(const Arrival& arrival, Random& random, LineWriter& lines) const override;
  void add_appointments(Nanos begin, Nanos end, std::vector<Appointment>& appointments) const override;
  void write(const Appointment& appointment, double load, LineWriter& lines) const override;

 private:
  std::uint64_t seed_;
  InventoryBot bot_;
  std::vector<Nanos> starts_;  ///< of the bot, in order; the first is before the log
};

}  // namespace invmon::generate

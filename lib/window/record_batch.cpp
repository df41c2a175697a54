#include "window/record_batch.hpp"

namespace invmon::window {

void RecordBatch::clear() {
  rows.clear();
  times.clear();
  offsets.clear();
  counts.clear();
  durations.clear();
  told.clear();
  gauges.clear();
}

void RecordBatch::add(const record::Record& record, std::uint64_t offset) {
  gauges_each = record.gauges.size();
  for (const auto& gauge : record.gauges) gauges.push_back(gauge.value_or(kAbsent));
  rows.push_back(static_cast<std::uint32_t>(rows.size()));
  times.push_back(record.time);
  offsets.push_back(offset);
  counts.push_back(record.transaction ? Counts{record.retries, record.items, true, record.failure} : Counts());
  durations.push_back(record.transaction ? record.duration.value_or(kAbsent) : kAbsent);
  const bool tells = record.transaction && record.counted;
  if (!tells && told.empty()) return;
  told.resize(times.size());
  told.back() = tells ? record.count : 0;
}

}  // namespace invmon::window

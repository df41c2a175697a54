#include "generate/log_slices.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace invmon::generate {
namespace {

// Several threads of the bot share one log: some lines are written later than others that began after them.
constexpr double kLateShare = 0.004;
constexpr double kMostLate = 2.0 * static_cast<double>(kSecond);

// Mixed into the seed, so that slices and starts draw from streams of their own.
constexpr std::uint64_t kSliceStream = 0x736c69636573;
constexpr std::uint64_t kStartStream = 0x737461727473;

Nanos ceil_to_millisecond(Nanos time) { return -floor_div(-time, kMillisecond) * kMillisecond; }

}  // namespace

LogSlices::LogSlices(const Options& options)
    : bot_(options.seed, options.incidents),
      seed_(options.seed),
      from_(ceil_to_millisecond(options.from)),
      to_(options.from + options.duration),
      work_from_(rhythm_.work_until(from_)),
      work_to_(rhythm_.work_until(to_)),
      batches_per_work_(options.rate * 60),
      batches_(static_cast<std::uint64_t>(std::ceil(std::max(0.0, work_to_ - work_from_) * batches_per_work_))),
      starts_(find_starts(options)) {}

void LogSlices::append(std::uint64_t index, std::string& out) const {
  const std::uint64_t first = index * kBatches;
  const std::uint64_t last = std::min(first + kBatches, batches_);
  const Nanos begin = index == 0 ? from_ : due(static_cast<double>(first)).time;
  const Nanos end = last == batches_ ? to_ : due(static_cast<double>(last)).time;
  auto next_start = std::lower_bound(starts_.begin(), starts_.end(), begin);
  const auto end_start = std::lower_bound(next_start, starts_.end(), end);
  Random random(mix(mix(seed_, kSliceStream), index));
  LineWriter lines(out);
  for (std::uint64_t id = first; id < last; ++id) {
    const Rhythm::Moment moment = due(static_cast<double>(id) + random.uniform());
    if (moment.time >= to_) break;
    for (; next_start != end_start && *next_start <= moment.time; ++next_start) append_start(lines, *next_start);
    Batch batch = bot_.draw(random, conditions(random, moment, *std::prev(next_start)));
    batch.id = id;
    lines.batch(batch);
  }
  for (; next_start != end_start; ++next_start) append_start(lines, *next_start);
}

Rhythm::Moment LogSlices::due(double batch) const {
  // What falls past the end is not written; an hour past it is as good as a century, which Nanos might not hold.
  Rhythm::Moment moment = rhythm_.moment(std::min(work_from_ + batch / batches_per_work_, work_to_ + 1));
  moment.time = std::max(moment.time, from_);
  return moment;
}

Conditions LogSlices::conditions(Random& random, const Rhythm::Moment& moment, Nanos last_start) const {
  const Nanos late = random.chance(kLateShare) ? static_cast<Nanos>(kMostLate * random.uniform()) : 0;
  const Nanos time = std::max(from_, moment.time - late);
  const Nanos up = std::max<Nanos>(0, time - last_start);
  return {.time = time, .load = moment.load, .hours_up = static_cast<double>(up) / static_cast<double>(kHour)};
}

std::vector<Nanos> LogSlices::find_starts(const Options& options) const {
  Random random(mix(seed_, kStartStream));
  const auto soon = [&] { return (200 + random.below(3000)) * kMillisecond; };
  std::vector<Nanos> starts;
  for (Nanos midnight = (floor_div(from_, kDay) - 1) * kDay; midnight < to_; midnight += kDay) {
    starts.push_back(midnight + soon());
  }
  for (const Incident& incident : options.incidents) {
    if (incident.scenario == Scenario::outage) starts.push_back(incident.at + incident.length + soon());
  }
  std::sort(starts.begin(), starts.end());
  return starts;
}

void LogSlices::append_start(LineWriter& lines, Nanos time) const {
  const std::uint64_t random = mix(mix(seed_, kStartStream), static_cast<std::uint64_t>(time));
  lines.bot_start(time, 300 + static_cast<std::uint32_t>(random % 32'000));
}

}  // namespace invmon::generate

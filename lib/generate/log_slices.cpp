#include "generate/log_slices.hpp"

#include <algorithm>
#include <cmath>

#include "generate/models.hpp"

namespace invmon::generate {
namespace {

// Several threads of a program share one log: some lines are written later than others that began after them.
constexpr double kLateShare = 0.004;
constexpr double kMostLate = 2.0 * static_cast<double>(kSecond);

// Mixed into the seed, so that slices draw from a stream of their own.
constexpr std::uint64_t kSliceStream = 0x736c69636573;

Nanos ceil_to_millisecond(Nanos time) { return -floor_div(-time, kMillisecond) * kMillisecond; }

}  // namespace

LogSlices::LogSlices(const Options& options)
    : seed_(options.seed),
      from_(ceil_to_millisecond(options.from)),
      to_(options.from + options.duration),
      work_from_(rhythm_.work_until(from_)),
      work_to_(rhythm_.work_until(to_)),
      arrivals_per_work_(options.rate * 60),
      arrivals_(static_cast<std::uint64_t>(std::ceil(std::max(0.0, work_to_ - work_from_) * arrivals_per_work_))),
      model_(make_model(options.profile, {seed_, from_, to_, options.incidents})) {}

void LogSlices::append(std::uint64_t index, std::string& out) const {
  const std::uint64_t first = index * kArrivals;
  const std::uint64_t last = std::min(first + kArrivals, arrivals_);
  const Nanos begin = index == 0 ? from_ : due(static_cast<double>(first)).time;
  const Nanos end = last == arrivals_ ? to_ : due(static_cast<double>(last)).time;
  const std::vector<Appointment> kept = appointments(begin, end);
  auto next = kept.begin();
  LineWriter lines(out);
  const auto keep_until = [&](Nanos time) {
    for (; next != kept.end() && next->time <= time; ++next) model_->write(*next, load_at(next->time), lines);
  };
  Random random(mix(mix(seed_, kSliceStream), index));
  for (std::uint64_t number = first; number < last; ++number) {
    const Rhythm::Moment moment = due(static_cast<double>(number) + random.uniform());
    if (moment.time >= to_) break;
    keep_until(moment.time);
    model_->write(arrive(number, moment, random), random, lines);
  }
  keep_until(end);
}

Rhythm::Moment LogSlices::due(double arrival) const {
  // What falls past the end is not written; an hour past it is as good as a century, which Nanos might not hold.
  Rhythm::Moment moment = rhythm_.moment(std::min(work_from_ + arrival / arrivals_per_work_, work_to_ + 1));
  moment.time = std::max(moment.time, from_);
  return moment;
}

Arrival LogSlices::arrive(std::uint64_t number, const Rhythm::Moment& moment, Random& random) const {
  const Nanos late = random.chance(kLateShare) ? static_cast<Nanos>(kMostLate * random.uniform()) : 0;
  return {.number = number, .time = std::max(from_, moment.time - late), .written = moment.time, .load = moment.load};
}

std::vector<Appointment> LogSlices::appointments(Nanos begin, Nanos end) const {
  std::vector<Appointment> result;
  model_->add_appointments(begin, end, result);
  std::stable_sort(result.begin(), result.end(), [](const Appointment& a, const Appointment& b) { return a.time < b.time; });
  return result;
}

double LogSlices::load_at(Nanos time) const { return rhythm_.moment(rhythm_.work_until(time)).load; }

}  // namespace invmon::generate

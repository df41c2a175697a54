#include "generate/model.hpp"

#include <algorithm>
#include <cmath>

namespace invmon::generate {

void add_periodic(Nanos begin, Nanos end, Nanos period, Nanos offset, std::uint32_t kind,
                  std::vector<Appointment>& appointments) {
  for (Nanos multiple = -floor_div(offset - begin, period); multiple * period + offset < end; ++multiple) {
    appointments.push_back({multiple * period + offset, kind, static_cast<std::uint64_t>(multiple)});
  }
}

Random random_of(std::uint64_t seed, const Appointment& appointment) {
  return Random(mix(mix(seed, appointment.kind), static_cast<std::uint64_t>(appointment.time)));
}

std::uint32_t rounded(double value, double least, double most) {
  return static_cast<std::uint32_t>(std::lround(std::clamp(value, least, most)));
}

}  // namespace invmon::generate

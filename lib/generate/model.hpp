#pragma once

#include <cstdint>
#include <vector>

#include "base/time.hpp"
#include "generate/incident.hpp"
#include "generate/line_writer.hpp"
#include "generate/random.hpp"

namespace invmon::generate {

/// An event that the rhythm of the week brings: a request, a batch.
struct Arrival {
  std::uint64_t number = 0;  ///< since the log's beginning
  Nanos time = 0;            ///< when it began, as it is printed
  Nanos written = 0;         ///< when its line is written: rarely up to 2 s later. Never earlier than that of the arrival before
  double load = 1;           ///< relative to the week's mean
};

/// An event that comes by the clock or follows from another one: a health check, a step of a workflow.
struct Appointment {
  Nanos time = 0;
  std::uint32_t kind = 0;    ///< the model's own
  std::uint64_t number = 0;  ///< likewise
};

/// What writes the lines of one kind of log. Slices of the log are made by several threads and in any order, so that a line must
/// depend on the arguments alone.
class Model {
 public:
  virtual ~Model() = default;

  virtual void write(const Arrival& arrival, Random& random, LineWriter& lines) const = 0;

  /// Adds what is due during [begin, end), in any order; where times are equal, in the order in which the lines are to stand.
  virtual void add_appointments(Nanos begin, Nanos end, std::vector<Appointment>& appointments) const = 0;

  virtual void write(const Appointment& appointment, double load, LineWriter& lines) const = 0;
};

/// What a model is made of.
struct ModelOptions {
  std::uint64_t seed = 1;
  Nanos from = 0;  ///< the log's range
  Nanos to = 0;
  std::vector<Incident> incidents = {};
};

/// Adds an appointment at each multiple of `period` plus `offset` in [begin, end), numbered by the multiple.
void add_periodic(Nanos begin, Nanos end, Nanos period, Nanos offset, std::uint32_t kind, std::vector<Appointment>& appointments);

/// The random numbers of one appointment.
Random random_of(std::uint64_t seed, const Appointment& appointment);

/// `value` to the nearest whole number, within [least, most].
std::uint32_t rounded(double value, double least, double most);

}  // namespace invmon::generate

#pragma once

#include <span>
#include <vector>

#include "policy/notification.hpp"

namespace invmon::pipeline {

/// Whether points in time lie in silences, asked for one after the other.
class Exclusions {
 public:
  /// `which` of the silences count; they must outlive the object.
  Exclusions(std::span<const policy::Silence> silences, std::span<const std::size_t> which);

  bool cover(Nanos time) {
    if (silences_.empty()) return false;
    if (time < known_.from || time >= known_.to) look_around(time);
    return covered(time);
  }

 private:
  void look_around(Nanos time);
  bool covered(Nanos time) const;

  std::vector<const policy::Silence*> silences_;
  policy::Range known_;               ///< the spans are known in this range
  std::vector<policy::Range> spans_;  ///< of the silences
};

}  // namespace invmon::pipeline

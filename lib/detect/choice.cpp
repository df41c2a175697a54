#include "detect/choice.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/units.hpp"

namespace invmon::detect {
namespace {

constexpr double kWeak = 0.5;

/// "2 of 12 objects are none of caddy's: zap 2".
std::string mixed(const ShapeMatch& match, const Candidate& best) {
  std::vector<std::string> others;
  for (const auto& candidate : match.candidates) {
    if (&candidate != &best && candidate.claimed > 0) {
      others.push_back(fmt::format("{} {}", candidate.profile, format_count(candidate.claimed)));
    }
  }
  return fmt::format("{} of the first {} lines don't look like {}{}{}", format_count(match.objects - best.lines),
                     format_count(match.objects), best.profile, others.empty() ? "" : ": ", fmt::join(others, ", "));
}

}  // namespace

Choice choose(const ShapeMatch& match) {
  Choice choice;
  const auto has_half = [&](const Candidate& candidate) { return 2 * candidate.lines >= match.objects; };
  const auto found = std::ranges::find_if(match.candidates, has_half);
  if (found == match.candidates.end()) {
    if (!match.candidates.empty()) choice.notes.push_back(mixed(match, match.candidates.front()));
    return choice;
  }
  const auto& best = *found;
  choice.profile = best.profile;
  for (const auto& other : match.candidates) {
    if (&other == &best || other.points != best.points) continue;
    choice.notes.push_back(fmt::format("the lines look as much like {} as like {}", other.profile, best.profile));
  }
  if (best.lines < match.objects) choice.notes.push_back(mixed(match, best));
  if (best.score < kWeak) choice.notes.push_back(fmt::format("the lines have little of {}", best.profile));
  return choice;
}

}  // namespace invmon::detect

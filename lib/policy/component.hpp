#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/rule.hpp"

namespace invmon::policy {

/// A part of a system whose health the log tells.
struct Component {
  std::string name;
  std::optional<record::SourcedText> where;  ///< its records
  Nanos window = 15 * kMinute;               ///< what the conditions look at
  std::optional<Condition> degraded, down;   ///< at least one
  bool critical = false;                     ///< the whole is down when it is
  std::string place;                         ///< "profile.yaml:12:3"
};

enum class Health { unknown, healthy, degraded, down };

/// "unknown", "healthy", "degraded" or "down".
std::string_view name(Health health);

struct ComponentResult {
  std::string name;
  Health health = Health::unknown;
  bool critical = false;
  std::string reason;                ///< the condition that holds; empty unless degraded or down
  std::optional<Nanos> last_record;  ///< of the whole log
  std::uint64_t records = 0;         ///< in the window, as are the following
  std::uint64_t transactions = 0;
  std::uint64_t failures = 0;
};

/// The rules that components' conditions amount to: of each component `down`, then `degraded`, as far as it has them.
std::vector<Rule> rules_of(std::span<const Component> components);

/// The health of the whole: down if a critical component is, else degraded if any is degraded or down, else healthy if any is,
/// else unknown. Absent without components.
std::optional<Health> overall_health(std::span<const ComponentResult> components);

}  // namespace invmon::policy

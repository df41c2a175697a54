#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "policy/alert.hpp"
#include "policy/mutes.hpp"
#include "policy/route.hpp"

namespace invmon::policy {

/// When an alert fires: from its start to its end, or for ever. Requires that it has a start.
Range firing_span(const Alert& alert);

/// When alerts keep others quiet, by inhibit rules. An alert is inhibited while one fires that matches the rule's source side and
/// has the same values of the labels `equal`; those that match both sides do not inhibit one another, nor themselves. Alerts that
/// are silenced or inhibited inhibit as well.
class Inhibition {
 public:
  /// `labels` are the full labels of the alerts; the rules must outlive this.
  Inhibition(std::span<const Alert> alerts, std::span<const Labels> labels, std::span<const InhibitRule> rules);

  /// When an alert of these labels is inhibited; valid as long as this.
  Mutes of(const Labels& labels) const;

 private:
  using Values = std::vector<std::string>;  ///< of a rule's `equal`
  struct Sources {
    const InhibitRule* rule;
    std::map<Values, Spans> all, one_sided;  ///< one_sided: of sources that the target side does not match
  };

  std::vector<Sources> sources_;
};

}  // namespace invmon::policy

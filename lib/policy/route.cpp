#include "policy/route.hpp"

#include <algorithm>

namespace invmon::policy {
namespace {

std::string text_of(const Matchers& matchers) {
  std::string text = "{";
  for (const Matcher& matcher : matchers) {
    if (text.size() > 1) text += ',';
    text += matcher.text();
  }
  return text + '}';
}

/// Whether the node or one below takes the alert.
bool add_matches(const Route& node, const std::string& parents, const Labels& labels, std::vector<RouteMatch>& found) {
  if (!all_match(node.matchers, labels)) return false;
  const std::string key = parents + text_of(node.matchers);
  bool taken = false;
  for (const Route& child : node.routes) {
    const bool matched = add_matches(child, key + '/', labels, found);
    taken = taken || matched;
    if (matched && !child.continues) break;
  }
  if (!taken) found.push_back({&node, key});
  return true;
}

}  // namespace

std::vector<RouteMatch> matching_routes(const Route& root, const Labels& labels) {
  std::vector<RouteMatch> found;
  add_matches(root, "", labels, found);
  return found;
}

Labels group_labels(const Route& route, const Labels& labels) {
  const auto named = [&](const std::string& name) {
    return std::find(route.group_by.begin(), route.group_by.end(), name) != route.group_by.end();
  };
  Labels chosen = labels;
  if (!named("...")) std::erase_if(chosen, [&](const auto& label) { return !named(label.first); });
  return chosen;
}

std::string group_key(const RouteMatch& match, const Labels& group_labels) {
  std::string labels;
  for (const auto& [name, value] : group_labels) {
    if (!labels.empty()) labels += ", ";
    labels += name + '=' + quoted(value);
  }
  return match.key + ":{" + labels + '}';
}

}  // namespace invmon::policy

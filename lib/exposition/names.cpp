#include "exposition/names.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::exposition {
namespace {

using record::YamlReader;

constexpr std::array<std::string_view, 2> kExportKeys = {"prefix", "names"};
constexpr std::array<std::string_view, 5> kWords = {"transactions", "items", "retries", "errors", "duration"};

bool is_small(char c) { return is_letter(c) && !is_capital(c); }

std::vector<std::string> known_words(const record::Profile& profile) {
  std::vector<std::string> known(kWords.begin(), kWords.end());
  for (const auto& gauge : profile.gauges) known.push_back(gauge.name);
  return known;
}

void read_words(YamlReader& yaml, const YAML::Node& node, const std::vector<std::string>& known, Names& names) {
  if (!node.IsMap()) return yaml.fail(node, "names must be a map", "write it like {transactions: requests}");
  for (const auto& entry : node) {
    const auto key = yaml.text(entry.first, "a name").value_or("");
    if (!known.empty() && std::ranges::find(known, key) == known.end()) {
      return yaml.fail(entry.first, fmt::format("there is no metric '{}' to rename", key), did_you_mean(key, known));
    }
    names.words[key] = yaml.text(entry.second, key).value_or("");
  }
}

}  // namespace

Result<Names> parse_names(const record::Profile& profile) {
  Names names{profile.name, {}};
  std::size_t texts_left = profile.texts.size();
  const auto read = record::read_texts(profile.texts, [&](YamlReader& yaml, const YAML::Node& root) {
    const bool own = --texts_left == 0;
    const YAML::Node node = root["export"];
    if (!node.IsDefined() || !yaml.check_map(node, "export", kExportKeys)) return;
    if (const auto prefix = yaml.text(node["prefix"], "prefix")) names.prefix = *prefix;
    // Gauges that an inherited section renames may be gone.
    if (node["names"].IsDefined())
      read_words(yaml, node["names"], own ? known_words(profile) : std::vector<std::string>(), names);
  });
  if (!read) return read.error();
  return names;
}

std::string snake_case(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_capital(c)) {
      if (i > 0 && (is_small(text[i - 1]) || is_digit(text[i - 1]))) out += '_';
      out += static_cast<char>(c - 'A' + 'a');
    } else {
      out += is_small(c) || is_digit(c) ? c : '_';
    }
  }
  out.erase(0, std::min(out.find_first_not_of('_'), out.size()));
  return out.empty() || is_digit(out.front()) ? "_" + out : out;
}

}  // namespace invmon::exposition

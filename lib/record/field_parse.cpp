#include "record/field_parse.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "record/key_text.hpp"

namespace invmon::record {
namespace {

using std::string_view;

constexpr std::array kTimeKeys = {string_view("path"), string_view("format"), string_view("zone"), string_view("nanos")};
constexpr std::array kDurationKeys = {string_view("path"), string_view("unit"), string_view("from"), string_view("to")};
constexpr std::array kDimensionKeys = {string_view("name"), string_view("path"), string_view("match"),
                                       string_view("fold"), string_view("map"),  string_view("default")};

constexpr std::array<std::pair<string_view, TimeFormat>, 6> kTimeFormats = {{{"rfc3339", TimeFormat::rfc3339},
                                                                             {"clf", TimeFormat::clf},
                                                                             {"epoch_s", TimeFormat::epoch_s},
                                                                             {"epoch_ms", TimeFormat::epoch_ms},
                                                                             {"epoch_us", TimeFormat::epoch_us},
                                                                             {"epoch_ns", TimeFormat::epoch_ns}}};

std::string required_text(YamlReader& yaml, const YAML::Node& map, const char* key, string_view what) {
  const auto text = yaml.text(map[key], key);
  if (!text) yaml.fail(map, fmt::format("{} has no {}", what, key));
  return text.value_or("");
}

TimeFormat read_time_format(YamlReader& yaml, const YAML::Node& node) {
  const auto format = yaml.text(node, "format");
  if (!format) return TimeFormat::automatic;
  const auto known = std::ranges::find(kTimeFormats, *format, [](const auto& named) { return named.first; });
  if (known != kTimeFormats.end()) return known->second;
  yaml.fail(node, fmt::format("unknown time format '{}'", *format),
            "rfc3339, clf, epoch_s, epoch_ms, epoch_us and epoch_ns are known");
  return TimeFormat::automatic;
}

TimeField read_time(YamlReader& yaml, const YAML::Node& node, string_view what) {
  TimeField field;
  if (node.IsScalar()) {
    field.path = yaml.text(node, what).value_or("");
    return field;
  }
  if (!yaml.check_map(node, what, kTimeKeys)) return field;
  field.path = required_text(yaml, node, "path", what);
  field.format = read_time_format(yaml, node["format"]);
  field.nanos = yaml.text(node["nanos"], "nanos");
  if (const auto zone = yaml.text(node["zone"], "zone")) {
    auto loaded = TimeZone::load(*zone);
    if (!loaded) {
      yaml.fail(node["zone"], loaded.error().what, loaded.error().hint);
    } else {
      field.zone = *loaded;
    }
  }
  return field;
}

DurationField read_duration(YamlReader& yaml, const YAML::Node& node) {
  DurationField field;
  if (node.IsScalar()) {
    field.path = yaml.text(node, "duration").value_or("");
    return field;
  }
  if (!yaml.check_map(node, "duration", kDurationKeys)) return field;
  const bool difference = node["from"].IsDefined() || node["to"].IsDefined();
  if (difference) {
    if (node["path"].IsDefined() || node["unit"].IsDefined() || !node["from"].IsDefined() || !node["to"].IsDefined()) {
      yaml.fail(node, "duration takes either path and unit, or both from and to");
      return field;
    }
    field.from = read_time(yaml, node["from"], "from");
    field.to = read_time(yaml, node["to"], "to");
    return field;
  }
  field.path = required_text(yaml, node, "path", "duration");
  if (const auto unit = yaml.text(node["unit"], "unit")) {
    const auto known = parse_time_unit(*unit);
    if (!known) yaml.fail(node["unit"], fmt::format("unknown unit '{}'", *unit), "ns, us, ms, s, m, h and d are known");
    field.unit = known.value_or(TimeUnit::seconds);
  }
  return field;
}

/// A text, or a list of texts.
std::vector<std::string> read_texts(YamlReader& yaml, const YAML::Node& node, string_view what) {
  if (!node.IsSequence()) return {yaml.text(node, what).value_or("")};
  std::vector<std::string> texts;
  for (const auto& item : node) texts.push_back(yaml.text(item, what).value_or(""));
  if (texts.empty()) yaml.fail(node, fmt::format("{} is an empty list", what));
  return texts;
}

std::vector<DimensionField::Category> read_categories(YamlReader& yaml, const YAML::Node& node) {
  std::vector<DimensionField::Category> categories;
  if (!node.IsMap()) {
    yaml.fail(node, "map must be a map from categories to lists of texts", "write it like {system: [DB_*, CACHE_*]}");
    return categories;
  }
  for (const auto& entry : node) {
    auto& category = categories.emplace_back();
    category.name = yaml.text(entry.first, "a category").value_or("");
    if (entry.second.IsMap()) {
      yaml.fail(entry.second, "a category must be a text or a list of them");
    } else {
      category.patterns = read_texts(yaml, entry.second, "a category");
    }
  }
  return categories;
}

DimensionField read_dimension(YamlReader& yaml, const YAML::Node& node) {
  DimensionField field;
  if (node.IsScalar()) {
    field.name = yaml.text(node, "a dimension").value_or("");
    field.paths = {field.name};
    return field;
  }
  if (!yaml.check_map(node, "a dimension", kDimensionKeys)) return field;
  field.name = required_text(yaml, node, "name", "a dimension");
  if (!node["path"].IsDefined()) {
    yaml.fail(node, "a dimension has no path");
    return field;
  }
  field.paths = read_texts(yaml, node["path"], "path");
  if (const auto pattern = yaml.text(node["match"], "match")) {
    field.match = *pattern;
    if (const auto wrong = KeyText::check_pattern(*pattern); !wrong.empty()) yaml.fail(node["match"], wrong);
  }
  if (const auto fold = yaml.text(node["fold"], "fold")) {
    field.fold_path = *fold == "path";
    if (!field.fold_path) yaml.fail(node["fold"], fmt::format("can't fold '{}'", *fold), "path is known");
  }
  if (node["map"].IsDefined()) field.map = read_categories(yaml, node["map"]);
  if (node["default"].IsDefined() && field.map.empty()) yaml.fail(node["default"], "default is for a dimension with a map");
  if (const auto other = yaml.text(node["default"], "default")) field.other = *other;
  return field;
}

template <class Field>
void add_named(YamlReader& yaml, std::vector<Field>& fields, Field field, const YAML::Node& node) {
  const bool twice = std::ranges::find(fields, field.name, &Field::name) != fields.end();
  if (twice) yaml.fail(node, fmt::format("'{}' stands here twice", field.name));
  fields.push_back(std::move(field));
}

/// A field, or a list of those to try in turn.
template <class Read>
auto read_alternatives(YamlReader& yaml, const YAML::Node& node, const char* what, Read read) {
  std::vector<decltype(read(node))> fields;
  if (!node.IsSequence()) {
    fields.push_back(read(node));
    return fields;
  }
  if (node.size() == 0) yaml.fail(node, fmt::format("{} names no field", what));
  for (const auto& item : node) fields.push_back(read(item));
  return fields;
}

}  // namespace

std::vector<TimeField> read_times(YamlReader& yaml, const YAML::Node& node) {
  return read_alternatives(yaml, node, "time", [&](const YAML::Node& field) { return read_time(yaml, field, "time"); });
}

std::vector<DurationField> read_durations(YamlReader& yaml, const YAML::Node& node) {
  return read_alternatives(yaml, node, "duration", [&](const YAML::Node& field) { return read_duration(yaml, field); });
}

std::vector<DimensionField> read_dimensions(YamlReader& yaml, const YAML::Node& node) {
  std::vector<DimensionField> fields;
  if (!node.IsSequence()) {
    yaml.fail(node, "dimensions must be a list");
    return fields;
  }
  for (const auto& item : node) add_named(yaml, fields, read_dimension(yaml, item), item);
  return fields;
}

std::vector<GaugeField> read_gauges(YamlReader& yaml, const YAML::Node& node) {
  std::vector<GaugeField> fields;
  if (!node.IsMap()) {
    yaml.fail(node, "gauges must be a map from names to paths");
    return fields;
  }
  for (const auto& entry : node) {
    const auto name = yaml.text(entry.first, "a gauge's name").value_or("");
    add_named(yaml, fields, GaugeField{name, yaml.text(entry.second, "a gauge's path").value_or("")}, entry.first);
  }
  return fields;
}

}  // namespace invmon::record

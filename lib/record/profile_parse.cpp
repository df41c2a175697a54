#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "record/expression.hpp"
#include "record/profile.hpp"
#include "record/record.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::record {
namespace {

using std::string_view;

constexpr std::array kProfileKeys = {string_view("name"),      string_view("components"),    string_view("cost"),
                                     string_view("extends"),   string_view("fields"),        string_view("failure"),
                                     string_view("flows"),     string_view("inhibit_rules"), string_view("priorities"),
                                     string_view("receivers"), string_view("report"),        string_view("routes"),
                                     string_view("rules"),     string_view("sequences"),     string_view("silences"),
                                     string_view("slos"),      string_view("transaction")};
constexpr std::array kFieldKeys = {string_view("time"),       string_view("duration"), string_view("error_code"),
                                   string_view("retries"),    string_view("items"),    string_view("id"),
                                   string_view("dimensions"), string_view("gauges")};
constexpr std::array kTimeKeys = {string_view("path"), string_view("format"), string_view("zone")};
constexpr std::array kDurationKeys = {string_view("path"), string_view("unit"), string_view("from"), string_view("to")};
constexpr std::array kDimensionKeys = {string_view("name"), string_view("path"), string_view("map"), string_view("default")};
constexpr std::array kReportKeys = {string_view("by"), string_view("window"), string_view("streak_threshold"),
                                    string_view("lateness")};

constexpr std::array<std::pair<string_view, TimeFormat>, 6> kTimeFormats = {{{"rfc3339", TimeFormat::rfc3339},
                                                                             {"clf", TimeFormat::clf},
                                                                             {"epoch_s", TimeFormat::epoch_s},
                                                                             {"epoch_ms", TimeFormat::epoch_ms},
                                                                             {"epoch_us", TimeFormat::epoch_us},
                                                                             {"epoch_ns", TimeFormat::epoch_ns}}};

/// Reads one text of a profile, section by section, over what the profiles that it extends have said.
class ProfileParser {
 public:
  explicit ProfileParser(const ProfileText& text) : yaml_(text.name), root_(yaml_.load(text.yaml)) {}

  /// The name of the profile that the text extends, if any.
  Result<std::optional<std::string>> extended() {
    std::optional<std::string> name;
    if (root_.IsMap()) name = yaml_.text(root_["extends"], "extends");
    if (yaml_.failed()) return yaml_.error();
    return name;
  }

  Result<Profile> parse(Profile inherited) {
    profile_ = std::move(inherited);
    const auto& root = root_;
    if (yaml_.check_map(root, "a profile", kProfileKeys)) {
      if (const auto name = yaml_.text(root["name"], "name")) {
        profile_.name = *name;
      } else {
        yaml_.fail(root, "the profile has no name", "add 'name: ...'");
      }
      read_fields(root);
      if (root["transaction"].IsDefined()) profile_.transaction = yaml_.expression(root["transaction"], "transaction");
      if (root["failure"].IsDefined()) profile_.failure = yaml_.expression(root["failure"], "failure");
      if (root["report"].IsDefined()) read_report(root["report"]);
      check_by(root["report"].IsDefined() ? root["report"] : root);
    }
    if (yaml_.failed()) return yaml_.error();
    return std::move(profile_);
  }

 private:
  void read_fields(const YAML::Node& root) {
    const auto fields = root["fields"];
    const bool inherits = !profile_.time.path.empty();
    if (!fields.IsDefined() && inherits) return;
    if (!fields.IsDefined()) return yaml_.fail(root, "the profile has no fields", "add 'fields:' with at least 'time: PATH'");
    if (!yaml_.check_map(fields, "fields", kFieldKeys)) return;
    if (fields["time"].IsDefined()) {
      profile_.time = read_time(fields["time"], "time");
    } else if (!inherits) {
      return yaml_.fail(fields, "no field holds the time", "add 'time: PATH'");
    }
    if (fields["duration"].IsDefined()) read_durations(fields["duration"]);
    const auto path = [&](const char* key, std::optional<std::string>& field) {
      if (fields[key].IsDefined()) field = yaml_.text(fields[key], key);
    };
    path("error_code", profile_.error_code);
    path("retries", profile_.retries);
    path("items", profile_.items);
    path("id", profile_.id);
    if (fields["dimensions"].IsDefined()) read_dimensions(fields["dimensions"]);
    if (fields["gauges"].IsDefined()) read_gauges(fields["gauges"]);
  }

  std::string required_text(const YAML::Node& map, const char* key, string_view what) {
    const auto text = yaml_.text(map[key], key);
    if (!text) yaml_.fail(map, fmt::format("{} has no {}", what, key));
    return text.value_or("");
  }

  TimeField read_time(const YAML::Node& node, string_view what) {
    TimeField field;
    if (node.IsScalar()) {
      field.path = yaml_.text(node, what).value_or("");
      return field;
    }
    if (!yaml_.check_map(node, what, kTimeKeys)) return field;
    field.path = required_text(node, "path", what);
    if (const auto format = yaml_.text(node["format"], "format")) {
      const auto known =
          std::find_if(kTimeFormats.begin(), kTimeFormats.end(), [&](const auto& f) { return f.first == *format; });
      if (known == kTimeFormats.end()) {
        yaml_.fail(node["format"], fmt::format("unknown time format '{}'", *format),
                   "rfc3339, clf, epoch_s, epoch_ms, epoch_us and epoch_ns are known");
      } else {
        field.format = known->second;
      }
    }
    if (const auto zone = yaml_.text(node["zone"], "zone")) {
      auto loaded = TimeZone::load(*zone);
      if (!loaded) {
        yaml_.fail(node["zone"], loaded.error().what, loaded.error().hint);
      } else {
        field.zone = *loaded;
      }
    }
    return field;
  }

  void read_durations(const YAML::Node& node) {
    profile_.durations.clear();
    if (!node.IsSequence()) return profile_.durations.push_back(read_duration(node));
    if (node.size() == 0) yaml_.fail(node, "duration names no field");
    for (const auto& item : node) profile_.durations.push_back(read_duration(item));
  }

  DurationField read_duration(const YAML::Node& node) {
    DurationField field;
    if (node.IsScalar()) {
      field.path = yaml_.text(node, "duration").value_or("");
      return field;
    }
    if (!yaml_.check_map(node, "duration", kDurationKeys)) return field;
    const bool difference = node["from"].IsDefined() || node["to"].IsDefined();
    if (difference) {
      if (node["path"].IsDefined() || node["unit"].IsDefined() || !node["from"].IsDefined() || !node["to"].IsDefined()) {
        yaml_.fail(node, "duration takes either path and unit, or both from and to");
        return field;
      }
      field.from = read_time(node["from"], "from");
      field.to = read_time(node["to"], "to");
      return field;
    }
    field.path = required_text(node, "path", "duration");
    if (const auto unit = yaml_.text(node["unit"], "unit")) {
      const auto known = parse_time_unit(*unit);
      if (!known) yaml_.fail(node["unit"], fmt::format("unknown unit '{}'", *unit), "ns, us, ms, s, m, h and d are known");
      field.unit = known.value_or(TimeUnit::seconds);
    }
    return field;
  }

  void read_dimensions(const YAML::Node& node) {
    profile_.dimensions.clear();
    if (!node.IsSequence()) return yaml_.fail(node, "dimensions must be a list");
    for (const auto& item : node) {
      DimensionField field;
      if (item.IsScalar()) {
        field.name = field.path = yaml_.text(item, "a dimension").value_or("");
      } else if (yaml_.check_map(item, "a dimension", kDimensionKeys)) {
        field.name = required_text(item, "name", "a dimension");
        field.path = required_text(item, "path", "a dimension");
        if (item["map"].IsDefined()) field.map = read_categories(item["map"]);
        if (item["default"].IsDefined() && field.map.empty())
          yaml_.fail(item["default"], "default is for a dimension with a map");
        if (const auto other = yaml_.text(item["default"], "default")) field.other = *other;
      }
      add_named(profile_.dimensions, std::move(field), item);
    }
  }

  std::vector<DimensionField::Category> read_categories(const YAML::Node& node) {
    std::vector<DimensionField::Category> categories;
    if (!node.IsMap()) {
      yaml_.fail(node, "map must be a map from categories to lists of texts", "write it like {system: [DB_*, CACHE_*]}");
      return categories;
    }
    for (const auto& entry : node) {
      auto& category = categories.emplace_back();
      category.name = yaml_.text(entry.first, "a category").value_or("");
      if (entry.second.IsScalar()) {
        category.patterns.push_back(yaml_.text(entry.second, "a text").value_or(""));
      } else if (entry.second.IsSequence()) {
        for (const auto& pattern : entry.second) category.patterns.push_back(yaml_.text(pattern, "a text").value_or(""));
      } else {
        yaml_.fail(entry.second, "a category must be a text or a list of them");
      }
    }
    return categories;
  }

  void read_gauges(const YAML::Node& node) {
    profile_.gauges.clear();
    if (!node.IsMap()) return yaml_.fail(node, "gauges must be a map from names to paths");
    for (const auto& entry : node) {
      const auto name = yaml_.text(entry.first, "a gauge's name").value_or("");
      add_named(profile_.gauges, {name, yaml_.text(entry.second, "a gauge's path").value_or("")}, entry.first);
    }
  }

  template <class Field>
  void add_named(std::vector<Field>& fields, Field field, const YAML::Node& node) {
    const bool twice = std::any_of(fields.begin(), fields.end(), [&](const auto& other) { return other.name == field.name; });
    if (twice) yaml_.fail(node, fmt::format("'{}' stands here twice", field.name));
    fields.push_back(std::move(field));
  }

  void read_report(const YAML::Node& node) {
    if (!yaml_.check_map(node, "report", kReportKeys)) return;
    if (node["by"].IsDefined()) read_by(node["by"]);
    if (const auto window = yaml_.text(node["window"], "window")) {
      if (*window != "auto" && parse_span(*window).value_or(0) < kMillisecond) {
        yaml_.fail(node["window"], fmt::format("not a window: '{}'", *window), "write auto, or a length such as 5m, 1h or 1d");
      }
      profile_.report_window = *window;
    }
    if (const auto threshold = yaml_.natural(node["streak_threshold"], "streak_threshold"))
      profile_.streak_threshold = *threshold;
    if (const auto lateness = yaml_.text(node["lateness"], "lateness")) {
      const auto span = parse_span(*lateness);
      if (!span || *span < 0)
        yaml_.fail(node["lateness"], fmt::format("not a span of time: '{}'", *lateness), "write it like 10s");
      profile_.lateness = span.value_or(0);
    }
  }

  void read_by(const YAML::Node& node) {
    profile_.report_by.clear();
    if (!node.IsSequence()) return yaml_.fail(node, "by must be a list of dimensions");
    for (const auto& item : node) {
      const auto name = yaml_.text(item, "a dimension").value_or("");
      check_dimension(name, item);
      const bool twice = std::find(profile_.report_by.begin(), profile_.report_by.end(), name) != profile_.report_by.end();
      if (twice) yaml_.fail(item, fmt::format("'{}' stands here twice", name));
      profile_.report_by.push_back(name);
    }
    if (profile_.report_by.size() > kMaxDimensions) yaml_.fail(node, fmt::format("more than {} dimensions", kMaxDimensions));
  }

  void check_dimension(const std::string& name, const YAML::Node& node) {
    std::vector<std::string> names;
    for (const auto& dimension : profile_.dimensions) names.push_back(dimension.name);
    if (std::find(names.begin(), names.end(), name) != names.end()) return;
    yaml_.fail(node, fmt::format("unknown dimension '{}'", name), did_you_mean(name, names));
  }

  /// Dimensions of an inherited report may be gone.
  void check_by(const YAML::Node& node) {
    for (const auto& name : profile_.report_by) check_dimension(name, node);
  }

  YamlReader yaml_;
  YAML::Node root_;
  Profile profile_;
};

constexpr std::size_t kMaxAncestors = 16;

Result<Profile> parse_chain(ProfileText text) {
  std::vector<ProfileText> texts = {std::move(text)};
  std::vector<ProfileParser> parsers = {ProfileParser(texts.back())};
  for (;;) {
    const auto base = parsers.back().extended();
    if (!base) return base.error();
    if (!*base) break;
    if (texts.size() > kMaxAncestors) {
      return Error{ErrorKind::configuration, texts.front().name, "extends itself, or too many others", ""};
    }
    auto found = find_profile(**base, texts.back().name);
    if (!found) return found.error();
    texts.push_back(*std::move(found));
    parsers.emplace_back(texts.back());
  }
  Profile profile;
  for (auto parser = parsers.rbegin(); parser != parsers.rend(); ++parser) {
    auto parsed = parser->parse(std::move(profile));
    if (!parsed) return parsed.error();
    profile = *std::move(parsed);
  }
  std::reverse(texts.begin(), texts.end());
  profile.texts = std::move(texts);
  return profile;
}

}  // namespace

Result<Profile> parse_profile(string_view yaml, string_view name) {
  try {
    return parse_chain({std::string(name), std::string(yaml)});
  } catch (const YAML::Exception& failure) {
    return Error{ErrorKind::configuration, std::string(name), failure.what(), ""};
  }
}

}  // namespace invmon::record

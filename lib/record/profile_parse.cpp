#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "record/expression.hpp"
#include "record/field_parse.hpp"
#include "record/profile.hpp"
#include "record/record.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::record {
namespace {

using std::string_view;

constexpr std::array kProfileKeys = {
    string_view("name"),     string_view("components"),    string_view("cost"),       string_view("detect"),
    string_view("export"),   string_view("extends"),       string_view("fields"),     string_view("failure"),
    string_view("flows"),    string_view("inhibit_rules"), string_view("priorities"), string_view("receivers"),
    string_view("report"),   string_view("routes"),        string_view("rules"),      string_view("sequences"),
    string_view("silences"), string_view("slos"),          string_view("transaction")};
constexpr std::array kFieldKeys = {string_view("time"),    string_view("duration"),   string_view("error_code"),
                                   string_view("retries"), string_view("items"),      string_view("count"),
                                   string_view("id"),      string_view("dimensions"), string_view("gauges")};
constexpr std::array kReportKeys = {string_view("by"), string_view("window"), string_view("streak_threshold"),
                                    string_view("lateness")};

constexpr std::array kDetectKeys = {string_view("needs"), string_view("hints")};

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
      profile_.detect = read_detect(root["detect"]);
      check_by(root["report"].IsDefined() ? root["report"] : root);
    }
    if (yaml_.failed()) return yaml_.error();
    return std::move(profile_);
  }

 private:
  void read_fields(const YAML::Node& root) {
    const auto fields = root["fields"];
    const bool inherits = !profile_.times.empty();
    if (!fields.IsDefined() && inherits) return;
    if (!fields.IsDefined()) return yaml_.fail(root, "the profile has no fields", "add 'fields:' with at least 'time: PATH'");
    if (!yaml_.check_map(fields, "fields", kFieldKeys)) return;
    if (fields["time"].IsDefined()) {
      profile_.times = read_times(yaml_, fields["time"]);
    } else if (!inherits) {
      return yaml_.fail(fields, "no field holds the time", "add 'time: PATH'");
    }
    if (fields["duration"].IsDefined()) profile_.durations = read_durations(yaml_, fields["duration"]);
    const auto path = [&](const char* key, std::optional<std::string>& field) {
      if (fields[key].IsDefined()) field = yaml_.text(fields[key], key);
    };
    path("error_code", profile_.error_code);
    path("retries", profile_.retries);
    path("items", profile_.items);
    path("count", profile_.count);
    path("id", profile_.id);
    if (fields["dimensions"].IsDefined()) profile_.dimensions = read_dimensions(yaml_, fields["dimensions"]);
    if (fields["gauges"].IsDefined()) profile_.gauges = read_gauges(yaml_, fields["gauges"]);
  }

  /// Lines of a profile that extends another one need not look like the other's.
  DetectSection read_detect(const YAML::Node& node) {
    DetectSection detect;
    if (!node.IsDefined() || !yaml_.check_map(node, "detect", kDetectKeys)) return detect;
    const auto read = [&](const char* key, std::vector<SourcedText>& expressions) {
      if (!node[key].IsDefined()) return;
      if (!node[key].IsSequence()) return yaml_.fail(node[key], fmt::format("{} must be a list of expressions", key));
      for (const auto& item : node[key]) {
        if (auto expression = yaml_.expression(item, key)) expressions.push_back(*std::move(expression));
      }
    };
    read("needs", detect.needs);
    read("hints", detect.hints);
    return detect;
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

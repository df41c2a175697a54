#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "base/units.hpp"

namespace invmon::record {

/// How a field that holds a point in time is written.
enum class TimeFormat { automatic, rfc3339, clf, epoch_s, epoch_ms, epoch_us, epoch_ns };

struct TimeField {
  std::string path;
  TimeFormat format = TimeFormat::automatic;  ///< automatic: RFC 3339 or common log format text, numbers by magnitude
  TimeZone zone;                              ///< of times without an offset
  std::optional<std::string> nanos = {};      ///< where the nanoseconds stand that are to be added
};

/// A duration: a number of `unit`s (or a text, see parse_duration_seconds) at `path`, or the time from `from` to `to`.
struct DurationField {
  std::string path;
  TimeUnit unit = TimeUnit::seconds;
  std::optional<TimeField> from;  ///< set together with `to` in place of `path`
  std::optional<TimeField> to;
};

/// A name for the number that stands at a path.
struct GaugeField {
  std::string name;
  std::string path;
};

/// What can be grouped by: the text at a path, what a pattern finds in it, or the category that it falls into.
struct DimensionField {
  std::string name;
  std::vector<std::string> paths;  ///< the first that a record has counts

  struct Category {
    std::string name;
    std::vector<std::string> patterns;  ///< with `*` for any text
  };
  std::vector<Category> map;    ///< the first that matches counts; none: the text itself
  std::string other = "other";  ///< the category of a text that none matches (`default`)

  std::string match = {};  ///< RE2 with one group: the key is what the group holds; empty: the whole text
  bool fold_path = false;  ///< `fold: path`: of a URL, the path with ids and numbers folded
};

/// A text with the place it was read from, for messages.
struct SourcedText {
  std::string text;
  std::string where;  ///< "profile.yaml:14:14"
};

/// What lines of this profile look like: all needs hold for them, and many of the hints. Expressions.
struct DetectSection {
  std::vector<SourcedText> needs;
  std::vector<SourcedText> hints;
};

/// The YAML of a profile, and what it is called in messages.
struct ProfileText {
  std::string name;
  std::string yaml;
};

/// What the lines of a log mean. Read from one YAML file; plain data.
struct Profile {
  std::string name;
  enum class Origin { builtin, file, detected } origin = Origin::file;

  std::vector<TimeField> times;           ///< the first that a record has counts; at least one
  std::vector<DurationField> durations;   ///< the first that a record has counts
  std::optional<std::string> error_code;  ///< paths
  std::optional<std::string> retries;
  std::optional<std::string> items;
  std::optional<std::string> count;  ///< of how many transactions a line tells
  std::optional<std::string> id;
  std::vector<DimensionField> dimensions;
  std::vector<GaugeField> gauges;

  std::optional<SourcedText> transaction;  ///< expressions; without one every record is a transaction
  std::optional<SourcedText> failure;      ///< without one nothing is a failure

  DetectSection detect;

  std::vector<std::string> report_by;  ///< names of dimensions
  std::string report_window = "auto";
  std::uint64_t streak_threshold = 5;  ///< runs of failures of at least this length are reported (report.streak_threshold)
  Nanos lateness = 10 * kSecond;       ///< how far lines of one source may be out of order (report.lateness)

  std::vector<ProfileText> texts;  ///< what it was read from: the profiles that it extends, the farthest first, then its own
};

/// Where a profile comes from, as reports say it: "builtin", "file", "detected".
std::string_view name(Profile::Origin origin);

/// Reads a profile from YAML. `name` stands before line and column in errors; a profile that it `extends` is a built-in one, or a
/// file relative to the folder of `name`. Unknown keys, wrong types and bad expressions are errors with `name:line:column` and
/// the nearest spelling. The sections on policy (rules, slos, ...) are left to invmon::policy.
Result<Profile> parse_profile(std::string_view yaml, std::string_view name);

/// A built-in profile by its name, else the file at that path. Errors list the built-in ones, or say why the file can't be read.
Result<Profile> load_profile(const std::string& name_or_path);

/// The text of a built-in profile, or of the file at that path; a relative one that `from`, a file's path, names is looked for
/// beside it. Errors like those of load_profile.
Result<ProfileText> find_profile(const std::string& name_or_path, const std::string& from);

/// The built-in profiles' names, sorted.
std::vector<std::string> builtin_profile_names();

/// The YAML of a built-in profile; empty if there is none of that name.
std::string_view builtin_profile_text(std::string_view name);

}  // namespace invmon::record

#include "pipeline/rule_test_series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "pipeline/rule_test_record.hpp"
#include "record/number.hpp"

namespace invmon::pipeline {
namespace {

using record::YamlReader;
using std::string_view;

constexpr std::array kSeriesKeys = {string_view("fields"), string_view("records"), string_view("values")};
constexpr std::uint64_t kMaxRecords = 1'000'000;
constexpr string_view kNoRecord = "_";

/// Of a duration between two times; about 30 years.
constexpr double kLongestSeconds = 1e9;

/// A value of the series, so many times.
struct Run {
  std::optional<Json> record;  ///< absent: none, for a gap
  std::optional<double> duration;
  std::uint64_t count = 1;
};

/// The number behind the last `x` of a word.
std::optional<std::uint64_t> count_in(string_view digits) {
  std::uint64_t count = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  const bool whole = error == std::errc() && stop == digits.data() + digits.size() && count > 0;
  return whole ? std::optional(count) : std::nullopt;
}

/// Reads the words of `values` one after the other.
class SeriesReader {
 public:
  SeriesReader(YamlReader& yaml, const YAML::Node& node, const SeriesFrame& frame) : yaml_(yaml), node_(node), frame_(frame) {}

  std::string read() {
    if (!yaml_.check_map(node_, "a series", kSeriesKeys)) return {};
    read_records();
    const auto values = yaml_.text(node_["values"], "values");
    if (!values) yaml_.fail(node_, "the series has no values", "write them like 'ok x10 fail x5'");
    std::istringstream words(values.value_or(""));
    for (std::string word; !yaml_.failed() && words >> word;) read_word(word);
    return yaml_.failed() ? std::string() : lines();
  }

 private:
  void read_records() {
    put_all(node_["fields"], "fields", plain_);
    const auto records = node_["records"];
    if (!records.IsDefined() || yaml_.failed()) return;
    if (!records.IsMap()) return yaml_.fail(records, "records must be a map from names to fields");
    for (const auto& entry : records) {
      const auto name = yaml_.text(entry.first, "a record's name").value_or("");
      Json record = plain_;
      put_all(entry.second, "a record", record);
      records_.emplace(name, std::move(record));
    }
  }

  void put_all(const YAML::Node& fields, string_view what, Json& record) {
    if (!fields.IsDefined() || yaml_.failed()) return;
    if (!fields.IsMap()) return yaml_.fail(fields, fmt::format("{} must be a map from paths to values", what));
    for (const auto& entry : fields) {
      record.put(yaml_.text(entry.first, "a field's name").value_or(""), to_json(yaml_, entry.second));
    }
  }

  void read_word(const std::string& word) {
    const auto x = word.rfind('x');
    const auto count =
        x == std::string::npos || records_.contains(word) ? std::nullopt : count_in(string_view(word).substr(x + 1));
    const std::string value = count ? word.substr(0, x) : word;
    if (!value.empty()) {
      runs_.push_back(run_of(value));
      repeated_ = false;
    } else if (runs_.empty() || repeated_) {
      return yaml_.fail(node_["values"], fmt::format("'{}' repeats nothing", word), "write it behind a value: 'ok x10'");
    }
    if (!count) return;
    runs_.back().count = *count;
    repeated_ = true;
  }

  Run run_of(const std::string& value) {
    if (value == kNoRecord) return {};
    if (const auto found = records_.find(value); found != records_.end()) return {found->second, {}};
    const auto number = record::parse_number(value);
    if (!number) fail_unknown(value);
    const double duration = number ? number->number() : 0;
    if (frame_.profile.durations.empty()) {
      yaml_.fail(node_["values"], fmt::format("{} would be a duration, and the profile has none", value));
    } else if (duration < 0 || (frame_.profile.durations.front().from && duration > kLongestSeconds)) {
      yaml_.fail(node_["values"], fmt::format("{} is no duration", value));
    }
    return {plain_, duration};
  }

  void fail_unknown(const std::string& value) {
    std::vector<std::string> names;
    for (const auto& entry : records_) names.push_back(entry.first);
    yaml_.fail(node_["values"], fmt::format("no record is called '{}'", value),
               did_you_mean(value, names, "values are names of records, durations, and _ for none"));
  }

  std::string lines() {
    std::string out;
    std::uint64_t written = 0;
    Nanos time = frame_.start;
    for (const Run& run : runs_) {
      for (std::uint64_t i = 0; i < run.count && time < frame_.end; ++i, time += frame_.interval) {
        if (++written > kMaxRecords) {
          yaml_.fail(node_["values"], "a series of more than 1,000,000 values");
          return {};
        }
        if (run.record) out += line(run, time);
      }
    }
    return out;
  }

  std::string line(const Run& run, Nanos time) const {
    const auto& time_field = frame_.profile.times.front();
    Json record = *run.record;
    record.put(time_field.path, to_json(time_field, time));
    if (run.duration) put_duration(record, frame_.profile.durations.front(), *run.duration, time);
    return record.text() + "\n";
  }

  void put_duration(Json& record, const record::DurationField& field, double duration, Nanos time) const {
    if (!field.from) return record.put(field.path, Json(fmt::format("{}", duration)));
    const Nanos span = std::llround(duration * static_cast<double>(kSecond));
    const bool ends_now = field.to->path == frame_.profile.times.front().path;
    record.put(field.from->path, to_json(*field.from, ends_now ? time - span : time));
    record.put(field.to->path, to_json(*field.to, ends_now ? time : time + span));
  }

  YamlReader& yaml_;
  const YAML::Node& node_;
  const SeriesFrame& frame_;
  Json plain_;  ///< the fields of every record
  std::map<std::string, Json> records_;
  std::vector<Run> runs_;
  bool repeated_ = false;  ///< the last of the runs has its count
};

}  // namespace

std::string read_series(YamlReader& yaml, const YAML::Node& node, const SeriesFrame& frame) {
  return SeriesReader(yaml, node, frame).read();
}

std::string line_at(const record::Profile& profile, Nanos time) {
  Json record;
  record.put(profile.times.front().path, to_json(profile.times.front(), time));
  return record.text() + "\n";
}

}  // namespace invmon::pipeline

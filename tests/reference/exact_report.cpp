#include "reference/exact_report.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "reference/exact_record.hpp"
#include "reference/exact_statistics.hpp"

namespace invmon::reference {
namespace {

using Lines = std::vector<const Line*>;

constexpr std::uint64_t kThreshold = 5;
constexpr Nanos kLateness = 10 * kSecond;
constexpr std::uint64_t kFirstBytes = 1024 * 1024;
constexpr std::string_view kOther = "(other)";
constexpr std::string_view kGaugeNames[] = {"cpu_percent", "mem_mb"};
constexpr std::string_view kReasons[] = {"blank",    "malformed",    "no_time",  "bad_value",
                                         "too_long", "out_of_range", "filtered", "duplicate"};

/// Whole seconds of the automatic widths.
constexpr Nanos kWidths[] = {1, 5, 10, 30, 60, 300, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 7 * 86400};

kpi::Maybe ratio(double part, double whole) { return whole == 0 ? std::nullopt : kpi::Maybe(part / whole); }

kpi::Duration duration_of(const Lines& lines) {
  std::vector<double> values;
  for (const auto* line : lines) {
    if (line->transaction && line->duration) values.push_back(*line->duration);
  }
  kpi::Duration result;
  result.count = values.size();
  if (values.empty()) return result;
  result.sum = sum(values);
  result.mean = mean(values);
  result.min = *std::ranges::min_element(values);
  result.max = *std::ranges::max_element(values);
  result.stddev = std::sqrt(variance(values));
  result.p50 = quantile(values, 1, 2);
  result.p90 = quantile(values, 9, 10);
  result.p95 = quantile(values, 95, 100);
  result.p99 = quantile(values, 99, 100);
  result.p999 = quantile(values, 999, 1000);
  return result;
}

/// Of lines in event-time order.
kpi::Gauge gauge_of(const Lines& lines, std::size_t index) {
  std::vector<double> values;
  for (const auto* line : lines) {
    if (line->gauges[index]) values.push_back(*line->gauges[index]);
  }
  kpi::Gauge result;
  result.name = kGaugeNames[index];
  result.count = values.size();
  if (values.empty()) return result;
  result.mean = mean(values);
  result.min = *std::ranges::min_element(values);
  result.max = *std::ranges::max_element(values);
  result.last = values.back();
  result.p95 = quantile(values, 95, 100);
  return result;
}

/// All runs of failures among transactions in event-time order.
std::vector<stats::Run> runs_in(const Lines& transactions) {
  std::vector<Outcome> outcomes;
  for (const auto* line : transactions) outcomes.push_back({*line->time, line->failure});
  std::vector<stats::Run> runs;
  for (const auto& stretch : runs_of_failures(outcomes)) {
    runs.push_back({stretch.length(), outcomes[stretch.first].time, outcomes[stretch.last].time});
  }
  return runs;
}

kpi::Streaks streaks_of(const Lines& transactions) {
  kpi::Streaks result;
  result.threshold = kThreshold;
  const auto runs = runs_in(transactions);
  for (const auto& run : runs) {
    if (!result.longest || run.length > result.longest->length) result.longest = run;
    result.over_threshold += run.length >= kThreshold;
  }
  if (!transactions.empty() && transactions.back()->failure) result.open = runs.back().length;
  return result;
}

/// `lines`: records; `in_order`: those transactions among them that are not late. Both in event-time order.
kpi::Snapshot snapshot_of(const Lines& lines, const Lines& in_order, double seconds) {
  kpi::Snapshot result;
  std::uint64_t retried = 0;
  for (const auto* line : lines) {
    if (!line->transaction) continue;
    ++result.transactions;
    result.failures += line->failure;
    result.retries += line->retries;
    result.items += line->items;
    retried += line->retries > 0;
  }
  const auto transactions = static_cast<double>(result.transactions);
  result.error_rate = ratio(static_cast<double>(result.failures), transactions);
  if (result.error_rate) result.success_ratio = 1 - *result.error_rate;
  result.retry_rate = ratio(static_cast<double>(result.retries), transactions);
  result.retried_share = ratio(static_cast<double>(retried), transactions);
  if (result.retry_rate) result.retries_per_1k = 1000 * *result.retry_rate;
  result.items_per_minute = ratio(static_cast<double>(result.items), seconds / 60);
  result.transactions_per_minute = ratio(transactions, seconds / 60);
  result.duration = duration_of(lines);
  for (std::size_t i = 0; i < std::size(kGaugeNames); ++i) result.gauges.push_back(gauge_of(lines, i));
  result.streak = streaks_of(in_order);
  return result;
}

template <class Predicate>
Lines chosen(const Lines& lines, Predicate predicate) {
  Lines result;
  std::ranges::copy_if(lines, std::back_inserter(result), predicate);
  return result;
}

/// Builds one report.
class Builder {
 public:
  explicit Builder(const ReportOptions& options) : options_(options) {}

  report::Report build() {
    read();
    account();
    sort_by_time();
    set_windows();
    result_.profile_name = "inventory-bot";
    result_.profile_source = "builtin";
    result_.kpi = snapshot_of(records_, in_order_, seconds());
    for (std::size_t i = 0; i + 1 < edges_.size(); ++i) result_.windows.push_back(window(records_, in_order_, i));
    add_errors();
    for (std::size_t i = 0; i < options_.by.size(); ++i) add_dimension(i);
    add_runs(in_order_, std::nullopt, "");
    std::ranges::sort(result_.group_windows, {}, [](const auto& w) { return std::tuple(w.window.from, w.dimension, w.group); });
    std::ranges::sort(result_.streaks, {}, [](const auto& s) { return std::tuple(s.run.first, s.dimension, s.key, s.run.last); });
    return std::move(result_);
  }

 private:
  double seconds() const { return report::seconds_between(*result_.from, *result_.to); }

  LineRules rules() const {
    return {options_.from, options_.to, options_.where_field, options_.where_text, options_.by, options_.max_line};
  }

  void read_all(const LineRules& rules) {
    sources_.clear();
    result_.input.sources.clear();
    for (std::size_t i = 0; i < options_.paths.size(); ++i) {
      report::Source source;
      source.path = options_.paths[i];
      sources_.push_back(read_file(source.path, i, rules, source.bytes));
      result_.input.sources.push_back(source);
    }
  }

  void read() {
    auto line_rules = rules();
    if (options_.last) {
      read_all({{}, {}, {}, {}, {}, options_.max_line});
      std::optional<Nanos> end;
      for (const auto& lines : sources_) {
        for (const auto& line : lines) end = std::max(end, line.time);
      }
      line_rules.from = *end + kMillisecond - *options_.last;
    }
    result_.from = line_rules.from;
    result_.to = line_rules.to;
    read_all(line_rules);
  }

  void account() {
    auto& input = result_.input;
    for (const auto reason : kReasons) input.dropped.push_back({reason, 0});
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      auto& source = input.sources[i];
      source.lines = sources_[i].size();
      input.lines += source.lines;
      input.bytes += source.bytes;
      for (const auto& line : sources_[i]) {
        if (!line.dropped.empty()) {
          ++std::ranges::find(input.dropped, line.dropped, &report::DropCount::reason)->lines;
          continue;
        }
        records_.push_back(&line);
        source.first = source.first ? std::min(source.first, line.time) : line.time;
        source.last = std::max(source.last, line.time);
      }
    }
    input.records = records_.size();
    std::vector<std::size_t> by_first(sources_.size());
    for (std::size_t i = 0; i < by_first.size(); ++i) by_first[i] = i;
    const auto unsorted = input.sources;
    std::ranges::stable_sort(by_first, {}, [&](std::size_t i) { return std::tuple(!unsorted[i].first, unsorted[i].first); });
    for (std::size_t i = 0; i < by_first.size(); ++i) input.sources[i] = unsorted[by_first[i]];
    for (const auto i : by_first) add_examples(i);
  }

  void add_examples(std::size_t source) {
    static const std::set<std::string_view> kFaults = {"malformed", "no_time", "bad_value", "too_long"};
    for (const auto& line : sources_[source]) {
      if (!kFaults.contains(line.dropped) || result_.input.examples.size() == 10) continue;
      result_.input.examples.push_back({options_.paths[source], line.number, line.offset, line.dropped, ""});
    }
  }

  void sort_by_time() {
    const auto key = [](const Line* line) { return std::tuple(*line->time, line->source, line->number); };
    for (const auto& lines : sources_) add_in_order(lines);
    std::ranges::sort(records_, {}, key);
    std::ranges::sort(in_order_, {}, key);
  }

  /// Takes the transactions of a source that are not late: no more than the lateness behind the latest one before them, or, among
  /// several sources, behind the first time in their own.
  void add_in_order(const std::vector<Line>& lines) {
    std::optional<Nanos> latest;
    for (const auto& line : lines) {
      if (sources_.size() > 1 && !latest && line.time && line.offset < kFirstBytes) latest = line.time;
      if (!line.dropped.empty() || !line.transaction) continue;
      if (latest && *line.time < *latest - kLateness) {
        ++result_.input.late;
      } else {
        in_order_.push_back(&line);
      }
      latest = std::max(latest, line.time);
    }
  }

  void set_windows() {
    if (!result_.from) result_.from = records_.front()->time;
    if (!result_.to) result_.to = *records_.back()->time + kMillisecond;
    const auto span = [&](Nanos width) { return floor_div(*result_.to - 1, width) - floor_div(*result_.from, width) + 1; };
    Nanos width = options_.window.value_or(0);
    for (std::size_t i = 0; width == 0; ++i) {
      const Nanos candidate = i < std::size(kWidths) ? kWidths[i] * kSecond : (7 * kDay) << (i + 1 - std::size(kWidths));
      if (span(candidate) <= 240) width = candidate;
    }
    result_.window_seconds = static_cast<double>(width) / 1e9;
    edges_ = options_.edges;
    if (!edges_.empty()) return;
    for (std::int64_t i = 0; i <= span(width); ++i) edges_.push_back((floor_div(*result_.from, width) + i) * width);
  }

  report::Window window(const Lines& records, const Lines& in_order, std::size_t index) const {
    const auto from = edges_[index];
    const auto to = edges_[index + 1];
    const auto inside = [&](const Line* line) { return *line->time >= from && *line->time < to; };
    return {from, to, snapshot_of(chosen(records, inside), chosen(in_order, inside), report::seconds_between(from, to)), {}};
  }

  void add_errors() {
    std::map<std::string, std::uint64_t> counts;
    std::uint64_t without_code = 0;
    std::set<std::string> kept;
    for (const auto* line : records_) {
      if (line->failure && line->error_code) kept.insert(*line->error_code);
    }
    while (kept.size() > options_.max_groups) kept.erase(std::prev(kept.end()));
    for (const auto* line : records_) {
      if (!line->failure) continue;
      if (line->error_code) {
        ++counts[kept.contains(*line->error_code) ? *line->error_code : std::string(kOther)];
      } else {
        ++without_code;
      }
    }
    const auto share = [&](std::uint64_t count) {
      return static_cast<double>(count) / static_cast<double>(result_.kpi.failures);
    };
    for (const auto& [code, count] : counts) result_.errors.push_back({code, count, share(count), {}});
    if (without_code > 0) result_.errors.push_back({std::nullopt, without_code, share(without_code), {}});
    std::ranges::stable_sort(result_.errors, std::greater(), &report::ErrorCode::count);
  }

  void add_dimension(std::size_t index) {
    std::set<std::string> keys;
    for (const auto* line : records_) keys.insert(line->keys[index]);
    report::Dimension dimension{options_.by[index], {}, keys.size() > options_.max_groups};
    while (keys.size() > options_.max_groups) keys.erase(std::prev(keys.end()));
    const auto kept = keys;
    if (dimension.folded) keys.insert(std::string(kOther));
    for (const auto& key : keys) {
      const auto name = [&](const Line* line) {
        return kept.contains(line->keys[index]) ? line->keys[index] : std::string(kOther);
      };
      const auto belongs = [&](const Line* line) { return name(line) == key; };
      add_group(index, key, kept.contains(key), chosen(records_, belongs), chosen(in_order_, belongs), dimension);
    }
    result_.dimensions.push_back(std::move(dimension));
  }

  void add_group(std::size_t index, const std::string& key, bool ordered, const Lines& records, const Lines& in_order,
                 report::Dimension& dimension) {
    auto snapshot = snapshot_of(records, in_order, seconds());
    if (!ordered) snapshot.streak.reset();
    if (snapshot.transactions + snapshot.gauges[0].count + snapshot.gauges[1].count == 0) return;
    for (std::size_t i = 0; i + 1 < edges_.size(); ++i) {
      const auto inside = [&](const Line* line) { return *line->time >= edges_[i] && *line->time < edges_[i + 1]; };
      if (std::ranges::none_of(records, inside)) continue;
      auto one = window(records, in_order, i);
      if (!ordered) one.kpi.streak.reset();
      result_.group_windows.push_back({index, dimension.groups.size(), std::move(one)});
    }
    dimension.groups.push_back({key, std::move(snapshot)});
    if (ordered) add_runs(in_order, index, key);
  }

  void add_runs(const Lines& in_order, std::optional<std::size_t> dimension, const std::string& key) {
    for (const auto& run : runs_in(in_order)) {
      if (run.length >= kThreshold) result_.streaks.push_back({run, dimension, key});
    }
  }

  const ReportOptions& options_;
  report::Report result_;
  std::vector<std::vector<Line>> sources_;
  Lines records_;   ///< in event-time order
  Lines in_order_;  ///< transactions that are not late, in event-time order
  std::vector<Nanos> edges_;
};

}  // namespace

report::Report exact_report(const ReportOptions& options) { return Builder(options).build(); }

}  // namespace invmon::reference

#include "pipeline/query.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "pipeline/query_rows.hpp"
#include "policy/measure.hpp"
#include "policy/measure_list.hpp"
#include "record/record.hpp"

namespace invmon::pipeline {
namespace {

using policy::Measure;

Error query_error(std::string where, std::string what, std::string hint) {
  return {ErrorKind::usage, std::move(where), std::move(what), std::move(hint)};
}

template <class Field>
std::vector<std::string> names_of(const std::vector<Field>& fields) {
  std::vector<std::string> names;
  for (const auto& field : fields) names.push_back(field.name);
  return names;
}

/// The measures of a query. The fields that they read become gauges of the profile.
Result<std::vector<Measure>> place_measures(const std::string& select, record::Profile& profile) {
  auto gauges = names_of(profile.gauges);
  auto measures = policy::parse_measures(select, gauges, "--select");
  for (std::size_t i = profile.gauges.size(); i < gauges.size(); ++i) profile.gauges.push_back({gauges[i], gauges[i]});
  return measures;
}

/// Makes dimensions of the profile of the paths that are none yet.
Result<void> place_groups(const std::vector<std::string>& by, record::Profile& profile) {
  if (by.size() > record::kMaxDimensions) {
    return query_error("--by", fmt::format("{} dimensions", by.size()), fmt::format("at most {}", record::kMaxDimensions));
  }
  for (const auto& name : by) {
    if (name.empty()) return query_error("--by", "a dimension without a name", "write it like warehouse,status");
    const bool known = std::ranges::find(profile.dimensions, name, &record::DimensionField::name) != profile.dimensions.end();
    if (!known) profile.dimensions.push_back({.name = name, .paths = {name}, .map = {}});
  }
  return {};
}

policy::FeedSpec feed_of(const std::vector<Measure>& measures, const QuerySpec& spec, const record::Profile& profile) {
  policy::FeedSpec feed;
  feed.by = spec.by;
  feed.of_windows = true;
  feed.streak_threshold = profile.streak_threshold;
  policy::require(measures, profile.gauges.size(), feed);
  return feed;
}

/// A place in a row, by the name of its column.
struct Place {
  enum class Part { window, key, value } part = Part::value;
  std::size_t index = 0;
};

struct NamedPlace {
  std::string name;
  Place place;
};

/// All columns, in the order of the row. Errors: a name that stands for two of them.
Result<std::vector<NamedPlace>> places_of(const std::vector<Measure>& measures, const QuerySpec& spec) {
  std::vector<NamedPlace> places;
  if (spec.windowed) places = {{"from", {Place::Part::window, 0}}, {"to", {Place::Part::window, 0}}};
  for (std::size_t i = 0; i < spec.by.size(); ++i) places.push_back({spec.by[i], {Place::Part::key, i}});
  for (std::size_t i = 0; i < measures.size(); ++i) places.push_back({measures[i].text, {Place::Part::value, i}});
  for (auto place = places.begin(); place != places.end(); ++place) {
    const bool twice = std::ranges::find(places.begin(), place, place->name, &NamedPlace::name) != place;
    if (twice) return query_error("--by", fmt::format("two columns are called '{}'", place->name), "");
  }
  return places;
}

/// How rows are put in order.
struct Order {
  std::optional<Place> by;  ///< absent: as they come
  bool largest_first = false;
};

Result<Order> order_of(const std::vector<NamedPlace>& places, const QuerySpec& spec) {
  if (spec.sort.empty()) return spec.top ? Order{Place{}, true} : Order{};
  const bool descending = spec.sort.starts_with('-');
  const auto name = spec.sort.substr(descending ? 1 : 0);
  const auto found = std::ranges::find(places, name, &NamedPlace::name);
  if (found != places.end()) return Order{found->place, descending};
  return query_error("--sort", fmt::format("no column '{}'", name),
                     did_you_mean(name, names_of(places), "the columns are those of --by and --select"));
}

bool comes_before(const report::QueryRow& a, const report::QueryRow& b, const Order& order) {
  const auto& [part, index] = *order.by;
  if (part == Place::Part::window) return order.largest_first ? a.from > b.from : a.from < b.from;
  if (part == Place::Part::key) return order.largest_first ? a.key[index] > b.key[index] : a.key[index] < b.key[index];
  const auto &x = a.values[index], &y = b.values[index];
  if (!x || !y) return x.has_value() && !y.has_value();
  return order.largest_first ? *x > *y : *x < *y;
}

void put_in_order(report::Query& query, const Order& order, std::optional<std::size_t> top) {
  if (order.by) {
    std::ranges::stable_sort(query.rows, [&](const auto& a, const auto& b) { return comes_before(a, b, order); });
  }
  if (!top || *top >= query.rows.size()) return;
  query.left_out = query.rows.size() - *top;
  query.rows.resize(*top);
}

/// Fields that no record has are hardly meant.
void note_absent_fields(const record::Profile& given, const std::vector<policy::FeedSeries>& groups, report::Query& query) {
  if (query.head.input.records == 0) return;
  const auto& gauges = query.head.kpi.gauges;
  for (std::size_t i = given.gauges.size(); i < gauges.size(); ++i) {
    if (gauges[i].count > 0) continue;
    query.notes.push_back(to_string({ErrorKind::usage, "", fmt::format("no record has a number at '{}'", gauges[i].name),
                                     did_you_mean(gauges[i].name, names_of(given.gauges))}));
  }
  const auto dimensions = names_of(given.dimensions);
  for (std::size_t i = 0; i < query.by.size(); ++i) {
    if (std::ranges::find(dimensions, query.by[i]) != dimensions.end()) continue;
    if (std::ranges::any_of(groups, [&](const auto& group) { return group.key[i] != record::kNoKey; })) continue;
    query.notes.push_back(to_string(
        {ErrorKind::usage, "", fmt::format("no record has a text at '{}'", query.by[i]), did_you_mean(query.by[i], dimensions)}));
  }
}

}  // namespace

Result<report::Query> query(Options options, const QuerySpec& spec) {
  const auto given = options.profile;
  const auto measures = place_measures(spec.select, options.profile);
  if (!measures) return measures.error();
  if (auto placed = place_groups(spec.by, options.profile); !placed) return placed.error();
  const auto places = places_of(*measures, spec);
  if (!places) return places.error();
  const auto order = order_of(*places, spec);
  if (!order) return order.error();
  options.by.clear();
  options.group_windows = spec.windowed;
  options.feeds = {feed_of(*measures, spec, options.profile)};
  auto findings = run_with_feeds(options);
  if (!findings) return findings.error();

  report::Query result;
  result.windowed = spec.windowed;
  result.by = spec.by;
  for (const auto& measure : *measures) {
    const auto* const entry = kpi::find(measure.text);
    result.columns.push_back({measure.text, measure.unit, entry == nullptr ? std::string_view() : entry->help});
  }
  const auto groups = findings->feeds.series(0);
  result.rows = query_rows(*measures, *findings, options.feeds.front(), spec);
  put_in_order(result, *order, spec.top);
  result.head = std::move(findings->report);
  if (groups.size() > options.max_groups) {
    result.notes.push_back(fmt::format("there are more than {} groups: the rest is in (other)", options.max_groups));
  }
  note_absent_fields(given, groups, result);
  return result;
}

}  // namespace invmon::pipeline

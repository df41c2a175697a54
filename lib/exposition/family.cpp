#include "exposition/family.hpp"

#include <algorithm>
#include <functional>

#include "record/record.hpp"

namespace invmon::exposition {
namespace {

using Source = FamilyPlan::Source;
using Labels = std::vector<std::pair<std::string, std::string>>;

/// The numbers of one group, or of all: over the range, and by window, where null stands for a window without any.
struct Member {
  const std::string* key = nullptr;
  const kpi::Snapshot* whole = nullptr;
  std::vector<const report::Window*> windows = {};
};

std::vector<Member> members_of(const report::Report& report, const std::optional<std::size_t>& dimension) {
  if (!dimension) {
    Member all{nullptr, &report.kpi};
    for (const auto& window : report.windows) all.windows.push_back(&window);
    return {all};
  }
  std::vector<Member> members;
  for (const auto& group : report.dimensions[*dimension].groups) {
    members.push_back({&group.key, &group.kpi, std::vector<const report::Window*>(report.windows.size())});
  }
  std::size_t window = 0;
  for (const auto& group_window : report.group_windows) {
    while (report.windows[window].from < group_window.window.from) ++window;
    if (group_window.dimension == *dimension) members[group_window.group].windows[window] = &group_window.window;
  }
  return members;
}

using Read = std::function<Sample(const kpi::Snapshot&, const std::vector<stats::Bucket>*)>;

Series series_of(const Member& member, Labels labels, const FamilyPlan& plan, const Read& read) {
  if (member.key != nullptr) labels.emplace_back(plan.label, *member.key);
  Series series{std::move(labels), read(*member.whole, nullptr), {}};
  for (const auto* window : member.windows) {
    series.windows.push_back(window == nullptr ? Sample() : read(window->kpi, &window->durations));
  }
  return series;
}

Sample last_value(const FamilyPlan& plan, const kpi::Snapshot& kpi) {
  const auto last = kpi.gauges[plan.gauge].last;
  if (!last) return {};
  return *last * plan.multiplier / plan.divisor;
}

Sample durations(const kpi::Snapshot& kpi, const std::vector<stats::Bucket>* buckets) {
  return Durations{&kpi.duration, buckets};
}

void add_series(const Member& member, Family& family) {
  const FamilyPlan& plan = family.plan;
  const auto add = [&](Labels labels, const Read& read) {
    family.series.push_back(series_of(member, std::move(labels), plan, read));
  };
  switch (plan.source) {
    case Source::transactions:
      add({{"status", "success"}}, [](const auto& kpi, const auto*) { return Sample(kpi.transactions - kpi.failures); });
      return add({{"status", "failure"}}, [](const auto& kpi, const auto*) { return Sample(kpi.failures); });
    case Source::items:
      return add({}, [](const auto& kpi, const auto*) { return Sample(kpi.items); });
    case Source::retries:
      return add({}, [](const auto& kpi, const auto*) { return Sample(kpi.retries); });
    case Source::durations:
      return add({}, durations);
    case Source::gauge:
      return add({}, [&](const auto& kpi, const auto*) { return last_value(plan, kpi); });
    case Source::errors:
      break;
  }
}

void add_errors(const report::Report& report, Family& family) {
  for (const auto& error : report.errors) {
    Series series{{{"error_code", error.code.value_or(std::string(record::kNoKey))}}, Sample(error.count), {}};
    for (const auto count : error.by_window) series.windows.emplace_back(count);
    family.series.push_back(std::move(series));
  }
}

bool is_empty(const Series& series) { return std::holds_alternative<std::monostate>(series.whole); }

}  // namespace

void visit_families(const report::Report& report, const std::vector<FamilyPlan>& plan,
                    const std::function<void(const Family&)>& visit) {
  for (const auto& one : plan) {
    Family family{one, {}};
    if (one.source == Source::errors) {
      add_errors(report, family);
    } else {
      for (const auto& member : members_of(report, one.dimension)) add_series(member, family);
    }
    std::erase_if(family.series, is_empty);
    if (!family.series.empty()) visit(family);
  }
}

}  // namespace invmon::exposition

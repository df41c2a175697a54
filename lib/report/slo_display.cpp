#include "report/slo_display.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/units.hpp"
#include "report/kpi_cells.hpp"
#include "report/labels.hpp"

namespace invmon::report {
namespace {

using policy::SloResult;

std::string show_number(kpi::Maybe number) { return show(kpi::Unit::count, number); }
std::string show_minutes(double minutes) { return format_seconds(minutes * 60); }

/// Missed, unknown, met.
int rank(const SloResult& slo) { return slo.met ? (*slo.met ? 2 : 0) : 1; }

Tone tone_of(const SloResult& slo) { return slo.met == false ? Tone::bad : Tone::plain; }

std::string show_slice_length(const SloResult& slo) {
  return format_span(static_cast<Nanos>(std::llround(slo.slices->seconds * static_cast<double>(kSecond))));
}

std::string actual_text(const SloResult& slo) {
  if (!slo.interval) return show(kpi::Unit::ratio, slo.actual);
  return fmt::format("{} (95 % interval {} to {})", show(kpi::Unit::ratio, slo.actual), show(kpi::Unit::ratio, slo.interval->low),
                     show(kpi::Unit::ratio, slo.interval->high));
}

/// The largest burn rate of the windows that have one.
kpi::Maybe fastest_burn(const SloResult& slo) {
  kpi::Maybe fastest;
  for (const auto& burn : slo.burn_rate) fastest = std::max(fastest, burn.value);
  return fastest;
}

std::string burn_text(const SloResult& slo) {
  std::vector<std::string> parts;
  for (const auto& burn : slo.burn_rate) parts.push_back(format_span(burn.window) + " " + show_number(burn.value));
  return fmt::format("{}", fmt::join(parts, ", "));
}

void add_budget(std::vector<Fact>& facts, const Report& report, const SloResult& slo) {
  const auto& budget = slo.budget;
  if (budget.consumed_ratio) {
    facts.push_back({"Budget",
                     {fmt::format("{} used of {} bad {}", show(kpi::Unit::ratio, budget.consumed_ratio),
                                  format_number(budget.allowed), slo.slices ? "timeslices" : "events"),
                      tone_of(slo)}});
  }
  const std::string minutes = show_minutes(budget.minutes);
  facts.push_back({"As time", {budget.consumed_minutes ? show_minutes(*budget.consumed_minutes) + " of " + minutes : minutes}});
  if (budget.exhausted_at) facts.push_back({"Exhausted", {show_time(report, *budget.exhausted_at) + " UTC", Tone::bad}});
  if (budget.days_to_exhaustion) {
    facts.push_back({"Lasts", {format_seconds(*budget.days_to_exhaustion * 86'400) + " at the last day's rate"}});
  }
}

/// Short for a table: "component-health (redis)".
std::string slo_name(const SloResult& slo) {
  std::vector<std::string> values;
  for (const auto& [name, value] : slo.labels) values.push_back(value);
  return with_details(slo.name, values);
}

}  // namespace

std::string verdict_word(const SloResult& slo) { return slo.met ? (*slo.met ? "MET" : "MISSED") : "UNKNOWN"; }

std::string slo_title(const SloResult& slo) {
  std::vector<std::string> labels;
  for (const auto& [name, value] : slo.labels) labels.push_back(fmt::format("{}={}", name, value));
  return with_details(slo.name, labels);
}

std::string slo_summary(const SloReport& slos) {
  if (slos.slos.empty()) return "There are no SLOs: the profile has none, or there is nothing to judge.";
  const auto count = [&](int wanted) { return std::ranges::count(slos.slos, wanted, rank); };
  const std::string all = fmt::format("{} SLO{}", format_count(slos.slos.size()), slos.slos.size() == 1 ? "" : "s");
  const std::string unknown = count(1) > 0 ? fmt::format(", {} without a verdict", count(1)) : "";
  if (count(0) > 0) return fmt::format("{} of {} missed{}.", count(0), all, unknown);
  return fmt::format("{} of {} met{}.", count(2), all, unknown);
}

std::vector<const SloResult*> slos_to_show(const SloReport& slos) {
  std::vector<const SloResult*> shown;
  for (const SloResult& slo : slos.slos) shown.push_back(&slo);
  std::ranges::stable_sort(shown, {}, [](const SloResult* slo) { return rank(*slo); });
  shown.resize(std::min(shown.size(), kSlosShown));
  return shown;
}

Table slo_table(const std::vector<const SloResult*>& slos, std::size_t left_out) {
  Table table{"Service level objectives",
              {{"Verdict", Align::left},
               {"SLO", Align::left, kNarrowestName},
               {"Objective"},
               {"Actual"},
               {"Budget left"},
               {"Top burn rate"}},
              {},
              {},
              left_out};
  for (const SloResult* slo : slos) {
    table.rows.push_back({{verdict_word(*slo), tone_of(*slo)},
                          {slo_name(*slo)},
                          {show(kpi::Unit::ratio, slo->objective)},
                          {show(kpi::Unit::ratio, slo->actual)},
                          {show(kpi::Unit::ratio, slo->budget.remaining_ratio)},
                          {show_number(fastest_burn(*slo))}});
  }
  return table;
}

std::vector<Fact> slo_facts(const Report& report, const SloResult& slo) {
  std::vector<Fact> facts;
  if (!slo.description.empty()) facts.push_back({"About", {slo.description}});
  facts.push_back({"Indicator", {slo.sli}});
  facts.push_back({"Objective",
                   {fmt::format("{} from {} to {} UTC", show(kpi::Unit::ratio, slo.objective), show_time(report, slo.period_from),
                                show_time(report, slo.period_to))}});
  facts.push_back({"Actual", {actual_text(slo), tone_of(slo)}});
  facts.push_back({"Events", {fmt::format("{} good, {} bad", format_count(slo.good), format_count(slo.bad))}});
  if (slo.slices) {
    facts.push_back({"Timeslices",
                     {fmt::format("{} good, {} bad, {} unknown of {}", format_count(slo.slices->good),
                                  format_count(slo.slices->bad), format_count(slo.slices->unknown), show_slice_length(slo))}});
  }
  add_budget(facts, report, slo);
  if (!slo.burn_rate.empty()) facts.push_back({"Burn rate", {burn_text(slo)}});
  return facts;
}

Table worst_slices_table(const Report& report, const SloResult& slo) {
  Table table{slo.slices ? "Worst timeslices" : "Worst hours",
              {{"From (UTC)", Align::left}, {slo.slices ? "Indicator" : "Good"}, {"Events"}},
              {},
              {},
              0};
  for (const auto& slice : slo.worst_slices) {
    const std::string value = slo.value_unit || !slice.value ? show(slo.value_unit.value_or(kpi::Unit::count), slice.value)
                                                             : format_number(*slice.value);
    table.rows.push_back({{show_time(report, slice.from)}, {value, Tone::bad}, {format_count(slice.events)}});
  }
  return table;
}

}  // namespace invmon::report

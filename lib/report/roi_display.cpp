#include "report/roi_display.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/units.hpp"
#include "insight/amount.hpp"
#include "report/kpi_cells.hpp"

namespace invmon::report {
namespace {

using insight::Figure;
using insight::format_money;
using insight::Roi;

constexpr std::size_t kLossesShown = 20;

std::string show_money(kpi::Maybe amount) { return amount ? format_money(*amount) : std::string(kMissing); }

Tone tone_of(kpi::Maybe value) { return value.value_or(0) < 0 ? Tone::bad : Tone::plain; }

std::string show_value(const Figure& figure, const std::string& currency) {
  if (!figure.value) return std::string(kMissing);
  switch (figure.unit) {
    case Figure::Unit::money:
      return format_money(*figure.value) + " " + currency;
    case Figure::Unit::days:
      return insight::format_quantity(*figure.value) + " days";
    case Figure::Unit::ratio:
      break;
  }
  return format_percent(*figure.value);
}

std::string shown(const Roi& roi, std::string_view key) { return show_value(roi.figure(key), roi.model.currency); }

std::string break_even_sentence(const insight::BreakEven& even) {
  using State = insight::BreakEven::State;
  if (even.state == State::never) return "No break-even. " + even.why;
  return fmt::format("Break-even {} {}. {}", even.state == State::reached ? "reached on" : "forecast for", show_date(*even.at),
                     even.why);
}

Table causes_table(const Roi& roi) {
  Table table{"Running cost by cause", {{"Cause", Align::left}, {roi.model.currency}, {"Share"}, {"Per transaction"}}, {}, {}, 0};
  for (const auto& cause : roi.causes) {
    table.rows.push_back({{cause.figure.name},
                          {show_money(cause.figure.value)},
                          {show(kpi::Unit::ratio, cause.share)},
                          {show_money(cause.per_transaction)}});
    table.shares.push_back(cause.share.value_or(0));
  }
  return table;
}

Table windows_table(const RoiReport& roi, std::size_t most) {
  const auto& slices = roi.roi.slices;
  Table table{fmt::format("Windows of {}, in {}", show_window_length(roi.report), roi.roi.model.currency),
              {{"From (UTC)", Align::left},
               {"Cost"},
               {"Per transaction"},
               {"Savings"},
               {"Net benefit"},
               {"By hand"},
               {"Transactions"},
               {"Failures"}},
              {},
              {},
              slices.size() - std::min(most, slices.size())};
  for (std::size_t i = table.left_out; i < slices.size(); ++i) {
    const auto& slice = slices[i];
    table.rows.push_back({{show_time(roi.report, slice.from)},
                          {format_money(slice.cost)},
                          {show_money(slice.cost_per_transaction)},
                          {format_money(slice.savings), tone_of(slice.savings)},
                          {format_money(slice.cumulative), tone_of(slice.cumulative)},
                          {format_money(slice.baseline)},
                          {format_count(slice.transactions)},
                          {format_count(slice.failures)}});
  }
  return table;
}

Table errors_table(const Roi& roi) {
  Table table{"Cost of failures by error code",
              {{"Error code", Align::left}, {roi.model.currency}, {"Failures"}},
              {},
              {},
              roi.errors.size() - std::min(kLossesShown, roi.errors.size())};
  for (std::size_t i = 0; i + table.left_out < roi.errors.size(); ++i) {
    const auto& loss = roi.errors[i];
    table.rows.push_back({{loss.key.value_or("(no code)")}, {format_money(loss.cost)}, {format_count(loss.failures)}});
  }
  return table;
}

Table losses_table(const insight::GroupLosses& losses, const std::string& currency) {
  const auto& groups = losses.groups;
  Table table{"Cost of failures and retries by " + losses.dimension,
              {{losses.dimension, Align::left}, {currency}, {"Failures"}, {"Retries"}, {"Transactions"}},
              {},
              {},
              groups.size() - std::min(kLossesShown, groups.size())};
  for (std::size_t i = 0; i + table.left_out < groups.size(); ++i) {
    const auto& loss = groups[i];
    table.rows.push_back({{loss.key.value_or("")},
                          {format_money(loss.cost)},
                          {format_count(loss.failures)},
                          {format_count(loss.retries)},
                          {format_count(loss.transactions)}});
  }
  return table;
}

Table sensitivity_table(const Roi& roi) {
  Table table{"Sensitivity: one input changed by 20 %",
              {{"Input", Align::left}, {"ROI -20 %"}, {"ROI +20 %"}, {"Saved -20 %"}, {"Saved +20 %"}},
              {},
              {},
              0};
  for (const auto& effect : roi.sensitivity) {
    table.rows.push_back({{input_key(roi.model, effect.input)},
                          {show(kpi::Unit::ratio, effect.roi_low), tone_of(effect.roi_low)},
                          {show(kpi::Unit::ratio, effect.roi_high), tone_of(effect.roi_high)},
                          {format_money(effect.savings_low), tone_of(effect.savings_low)},
                          {format_money(effect.savings_high), tone_of(effect.savings_high)}});
  }
  return table;
}

}  // namespace

std::string show_date(Nanos time) { return format_time(time).substr(0, std::string_view("2025-01-31").size()); }

std::vector<std::string> roi_summary(const RoiReport& roi) {
  const Roi& r = roi.roi;
  const double savings = r.figure("savings").value.value_or(0);
  const double seconds = seconds_between(r.from, r.to);
  std::vector<std::string> lines;
  lines.push_back(fmt::format("{} {} {} in {}: {} by hand, {} as it runs ({} per transaction).", savings < 0 ? "Lost" : "Saved",
                              format_money(std::abs(savings)), r.model.currency, format_seconds(seconds), shown(r, "baseline"),
                              shown(r, "running_cost"), shown(r, "cost_per_transaction")));
  lines.push_back(fmt::format("ROI of a year at this rate: {}. Payback: {}.", shown(r, "roi"), shown(r, "payback")));
  lines.push_back(break_even_sentence(r.break_even));
  return lines;
}

std::vector<FigureLine> roi_figure_lines(const Roi& roi) {
  std::vector<FigureLine> lines;
  const auto add = [&](const Figure& figure) {
    lines.push_back({figure.name, {show_value(figure, roi.model.currency), tone_of(figure.value)}, figure.formula});
  };
  for (const auto& cause : roi.causes) add(cause.figure);
  for (const auto& figure : roi.figures) add(figure);
  return lines;
}

Table roi_figures_table(const Roi& roi) {
  Table table{"Figures", {{"Figure", Align::left}, {"Value"}, {"Formula", Align::left}}, {}, {}, 0};
  for (const auto& line : roi_figure_lines(roi)) table.rows.push_back({{line.name}, line.value, {line.formula}});
  return table;
}

std::vector<Table> roi_tables(const RoiReport& roi, std::size_t most_windows) {
  std::vector<Table> tables = {causes_table(roi.roi), windows_table(roi, most_windows), errors_table(roi.roi)};
  for (const auto& losses : roi.roi.dimensions) tables.push_back(losses_table(losses, roi.roi.model.currency));
  tables.push_back(sensitivity_table(roi.roi));
  std::erase_if(tables, [](const Table& table) { return table.rows.empty(); });
  return tables;
}

Table roi_inputs_table(const Roi& roi) {
  Table table{"Inputs",
              {{"Input", Align::left}, {"Value"}, {"Unit", Align::left}, {"Meaning", Align::left}, {"Used for", Align::left}},
              {},
              {},
              0};
  for (const auto& info : insight::input_infos()) {
    std::string value;
    append_number(value, roi.model[info.input]);
    table.rows.push_back({{input_key(roi.model, info.input)},
                          {value},
                          {input_unit(roi.model, info.input)},
                          {std::string(info.meaning)},
                          {std::string(info.used)}});
  }
  table.rows.push_back(
      {{"compute.billed"}, {std::string(billed_name(roi.model))}, {""}, {"hours of CPU and memory"}, {"CPU, memory"}});
  table.rows.push_back({{"start"}, {start_date(roi.model)}, {"date"}, {"first day of use"}, {"net benefit, break-even"}});
  return table;
}

}  // namespace invmon::report

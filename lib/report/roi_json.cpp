#include "base/json_writer.hpp"
#include "report/json_parts.hpp"
#include "report/roi_report.hpp"

namespace invmon::report {
namespace {

using insight::Figure;
using insight::Roi;

std::string_view unit_of(const Figure& figure, const Roi& roi) {
  if (figure.unit == Figure::Unit::money) return roi.model.currency;
  return figure.unit == Figure::Unit::days ? "days" : "ratio";
}

void write_figure(JsonWriter& json, const Figure& figure, const Roi& roi) {
  json.text("key", figure.key);
  json.text("name", figure.name);
  json.number("value", figure.value);
  json.text("unit", unit_of(figure, roi));
  json.text("formula", figure.formula);
}

/// A member whose elements stand on lines of their own.
template <class Elements, class WriteElement>
void write_member(JsonWriter& json, std::string_view name, const Elements& elements, WriteElement write_element) {
  json.new_line(kJsonTop);
  json.key(name);
  write_lines(json, elements, kJsonNested, write_element);
}

void write_model(JsonWriter& json, const Roi& roi) {
  json.new_line(kJsonTop);
  json.text("currency", roi.model.currency);
  json.text("start", start_date(roi.model));
  json.text("billed", billed_name(roi.model));
  write_member(json, "inputs", insight::input_infos(), [&](const insight::InputInfo& info) {
    json.text("key", input_key(roi.model, info.input));
    json.number("value", roi.model[info.input]);
    json.text("unit", input_unit(roi.model, info.input));
    json.text("meaning", info.meaning);
    json.text("used_for", info.used);
  });
}

void write_window(JsonWriter& json, const insight::RoiSlice& slice) {
  json.time("from", slice.from);
  json.time("to", slice.to);
  json.count("transactions", slice.transactions);
  json.count("failures", slice.failures);
  json.number("cost", slice.cost);
  json.number("cost_per_transaction", slice.cost_per_transaction);
  json.number("baseline", slice.baseline);
  json.number("savings", slice.savings);
  json.number("net_benefit", slice.cumulative);
}

void write_key(JsonWriter& json, std::string_view name, const insight::Loss& loss) {
  json.key(name);
  if (loss.key) return json.text(*loss.key);
  json.null();
}

void write_errors(JsonWriter& json, const Roi& roi) {
  write_member(json, "errors", roi.errors, [&](const insight::Loss& loss) {
    write_key(json, "code", loss);
    json.count("failures", loss.failures);
    json.number("cost", loss.cost);
  });
}

void write_loss(JsonWriter& json, const insight::Loss& loss) {
  write_key(json, "key", loss);
  json.count("transactions", loss.transactions);
  json.count("failures", loss.failures);
  json.count("retries", loss.retries);
  json.number("cost", loss.cost);
}

void write_groups(JsonWriter& json, const Roi& roi) {
  json.new_line(kJsonTop);
  json.begin_object("groups");
  for (const auto& dimension : roi.dimensions) {
    json.new_line(kJsonNested);
    json.text_key(dimension.dimension);
    write_lines(json, dimension.groups, kJsonNested + 2, [&](const insight::Loss& loss) { write_loss(json, loss); });
  }
  if (!roi.dimensions.empty()) json.new_line(kJsonTop);
  json.end_object();
}

void write_break_even(JsonWriter& json, const insight::BreakEven& even) {
  constexpr std::string_view kStates[] = {"reached", "forecast", "never"};
  json.new_line(kJsonTop);
  json.begin_object("break_even");
  json.text("state", kStates[static_cast<std::size_t>(even.state)]);
  json.time("at", even.at);
  json.text("why", even.why);
  json.end_object();
}

void write_sensitivity(JsonWriter& json, const Roi& roi) {
  write_member(json, "sensitivity", roi.sensitivity, [&](const insight::Effect& effect) {
    json.text("input", input_key(roi.model, effect.input));
    json.number("savings_low", effect.savings_low);
    json.number("savings_high", effect.savings_high);
    json.number("roi_low", effect.roi_low);
    json.number("roi_high", effect.roi_high);
  });
}

void write_notes(JsonWriter& json, const Roi& roi) {
  json.new_line(kJsonTop);
  json.texts("notes", roi.notes);
}

}  // namespace

void write_roi_json(const RoiReport& report, std::ostream& out) {
  const Roi& roi = report.roi;
  JsonWriter json(out);
  json.begin_object();
  write_json_head(json, "invmon.roi/v1", report.report);
  write_model(json, roi);
  write_member(json, "causes", roi.causes, [&](const insight::CauseCost& cause) {
    write_figure(json, cause.figure, roi);
    json.number("share", cause.share);
    json.number("per_transaction", cause.per_transaction);
  });
  write_member(json, "figures", roi.figures, [&](const Figure& figure) { write_figure(json, figure, roi); });
  write_member(json, "windows", roi.slices, [&](const insight::RoiSlice& slice) { write_window(json, slice); });
  write_errors(json, roi);
  write_groups(json, roi);
  write_break_even(json, roi.break_even);
  write_sensitivity(json, roi);
  write_notes(json, roi);
  json.new_line(0);
  json.end_object();
  json.finish();
}

}  // namespace invmon::report

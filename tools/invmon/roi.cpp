#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "base/units.hpp"
#include "chart/roi_kinds.hpp"
#include "chart_files.hpp"
#include "command.hpp"
#include "html/roi_page.hpp"
#include "insight/roi.hpp"
#include "option_values.hpp"
#include "output.hpp"
#include "pipeline/run.hpp"
#include "policy/condition_quantity.hpp"
#include "policy/policy.hpp"
#include "report/roi_report.hpp"
#include "shared_options.hpp"
#include "with_progress.hpp"

namespace invmon::tools {
namespace {

struct RoiOptions {
  InputOptions input;
  WindowOptions window;
  OutputOptions output;
  std::string fail_on;
  std::string charts;  ///< a folder; empty for no charts
};

/// The ROI of a year below which the run fails; nothing for an empty condition.
Result<std::optional<double>> parse_roi_gate(const std::string& condition) {
  constexpr std::string_view kRoi = "roi<";
  if (condition.empty()) return std::optional<double>();
  const auto limit = condition.starts_with(kRoi) ? policy::parse_amount(condition.substr(kRoi.size())) : std::nullopt;
  const bool ratio = limit && (limit->quantity == policy::Quantity::percent || condition == "roi<0");
  if (ratio) return std::optional(limit->value);
  return usage("--fail-on", "not a condition: '" + condition + "'", "write 'roi<0' or 'roi<20%'");
}

kpi::Maybe mean_of(const kpi::Snapshot& kpi, const std::optional<insight::GaugeRef>& gauge) {
  return gauge ? kpi.gauges[gauge->index].mean : std::nullopt;
}

insight::Slice slice_of(const report::Report& report, const report::Window& window, const insight::CostModel& model) {
  const auto& kpi = window.kpi;
  insight::Slice slice;
  slice.from = std::max(window.from, *report.from);
  slice.to = std::min(window.to, *report.to);
  slice.transactions = kpi.transactions;
  slice.failures = kpi.failures;
  slice.retries = kpi.retries;
  slice.items = kpi.items;
  slice.timed = kpi.duration.count;
  slice.busy_seconds = kpi.duration.sum.value_or(0);
  slice.cpu_gauge = mean_of(kpi, model.cpu_gauge);
  slice.memory_gauge = mean_of(kpi, model.memory_gauge);
  return slice;
}

/// The objectives for the success of all transactions.
std::vector<insight::Objective> success_objectives(const policy::Policy& policy) {
  std::vector<insight::Objective> objectives;
  for (const auto& slo : policy.slos) {
    const bool all = !slo.slice && slo.by.empty() && !slo.where;
    if (all && slo.sli.kind == policy::Sli::Kind::success) objectives.push_back({slo.name, slo.objective});
  }
  return objectives;
}

insight::RoiData roi_data(const report::Report& report, const insight::CostModel& model, const TimeZone& zone) {
  insight::RoiData data;
  for (const auto& window : report.windows) data.slices.push_back(slice_of(report, window, model));
  data.cpu_gauge = mean_of(report.kpi, model.cpu_gauge);
  data.memory_gauge = mean_of(report.kpi, model.memory_gauge);
  for (const auto& error : report.errors) data.errors.push_back({error.code, error.count});
  for (const auto& dimension : report.dimensions) {
    for (const auto& [key, kpi] : dimension.groups) {
      data.groups.push_back({dimension.name, key, kpi.transactions, kpi.failures, kpi.retries});
    }
  }
  data.start = zone.start_of_day(model.start_day);
  return data;
}

Result<pipeline::Options> pipeline_options(const RoiOptions& options) {
  pipeline::Options result;
  if (auto applied = options.window.apply_zone(result); !applied) return applied.error();
  if (auto applied = options.input.apply(result); !applied) return applied.error();
  if (auto applied = options.window.apply(result); !applied) return applied.error();
  return result;
}

void write_in(report::Format format, const report::RoiReport& roi, const report::TextStyle& style, std::ostream& out) {
  if (format == report::Format::json) return write_roi_json(roi, out);
  if (format == report::Format::markdown) return write_roi_markdown(roi, out);
  write_roi_text(roi, style, out);
}

/// Tells why the run fails.
int judge(const insight::Roi& roi, std::optional<double> least) {
  const kpi::Maybe reached = roi.figure("roi").value;
  if (!least || !reached || *reached >= *least) return kDone;
  fmt::print(stderr, "invmon: the ROI of a year is {}, below {}\n", format_percent(*reached), format_percent(*least));
  return kGateFailed;
}

/// The charts of an ROI: names, and drawings that hold a reference to it.
struct RoiCharts {
  std::vector<std::string_view> names;
  std::vector<Drawing> drawings;

  explicit RoiCharts(const insight::Roi& roi) {
    for (const auto& kind : chart::roi_kinds()) {
      names.push_back(kind.name);
      drawings.emplace_back([&](const chart::Style& style) { return kind.draw(roi, style); });
    }
  }
};

/// Draws what a page shows, and writes the files.
Result<void> write_all(const RoiOptions& options, const std::vector<OutputTarget>& targets, const report::RoiReport& roi) {
  const RoiCharts charts(roi.roi);
  std::vector<chart::DrawList> pictures;
  if (std::ranges::find(targets, report::Format::html, &OutputTarget::format) != targets.end()) {
    auto drawn = draw_charts(charts.drawings);
    if (!drawn) return drawn.error();
    pictures = *std::move(drawn);
  }
  for (const auto& target : targets) {
    auto written = write_output(target.path, [&](std::ostream& out) {
      if (target.format == report::Format::html) return html::write_roi_html(roi, pictures, out);
      write_in(target.format, roi, options.output.style(target), out);
    });
    if (!written) return written.error();
  }
  if (options.charts.empty()) return {};
  return write_charts(files_in(options.charts, charts.names, std::vector{PictureFormat::png}), {}, charts.drawings);
}

Result<int> run_roi(const RoiOptions& options) {
  const auto targets = options.output.targets();
  if (!targets) return targets.error();
  const auto gate = parse_roi_gate(options.fail_on);
  if (!gate) return gate.error();
  const auto pipeline = pipeline_options(options);
  if (!pipeline) return pipeline.error();
  const auto model = insight::parse_cost(pipeline->profile);
  if (!model) return model.error();
  const auto policy = policy::parse_policy(pipeline->profile);
  if (!policy) return policy.error();

  const auto report = with_progress(*pipeline, [](const auto& o) { return pipeline::run(o); });
  if (!report) return report.error();
  if (report->windows.empty())
    return Error{ErrorKind::input, "", "no record is left to account for", "widen --from, --to or --where"};
  auto data = roi_data(*report, *model, pipeline->zone);
  data.objectives = success_objectives(*policy);
  const auto roi = insight::evaluate_roi(*model, std::move(data));
  if (!roi) return roi.error();
  if (auto written = write_all(options, *targets, {*report, *roi}); !written) return written.error();
  return judge(*roi, *gate);
}

}  // namespace

Run setup_roi(CLI::App& app) {
  auto options = std::make_shared<RoiOptions>();
  options->window.window = "1d";
  options->output.formats.push_back(report::Format::html);
  options->input.add_to(app);
  options->window.add_to(app);
  options->output.add_to(app);
  app.add_option("--charts", options->charts, "Write the charts as PNGs into this folder")->type_name(kFolder);
  app.add_option("--fail-on", options->fail_on, "Exit 1 if a year at the log's rate does not return enough: 'roi<0', 'roi<20%'");
  return [options] { return run_roi(*options); };
}

}  // namespace invmon::tools

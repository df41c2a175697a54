#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "chart_files.hpp"
#include "command.hpp"
#include "html/page.hpp"
#include "keep.hpp"
#include "option_values.hpp"
#include "output.hpp"
#include "pipeline/judge.hpp"
#include "shared_options.hpp"
#include "with_progress.hpp"

namespace invmon::tools {
namespace {

struct ReportOptions {
  InputOptions input;
  WindowOptions window;
  OutputOptions output;
  std::string charts;  ///< a folder; empty for no charts
};

bool wants_html(const std::vector<OutputTarget>& targets) {
  return std::ranges::find(targets, report::Format::html, &OutputTarget::format) != targets.end();
}

Result<pipeline::Options> pipeline_options(const ReportOptions& options, const std::vector<OutputTarget>& targets) {
  pipeline::Options result;
  if (auto applied = options.window.apply_zone(result); !applied) return applied.error();
  if (auto applied = options.input.apply(result); !applied) return applied.error();
  if (auto applied = options.window.apply(result); !applied) return applied.error();
  // CSV alone gives a row to each window of each group.
  result.group_windows =
      std::any_of(targets.begin(), targets.end(), [](const auto& target) { return target.format == report::Format::csv; });
  result.chart_data = !options.charts.empty() || wants_html(targets);
  return result;
}

/// The report with all that the profile watches, and with its rules if alerts are shown.
Result<pipeline::JudgedReport> make_report(const pipeline::Options& options, bool timing, bool alerts) {
  const auto start = std::chrono::steady_clock::now();
  auto policy = policy::parse_policy(options.profile);
  if (!policy) return policy.error();
  const pipeline::Evaluated evaluated{.rules = alerts, .watched = true};
  auto judged = with_progress(options, [&](const auto& o) { return pipeline::judge(o, *std::move(policy), evaluated); });
  if (!judged) return judged.error();
  auto& report = judged->report;
  if (timing) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    report.timing = {seconds, static_cast<double>(report.input.bytes) / seconds};
  }
  return judged;
}

void write_page(const pipeline::JudgedReport& judged, std::ostream& out) {
  const auto subject = subject_of(judged);
  html::write_html({judged.report, judged.judgement, subject.limits, subject.spans}, out);
}

Result<int> run_report(const ReportOptions& options) {
  auto targets = options.output.targets();
  if (!targets) return targets.error();
  auto pipeline = pipeline_options(options, *targets);
  if (!pipeline) return pipeline.error();
  const bool alerts = !options.charts.empty() || wants_html(*targets);
  pipeline->chart_data = alerts;
  const auto& judged = keep(make_report(*pipeline, options.output.timing, alerts));
  if (!judged) return judged.error();
  for (const auto& target : *targets) {
    auto written = write_output(target.path, [&](std::ostream& out) {
      if (target.format == report::Format::html) return write_page(*judged, out);
      report::write(judged->report, target.format, options.output.style(target), out);
    });
    if (!written) return written.error();
  }
  if (options.charts.empty()) return kDone;
  if (auto written = write_all_charts(options.charts, *judged); !written) return written.error();
  return kDone;
}

}  // namespace

Run setup_report(CLI::App& app) {
  auto options = std::make_shared<ReportOptions>();
  options->output.formats.push_back(report::Format::csv);
  options->output.formats.push_back(report::Format::html);
  options->output.timing_offered = true;
  options->input.add_to(app);
  options->window.add_to(app);
  options->output.add_to(app);
  app.add_option("--charts", options->charts, "Write every chart as a PNG into this folder")->type_name(kFolder);
  return [options] { return run_report(*options); };
}

}  // namespace invmon::tools

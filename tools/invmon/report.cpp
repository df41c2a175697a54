#include <algorithm>
#include <chrono>
#include <memory>

#include "command.hpp"
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
};

Result<pipeline::Options> pipeline_options(const ReportOptions& options, const std::vector<OutputTarget>& targets) {
  pipeline::Options result;
  if (auto applied = options.window.apply_zone(result); !applied) return applied.error();
  if (auto applied = options.input.apply(result); !applied) return applied.error();
  if (auto applied = options.window.apply(result); !applied) return applied.error();
  // CSV alone gives a row to each window of each group.
  result.group_windows =
      std::any_of(targets.begin(), targets.end(), [](const auto& target) { return target.format == report::Format::csv; });
  return result;
}

/// The report with all that the profile watches.
Result<report::Report> make_report(const pipeline::Options& options, bool timing) {
  const auto start = std::chrono::steady_clock::now();
  auto policy = policy::parse_policy(options.profile);
  if (!policy) return policy.error();
  auto judged = with_progress(options, [&](const auto& o) {
    return pipeline::judge(o, *std::move(policy), pipeline::Evaluated{.rules = false, .watched = true});
  });
  if (!judged) return judged.error();
  auto& report = judged->report;
  if (timing) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    report.timing = {seconds, static_cast<double>(report.input.bytes) / seconds};
  }
  return std::move(report);
}

Result<int> run_report(const ReportOptions& options) {
  auto targets = options.output.targets();
  if (!targets) return targets.error();
  auto pipeline = pipeline_options(options, *targets);
  if (!pipeline) return pipeline.error();
  auto report = make_report(*pipeline, options.output.timing);
  if (!report) return report.error();
  for (const auto& target : *targets) {
    auto written = write_output(
        target.path, [&](std::ostream& out) { report::write(*report, target.format, options.output.style(target), out); });
    if (!written) return written.error();
  }
  return kDone;
}

}  // namespace

Run setup_report(CLI::App& app) {
  auto options = std::make_shared<ReportOptions>();
  options->output.formats.push_back(report::Format::csv);
  options->output.timing_offered = true;
  options->input.add_to(app);
  options->window.add_to(app);
  options->output.add_to(app);
  return [options] { return run_report(*options); };
}

}  // namespace invmon::tools

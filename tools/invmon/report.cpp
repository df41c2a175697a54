#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>

#include "base/text.hpp"
#include "command.hpp"
#include "output.hpp"
#include "pipeline/run.hpp"
#include "shared_options.hpp"

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

Result<report::Report> make_report(pipeline::Options options, bool timing) {
  const auto start = std::chrono::steady_clock::now();
  ProgressBar bar;
  options.progress = [&bar](const auto& progress) { bar.update(progress); };
  options.warn = [&bar](const auto& path, const auto& note) {
    bar.clear();
    fmt::print(stderr, "invmon: warning: {}\n", escape_terminal(path + ": " + note));
  };
  auto report = pipeline::run(options);
  if (report && timing) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    report->timing = {seconds, static_cast<double>(report->input.bytes) / seconds};
  }
  return report;
}

Result<void> run_report(const ReportOptions& options) {
  auto targets = options.output.targets();
  if (!targets) return targets.error();
  auto pipeline = pipeline_options(options, *targets);
  if (!pipeline) return pipeline.error();
  auto report = make_report(std::move(*pipeline), options.output.timing);
  if (!report) return report.error();
  for (const auto& target : *targets) {
    auto written = write_output(
        target.path, [&](std::ostream& out) { report::write(*report, target.format, options.output.style(target), out); });
    if (!written) return written.error();
  }
  return {};
}

}  // namespace

std::function<Result<void>()> setup_report(CLI::App& app) {
  auto options = std::make_shared<ReportOptions>();
  options->input.add_to(app);
  options->window.add_to(app);
  options->output.add_to(app);
  return [options] { return run_report(*options); };
}

}  // namespace invmon::tools

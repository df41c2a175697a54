#include <algorithm>
#include <array>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "command.hpp"
#include "exposition/writers.hpp"
#include "histogram_bounds.hpp"
#include "option_values.hpp"
#include "output.hpp"
#include "pipeline/run.hpp"
#include "shared_options.hpp"
#include "with_progress.hpp"

namespace invmon::tools {
namespace {

struct ExportFormat {
  std::string_view name, ending;
  bool windows;  ///< it has numbers of each window, of groups too
  void (*write)(const exposition::Export& data, std::ostream& out);
};

constexpr std::array<ExportFormat, 5> kExportFormats = {
    {{"openmetrics", ".om", true, exposition::write_openmetrics},
     {"prometheus", ".prom", false, exposition::write_prometheus},
     {"otlp-json", ".json", true, exposition::write_otlp},
     {"csv", ".csv", true, [](const auto& data, auto& out) { report::write_csv(data.report, out); }},
     {"jsonl", ".jsonl", true, [](const auto& data, auto& out) { report::write_jsonl(data.report, out); }}}};

struct ExportOptions {
  InputOptions input;
  WindowOptions window;
  std::string format;
  std::vector<std::string> outputs;
};

struct ExportTarget {
  std::string path;  ///< "-" for standard output
  const ExportFormat* format;
};

Result<std::vector<ExportTarget>> targets_of(const ExportOptions& options) {
  constexpr auto kHint = "openmetrics, prometheus, otlp-json, csv and jsonl are known";
  if (options.format.empty() && options.outputs.empty()) {
    return usage("--format", "no format is chosen", "say --format openmetrics, prometheus, otlp-json, csv or jsonl");
  }
  const auto* const named = std::ranges::find(kExportFormats, options.format, &ExportFormat::name);
  if (!options.format.empty() && named == kExportFormats.end()) {
    return usage("--format", "unknown format '" + options.format + "'", kHint);
  }
  std::vector<ExportTarget> targets;
  if (options.outputs.empty()) targets.push_back({"-", named});
  for (const auto& path : options.outputs) {
    const auto* const format =
        options.format.empty()
            ? std::ranges::find_if(kExportFormats, [&](const auto& known) { return path.ends_with(known.ending); })
            : named;
    if (format == kExportFormats.end()) {
      return usage("--output", "no format goes with the ending of '" + path + "'",
                   "use .om, .prom, .json, .csv or .jsonl, or say --format");
    }
    targets.push_back({path, format});
  }
  return targets;
}

Result<pipeline::Options> pipeline_options(const ExportOptions& options, const std::vector<ExportTarget>& targets) {
  pipeline::Options result;
  if (auto applied = options.window.apply_zone(result); !applied) return applied.error();
  if (auto applied = options.input.apply(result); !applied) return applied.error();
  if (auto applied = options.window.apply(result); !applied) return applied.error();
  const auto policy = policy::parse_policy(result.profile);
  if (!policy) return policy.error();
  result.thresholds = histogram_bounds(*policy);
  const bool windows = std::ranges::any_of(targets, [](const auto& target) { return target.format->windows; });
  result.group_windows = windows;
  result.export_data = windows;
  return result;
}

Result<int> run_export(const ExportOptions& options) {
  const auto targets = targets_of(options);
  if (!targets) return targets.error();
  const auto pipeline = pipeline_options(options, *targets);
  if (!pipeline) return pipeline.error();
  const auto plan = exposition::plan_families(pipeline->profile, pipeline->by);
  if (!plan) return plan.error();
  const auto report = with_progress(*pipeline, [](const auto& o) { return pipeline::run(o); });
  if (!report) return report.error();
  for (const auto& target : *targets) {
    auto written = write_output(target.path, [&](std::ostream& out) {
      target.format->write({*report, *plan, pipeline->thresholds}, out);
    });
    if (!written) return written.error();
  }
  return kDone;
}

}  // namespace

Run setup_export(CLI::App& app) {
  auto options = std::make_shared<ExportOptions>();
  options->input.add_to(app);
  options->window.add_to(app);
  app.add_option("-f,--format", options->format, "Format of all that is written; without it a file's ending says it")
      ->type_name("{openmetrics,prometheus,otlp-json,csv,jsonl}");
  app.add_option(
         "-o,--output", options->outputs,
         "Write to a file, without --format in the format of its ending (.om, .prom, .json, .csv, .jsonl); may be repeated")
      ->type_name(kFile)
      ->allow_extra_args(false);
  return [options] { return run_export(*options); };
}

}  // namespace invmon::tools

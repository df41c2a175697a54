#include "pipeline/inspect.hpp"

#include <memory>
#include <ostream>
#include <string>

#include "command.hpp"
#include "option_values.hpp"
#include "output.hpp"
#include "report/inspection.hpp"
#include "shared_options.hpp"
#include "with_progress.hpp"

namespace invmon::tools {
namespace {

struct InspectOptions {
  InputOptions input;
  OutputOptions output;
  bool strict = false;
  std::string write_profile;  ///< a file; empty for none
};

Result<report::Inspection> make_inspection(const InspectOptions& options) {
  pipeline::Options pipeline;
  if (auto applied = options.input.apply_selection(pipeline); !applied) return applied.error();
  auto detected = pipeline::detect_profile(pipeline);
  if (!detected) return detected.error();
  pipeline.profile = detected->profile;
  pipeline.ahead = detected->ahead;
  if (!options.input.profile.empty()) {
    if (auto chosen = choose_profile(options.input.profile, pipeline); !chosen) return chosen.error();
  }
  return with_progress(pipeline, [&](const auto& o) { return pipeline::inspect(o, *detected, options.strict); });
}

Result<int> run_inspect(const InspectOptions& options) {
  const auto targets = options.output.targets();
  if (!targets) return targets.error();
  const auto inspection = make_inspection(options);
  if (!inspection) return inspection.error();
  for (const auto& target : *targets) {
    auto written = write_output(target.path, [&](std::ostream& out) {
      if (target.format == report::Format::json) return write_inspection_json(*inspection, out);
      write_inspection_text(*inspection, options.output.style(target), out);
    });
    if (!written) return written.error();
  }
  if (!options.write_profile.empty()) {
    auto written = write_output(options.write_profile, [&](std::ostream& out) { out << inspection->profile_yaml; });
    if (!written) return written.error();
  }
  return inspection->invalid.value_or(0) > 0 ? kGateFailed : kDone;
}

}  // namespace

Run setup_inspect(CLI::App& app) {
  auto options = std::make_shared<InspectOptions>();
  options->output.formats = {report::Format::text, report::Format::json};
  options->input.add_to(app);
  options->output.add_to(app);
  app.add_flag("--strict", options->strict, "Validate every line as JSON (RFC 8259) in full; exit 1 if one is not");
  app.add_option("--write-profile", options->write_profile, "Write the profile that the log was read with to this file")
      ->type_name(kFile);
  return [options] { return run_inspect(*options); };
}

}  // namespace invmon::tools

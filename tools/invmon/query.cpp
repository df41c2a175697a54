#include "pipeline/query.hpp"

#include <memory>
#include <ostream>
#include <string>

#include "command.hpp"
#include "option_values.hpp"
#include "output.hpp"
#include "say.hpp"
#include "shared_options.hpp"
#include "with_progress.hpp"

namespace invmon::tools {
namespace {

struct QueryOptions {
  InputOptions input;
  WindowOptions window;
  OutputOptions output;
  pipeline::QuerySpec spec;
};

Result<report::Query> make_query(const QueryOptions& options) {
  pipeline::Options pipeline;
  if (auto applied = options.window.apply_zone(pipeline); !applied) return applied.error();
  if (auto applied = options.input.apply(pipeline); !applied) return applied.error();
  auto spec = options.spec;
  spec.windowed = !options.window.window.empty();
  // A query has windows and groups of its own alone, not those of the profile.
  if (!spec.windowed) pipeline.profile.report_window = "auto";
  pipeline.profile.report_by.clear();
  if (auto applied = options.window.apply(pipeline); !applied) return applied.error();
  spec.by = pipeline.by;
  return with_progress(pipeline, [&](const auto& o) { return pipeline::query(o, spec); });
}

Result<int> run_query(const QueryOptions& options) {
  const auto targets = options.output.targets();
  if (!targets) return targets.error();
  const auto query = make_query(options);
  if (!query) return query.error();
  for (const auto& note : query->notes) say("warning: " + note);
  for (const auto& target : *targets) {
    auto written = write_output(
        target.path, [&](std::ostream& out) { report::write(*query, target.format, options.output.style(target), out); });
    if (!written) return written.error();
  }
  return kDone;
}

}  // namespace

Run setup_query(CLI::App& app) {
  auto options = std::make_shared<QueryOptions>();
  options->output.formats.push_back(report::Format::csv);
  options->input.add_to(app);
  app.add_option("--select", options->spec.select,
                 "Columns: KPIs by their names in the JSON report, count, p99.5, share(within 300ms); of gauges and of any field "
                 "sum(bytes), avg, min, max, first, last, count, p95")
      ->capture_default_str();
  options->window.add_to(app);
  app.get_option("--window")->description("A row for each window of this length: 1m, 5m, 1h, 1d, or auto (at most about 240)");
  options->window.by_option->description("A row for each group: DIM[,DIM], dimensions of the profile or paths of fields");
  app.add_option("--sort", options->spec.sort, "Sort rows by a column; -COLUMN for the largest first");
  app.add_option("--top", options->spec.top, "Keep this many rows; without --sort those largest in the first column")
      ->check(at_least_one());
  options->output.add_to(app);
  return [options] { return run_query(*options); };
}

}  // namespace invmon::tools

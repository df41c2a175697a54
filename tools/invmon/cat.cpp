#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <ostream>
#include <string>

#include "base/text.hpp"
#include "base/units.hpp"
#include "command.hpp"
#include "output.hpp"
#include "pipeline/matching_lines.hpp"
#include "shared_options.hpp"
#include "with_progress.hpp"

namespace invmon::tools {
namespace {

struct CatOptions {
  InputOptions input;
  bool failures = false;
  std::string slow;
  std::string output = "-";
};

Result<pipeline::LineFilter> line_filter(const CatOptions& options) {
  pipeline::LineFilter filter{options.failures, {}};
  if (options.slow.empty()) return filter;
  const auto span = parse_span(options.slow);
  if (!span || *span < 0) return usage("--slow", "not a length of time: '" + options.slow + "'", "write 300ms or 2s");
  filter.least_seconds = static_cast<double>(*span) / static_cast<double>(kSecond);
  return filter;
}

/// Says what can't be in the lines that were written.
void tell_of_bad_lines(const report::Input& input) {
  if (input.examples.empty()) return;
  const auto& bad = input.examples.front();
  const auto place = fmt::format("{}:{}: {}", bad.path, bad.line, bad.reason);
  fmt::print(stderr, "invmon: warning: lines left out that are no records; first {}\n", escape_terminal(place));
}

Result<int> run_cat(const CatOptions& options) {
  const auto filter = line_filter(options);
  if (!filter) return filter.error();
  pipeline::Options pipeline;
  if (auto applied = options.input.apply(pipeline); !applied) return applied.error();
  Result<report::Input> account = report::Input();
  const auto written = write_output(options.output, [&](std::ostream& out) {
    int failure = 0;
    const auto write = [&](std::string_view lines) {
      if (out.write(lines.data(), static_cast<std::streamsize>(lines.size()))) return true;
      failure = errno;
      return false;
    };
    account = with_progress(pipeline, [&](const auto& o) { return pipeline::write_matching_lines(o, *filter, write); });
    // Each thread has an errno of its own; write_output looks at this one's.
    if (failure != 0) errno = failure;
  });
  if (!account) return account.error();
  if (!written) return written.error();
  tell_of_bad_lines(*account);
  return kDone;
}

}  // namespace

Run setup_cat(CLI::App& app) {
  auto options = std::make_shared<CatOptions>();
  options->input.add_to(app);
  app.add_flag("--failures", options->failures, "Only transactions that failed");
  app.add_option("--slow", options->slow, "Only transactions that took at least so long: 300ms, 2s");
  app.add_option("-o,--output", options->output, "A file; '-' for standard output")->capture_default_str();
  return [options] { return run_cat(*options); };
}

}  // namespace invmon::tools

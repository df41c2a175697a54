#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <ostream>
#include <string>

#include "base/text.hpp"
#include "base/units.hpp"
#include "command.hpp"
#include "option_values.hpp"
#include "output.hpp"
#include "pipeline/matching_lines.hpp"
#include "policy/condition_quantity.hpp"
#include "say.hpp"
#include "shared_options.hpp"
#include "with_progress.hpp"

namespace invmon::tools {
namespace {

struct CatOptions {
  InputOptions input;
  bool failures = false;
  std::string slow;
  std::size_t streaks = 0;
  std::string around;
  ZoneOption zone;
  std::string output = "-";
};

Result<void> apply_slow(const std::string& slow, pipeline::LineFilter& filter) {
  if (slow.empty()) return {};
  if (const auto span = parse_span(slow); span && *span >= 0) {
    filter.least_seconds = static_cast<double>(*span) / static_cast<double>(kSecond);
    return {};
  }
  const auto share = policy::parse_amount(slow);
  if (!share || share->quantity != policy::Quantity::percent || share->value <= 0 || share->value > 1) {
    return usage("--slow", "neither a length of time nor a percentage up to 100%: '" + slow + "'", "write 300ms, 2s or 1%");
  }
  filter.slowest = share->value;
  return {};
}

/// `pipeline.zone` must be set before.
Result<pipeline::LineFilter> line_filter(const CatOptions& options, const pipeline::Options& pipeline) {
  pipeline::LineFilter filter{.failures = options.failures, .streaks = options.streaks};
  if (auto applied = apply_slow(options.slow, filter); !applied) return applied.error();
  if (options.around.empty()) return filter;
  auto around = TimeAround::parse(options.around, pipeline.zone);
  if (!around) return usage("--around", around.error().what, around.error().hint);
  filter.around = *std::move(around);
  return filter;
}

/// Says what can't be in the lines that were written.
void tell_of_bad_lines(const report::Input& input) {
  if (input.examples.empty()) return;
  const auto& bad = input.examples.front();
  say(fmt::format("warning: lines left out that are no records; first {}:{}: {}", bad.path, bad.line, bad.reason));
}

Result<int> run_cat(const CatOptions& options) {
  pipeline::Options pipeline;
  if (auto applied = options.zone.apply(pipeline); !applied) return applied.error();
  const auto filter = line_filter(options, pipeline);
  if (!filter) return filter.error();
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
  app.add_option("--slow", options->slow,
                 "Only transactions that took at least so long (300ms, 2s), or so many of the slowest (1%)");
  app.add_option("--streak", options->streaks, "Only the transactions of so many of the longest runs of failures")
      ->check(at_least_one());
  app.add_option(
      "--around", options->around,
      "Only records near a time (2025-02-08T14:05:00Z±30s), or near a time of day, every day (14:05±30s); without ± 1m");
  options->zone.add_to(app, "Time zone of --around and of dates: Europe/Berlin");
  app.add_option("-o,--output", options->output, "A file; '-' for standard output")->type_name(kFile)->capture_default_str();
  return [options] { return run_cat(*options); };
}

}  // namespace invmon::tools

#include "generate/generate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/units.hpp"
#include "command.hpp"
#include "generate/models.hpp"
#include "option_values.hpp"
#include "output.hpp"

namespace invmon::tools {
namespace {

struct GenerateOptions {
  std::string profile = "inventory-bot";
  std::uint64_t seed = 1;
  std::string from = "2025-02-01";
  std::string duration = "7d";
  double rate = 60;
  std::vector<std::string> scenarios;
  std::vector<std::string> incident_times;
  std::string incident_length = "30m";
  std::string max_bytes;
  std::string output = "-";
  unsigned threads = 0;
};

Result<Nanos> parse_positive_span(const std::string& flag, const std::string& text) {
  const auto span = parse_span(text);
  if (!span || *span <= 0) return usage(flag, "not a span of time: '" + text + "'", "write it like 30m, 6h or 7d");
  return *span;
}

/// A time of day may be given as a span after the log's beginning ("2d14h") or as a point in time.
Result<Nanos> parse_incident_time(const std::string& text, Nanos from) {
  if (const auto span = parse_span(text)) return from + *span;
  const auto bound = parse_time_bound(text, {});
  if (!bound)
    return usage("--incident-at", bound.error().what, "write a time, or a span after the log's beginning such as 2d14h");
  return bound->value;
}

Result<std::vector<generate::Incident>> parse_incidents(const GenerateOptions& options, Nanos from, Nanos duration) {
  if (options.incident_times.size() > options.scenarios.size()) {
    return usage("--incident-at", "there are more times than scenarios",
                 "give each --scenario its --incident-at, in the same order");
  }
  auto length = parse_positive_span("--incident-length", options.incident_length);
  if (!length) return length.error();
  std::vector<generate::Incident> incidents;
  for (std::size_t i = 0; i < options.scenarios.size(); ++i) {
    auto scenario = generate::parse_scenario(options.scenarios[i]);
    if (!scenario) return scenario.error();
    Result<Nanos> at = from + duration / 2;
    if (i < options.incident_times.size()) at = parse_incident_time(options.incident_times[i], from);
    if (!at) return at.error();
    if (*scenario != generate::Scenario::quiet) incidents.push_back({*scenario, *at, *length});
  }
  return incidents;
}

Result<generate::Options> generator_options(const GenerateOptions& options) {
  generate::Options result;
  result.profile = options.profile;
  result.seed = options.seed;
  result.rate = options.rate;
  result.threads = options.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.threads;
  const auto from = parse_time_bound(options.from, {});
  if (!from || from->relative) return usage("--from", "not a time: '" + options.from + "'", "write a date or RFC 3339");
  auto duration = parse_positive_span("--duration", options.duration);
  if (!duration) return duration.error();
  auto incidents = parse_incidents(options, from->value, *duration);
  if (!incidents) return incidents.error();
  result.from = from->value;
  result.duration = *duration;
  result.incidents = std::move(*incidents);
  if (!options.max_bytes.empty()) {
    result.max_bytes = parse_bytes(options.max_bytes);
    if (!result.max_bytes) return usage("--max-bytes", "not a size: '" + options.max_bytes + "'", "write it like 3MB or 1GiB");
  }
  return result;
}

Result<int> run_generate(const GenerateOptions& options) {
  auto generator = generator_options(options);
  if (!generator) return generator.error();
  Result<void> generated;
  auto written = write_output(options.output, [&](std::ostream& out) {
    int failure = 0;
    generated = generate::generate(*generator, [&](std::string_view text) {
      if (out.write(text.data(), static_cast<std::streamsize>(text.size()))) return true;
      failure = errno;
      return false;
    });
    if (!out) errno = failure;                        // each thread has an errno of its own
    if (!generated) out.setstate(std::ios::failbit);  // keeps a file that stands there
  });
  if (!generated) return generated.error();
  if (!written) return written.error();
  return kDone;
}

}  // namespace

Run setup_generate(CLI::App& app) {
  auto options = std::make_shared<GenerateOptions>();
  app.add_option("-p,--profile", options->profile,
                 "What kind of log")
      ->type_name(one_of(generate::model_names()))
      ->capture_default_str()
      ->configurable(false);  // it says what to write, the setting how to read
  app.add_option("--seed", options->seed, "Another seed gives another log of the same kind")->capture_default_str();
  app.add_option("--from", options->from, "Time of the log's beginning")->capture_default_str();
  app.add_option("--duration", options->duration, "Time that the log covers")->capture_default_str();
  app.add_option("--rate", options->rate, "Events (batches, requests) a minute, on average over a week")->capture_default_str();
  app.add_option("--scenario", options->scenarios, "What goes wrong; may be repeated")
      ->type_name(one_of(generate::scenario_names()))
      ->allow_extra_args(false);
  app.add_option("--incident-at", options->incident_times,
                 "When it goes wrong, in the same order: a time, or 2d14h after the beginning")
      ->allow_extra_args(false);
  app.add_option("--incident-length", options->incident_length, "How long it goes wrong")->capture_default_str();
  app.add_option("--max-bytes", options->max_bytes, "End the log before it is larger than this");
  app.add_option("-o,--output", options->output, "File to write; '-' for standard output")
      ->type_name(kFile)
      ->capture_default_str();
  app.add_option("-j,--threads", options->threads, "Threads; 0 for one a core")->capture_default_str();
  return [options] { return run_generate(*options); };
}

}  // namespace invmon::tools

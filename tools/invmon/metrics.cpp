#include <fmt/core.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "command.hpp"
#include "option_values.hpp"
#include "output.hpp"
#include "say.hpp"
#include "scrape/line_maker.hpp"
#include "scrape/read_scrapes.hpp"

namespace invmon::tools {
namespace {

struct MetricsOptions {
  std::vector<std::string> inputs;
  std::string format = "auto";
  std::string profile = "auto";
  std::string output = "-";
  bool check = false;
};

/// What came of the scrapes.
struct MetricsAccount {
  std::uint64_t scrapes = 0, late = 0, resets = 0, left_out = 0;
  bool summaries = false;
  bool whole = false;  ///< all was written: no reader has gone away
};

scrape::ReadOptions read_options(const MetricsOptions& options, std::uint64_t& skipped) {
  scrape::ReadOptions result;
  result.inputs = options.inputs;
  if (options.format == "openmetrics") result.dialect = scrape::Dialect::openmetrics;
  if (options.format == "prometheus") result.dialect = scrape::Dialect::prometheus;
  result.skipped = [&skipped, check = options.check](const Error& error) {
    ++skipped;
    say((check ? "" : "warning: scrape skipped: ") + to_string(error));
  };
  result.warn = [](const auto& path, const auto& note) { say("warning: " + path + ": " + note); };
  return result;
}

Result<int> run_check(const MetricsOptions& options) {
  std::uint64_t wrong = 0;
  const auto scrapes = check_scrapes(read_options(options, wrong));
  if (!scrapes) return scrapes.error();
  fmt::print("scrapes: {}, wrong: {}\n", *scrapes, wrong);
  return wrong > 0 ? kGateFailed : kDone;
}

std::unique_ptr<scrape::LineMaker> line_maker(const std::string& profile, const scrape::Exposition& first) {
  const bool bot = profile == "inventory-bot" || (profile == "auto" && has_bot_metrics(first));
  return bot ? scrape::bot_lines() : scrape::metric_lines();
}

Result<MetricsAccount> write_lines(scrape::ScrapeSeries& series, const std::string& profile, std::ostream& out) {
  MetricsAccount account;
  scrape::SeriesTracker tracker;
  std::unique_ptr<scrape::LineMaker> lines;
  while (out) {
    const auto point = series.next();
    if (!point) return point.error();
    if (!*point) break;
    ++account.scrapes;
    const auto interval = tracker.advance(**point);
    if (!interval) {
      ++account.late;
      continue;
    }
    if (lines == nullptr) lines = line_maker(profile, (*point)->metrics);
    for (const auto& family : interval->families) account.summaries |= family.type == scrape::MetricType::summary;
    lines->write(*interval, out);
  }
  account.whole = static_cast<bool>(out.flush());
  account.resets = tracker.resets();
  account.left_out = lines == nullptr ? 0 : lines->left_out();
  return account;
}

void tell_of(const MetricsAccount& account, std::uint64_t skipped) {
  if (skipped > 0) say(fmt::format("warning: scrapes skipped: {}", skipped));
  if (account.late > 0) say(fmt::format("warning: scrapes left out, not later than the one before: {}", account.late));
  if (account.resets > 0) say(fmt::format("note: resets of counters: {}", account.resets));
  if (account.left_out > 0) {
    say(fmt::format("note: metrics left out that inventory-bot does not read: {}; --as prometheus-metrics writes all",
                    account.left_out));
  }
  if (account.summaries) say("note: quantiles of summaries can't be added up; their mean stands for all that came in between");
  if (account.scrapes == 1) say("warning: there is one scrape only, and counters count from the second on");
}

Result<int> run_metrics(const MetricsOptions& options) {
  if (options.check) return run_check(options);
  std::uint64_t skipped = 0;
  auto series = scrape::ScrapeSeries::open(read_options(options, skipped));
  if (!series) return series.error();
  Result<MetricsAccount> account = MetricsAccount();
  const auto written =
      write_output(options.output, [&](std::ostream& out) { account = write_lines(*series, options.profile, out); });
  if (!account) return account.error();
  if (!written) return written.error();
  if (account->whole) tell_of(*account, skipped);
  return kDone;
}

}  // namespace

Run setup_metrics(CLI::App& app) {
  auto options = std::make_shared<MetricsOptions>();
  app.add_option("SCRAPE", options->inputs,
                 "Scrapes: files, directories, globs; '-' or none for standard input; gzip and zstd are unpacked")
      ->type_name("");
  app.add_option("--as", options->profile, "The profile to write lines for; auto: inventory-bot if there are its metrics")
      ->check(CLI::IsMember({"auto", "inventory-bot", "prometheus-metrics"}))
      ->capture_default_str();
  app.add_option("-f,--format", options->format, "Format of the scrapes; auto: OpenMetrics if they end in '# EOF'")
      ->check(CLI::IsMember({"auto", "prometheus", "openmetrics"}))
      ->capture_default_str();
  app.add_option("-o,--output", options->output, "A file; '-' for standard output")->type_name(kFile)->capture_default_str();
  app.add_flag("--check", options->check, "Only tell what is wrong with the scrapes; exit 1 if anything is");
  return [options] { return run_metrics(*options); };
}

}  // namespace invmon::tools

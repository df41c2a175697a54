#include "shared_options.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <thread>
#include <utility>

#include "base/text.hpp"
#include "base/units.hpp"
#include "command.hpp"
#include "option_values.hpp"
#include "pipeline/detect_profile.hpp"
#include "say.hpp"

namespace invmon::tools {
namespace {

Result<std::optional<TimeBound>> parse_bound(const std::string& flag, const std::string& text, const TimeZone& zone) {
  if (text.empty()) return std::optional<TimeBound>();
  auto bound = parse_time_bound(text, zone);
  if (!bound) return usage(flag, bound.error().what, bound.error().hint);
  return std::optional(*bound);
}

/// "text, json and csv".
std::string listed(const std::vector<report::Format>& formats, std::string_view (*spell)(report::Format), std::string_view last) {
  std::string list;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    if (i > 0) list += i + 1 < formats.size() ? ", " : fmt::format(" {} ", last);
    list += spell(formats[i]);
  }
  return list;
}

void tell_of(const pipeline::DetectedProfile& detected) {
  for (const auto& note : detected.notes) say("note: " + note + "; name the profile with --profile");
  if (detected.assumed.empty()) return;
  fmt::print(stderr,
             "invmon: note: no built-in profile fits the lines, they are read so (save it, mend it, name it with --profile):\n{}",
             detected.assumed);
}

}  // namespace

Result<void> choose_profile(const std::string& name, pipeline::Options& pipeline) {
  if (!name.empty()) {
    auto loaded = record::load_profile(name);
    if (!loaded) return loaded.error();
    pipeline.profile = *std::move(loaded);
    return {};
  }
  auto detected = pipeline::detect_profile(pipeline);
  if (!detected) return detected.error();
  tell_of(*detected);
  pipeline.profile = std::move(detected->profile);
  pipeline.ahead = std::move(detected->ahead);
  return {};
}

void InputOptions::add_to(CLI::App& app) {
  app.add_option("FILE", inputs, "Logs: files, directories, globs; '-' or none for standard input; gzip and zstd are unpacked")
      ->type_name("");
  app.add_option("-p,--profile", profile,
                 "What the fields mean: a built-in profile's name or a YAML file; told by the first lines if not given")
      ->type_name(kProfile);
  app.add_option("--where", where, "Keep records for which an expression holds: 'warehouse == \"WH-01\" && duration > 0.5'");
  auto* from_option =
      app.add_option("--from", from, "Keep records from here on: RFC 3339, a date, or back from the log's end (-2h)");
  app.add_option("--to", to, "Keep records before this time");
  app.add_option("--last", last, "Keep the log's last span of time (5m); short for --from -5m")->excludes(from_option);
  app.add_option("--max-line", max_line, "Drop and count lines longer than this")->capture_default_str();
  app.add_option("-j,--threads", threads, "Threads; 0 for one a core")->capture_default_str();
}

void InputOptions::add_at_to(CLI::App& app) {
  app.add_option("--at", to, "Judge as of this time instead of the log's end")->excludes("--to");
}

Result<void> InputOptions::apply(pipeline::Options& pipeline) const {
  if (auto applied = apply_selection(pipeline); !applied) return applied.error();
  return choose_profile(profile, pipeline);
}

Result<void> InputOptions::apply_selection(pipeline::Options& pipeline) const {
  constexpr unsigned kMaxThreads = 256;
  pipeline.inputs = inputs;
  pipeline.where = where;
  auto begin = parse_bound("--from", from, pipeline.zone);
  if (!begin) return begin.error();
  auto end = parse_bound("--to", to, pipeline.zone);
  if (!end) return end.error();
  pipeline.from = *begin;
  pipeline.to = *end;
  if (!last.empty()) {
    const auto span = parse_span(last);
    if (!span || *span <= 0) return usage("--last", "not a span of time: '" + last + "'", "write it like 5m, 2h or 7d");
    pipeline.from = TimeBound{true, -*span};
  }
  const auto longest = parse_bytes(max_line);
  constexpr std::uint64_t kLargest = 1ULL << 30;
  if (!longest || *longest == 0 || *longest > kLargest) {
    return usage("--max-line", "not a size between 1 and 1GiB: '" + max_line + "'", "write it like 64KiB or 16MiB");
  }
  pipeline.limits.max_line = *longest;
  pipeline.threads = std::clamp(threads == 0 ? std::thread::hardware_concurrency() : threads, 1U, kMaxThreads);
  return {};
}

void ZoneOption::add_to(CLI::App& app, const std::string& help) { app.add_option("--tz", zone, help)->capture_default_str(); }

Result<void> ZoneOption::apply(pipeline::Options& pipeline) const {
  auto loaded = TimeZone::load(zone);
  if (!loaded) return usage("--tz", loaded.error().what, loaded.error().hint);
  pipeline.zone = *loaded;
  return {};
}

void WindowOptions::add_to(CLI::App& app) {
  app.add_option("-w,--window", window, "Length of a window: 1m, 5m, 1h, 1d, or auto (at most about 240 windows)");
  by_option = app.add_option("--by", by, "Group by dimensions of the profile: DIM[,DIM]; 'none' for no groups")
                  ->delimiter(',')
                  ->allow_extra_args(false);
  zone.add_to(app, "Time zone of windows of a day and longer, and of dates: Europe/Berlin");
}

Result<void> WindowOptions::apply(pipeline::Options& pipeline) const {
  const std::string& width = window.empty() ? pipeline.profile.report_window : window;
  if (width != "auto") {
    const auto span = parse_span(width);
    if (!span || *span < kMillisecond)
      return usage("--window", "not a length of at least 1ms: '" + width + "'", "write it like 1m, 5m, 1h or 1d, or auto");
    if (!pipeline.zone.is_utc() && *span > kDay && *span % kDay != 0) {
      return usage("--window", "with --tz a window longer than a day must be whole days", "write it like 1d or 7d");
    }
    pipeline.window = *span;
  }
  pipeline.by = by_option->count() > 0 ? by : pipeline.profile.report_by;
  if (pipeline.by == std::vector<std::string>{"none"}) pipeline.by.clear();
  return {};
}

void OutputOptions::add_to(CLI::App& app) {
  std::vector<std::string_view> names;
  std::ranges::transform(formats, std::back_inserter(names), report::name);
  app.add_option("-f,--format", format, "Format on standard output")->type_name(one_of(names));
  app.add_option(
         "-o,--output", outputs,
         fmt::format("Write to a file, its format by its ending ({}); may be repeated", listed(formats, report::ending, "or")))
      ->type_name(kFile)
      ->allow_extra_args(false);
  const auto choose = [this](const std::string& name) {
    color = name == "always" ? ColorChoice::always : name == "never" ? ColorChoice::never : ColorChoice::automatic;
  };
  app.add_option_function<std::string>("--color", choose, "Colour in text")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->default_str("auto");
  if (timing_offered) app.add_flag("--timing", timing, "Add how long the run took to text and JSON");
}

Result<std::vector<OutputTarget>> OutputOptions::targets() const {
  const auto offered = [this](std::optional<report::Format> known) {
    return known && std::ranges::find(formats, *known) != formats.end();
  };
  std::vector<OutputTarget> targets;
  if (!format.empty() || outputs.empty()) {
    const auto known = format.empty() ? report::Format::text : report::format_by_name(format);
    if (!offered(known)) {
      return usage("--format", "unknown format '" + format + "'", listed(formats, report::name, "and") + " are known");
    }
    targets.push_back({"-", *known});
  }
  for (const auto& path : outputs) {
    const auto known = report::format_by_ending(path);
    if (!offered(known)) {
      return usage("--output", "no format goes with the ending of '" + path + "'",
                   "use " + listed(formats, report::ending, "or"));
    }
    targets.push_back({path, *known});
  }
  return targets;
}

report::TextStyle OutputOptions::style(const OutputTarget& target) const {
  if (target.path != "-") return {color == ColorChoice::always, 80};
  return {use_color(color), stdout_columns()};
}

}  // namespace invmon::tools

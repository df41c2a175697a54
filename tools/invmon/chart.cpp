#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "chart_files.hpp"
#include "command.hpp"
#include "keep.hpp"
#include "option_values.hpp"
#include "pipeline/run.hpp"
#include "read_text.hpp"
#include "shared_options.hpp"
#include "with_progress.hpp"

namespace invmon::tools {
namespace {

struct ChartCommand {
  InputOptions input;
  WindowOptions window;
  ChartOptions chart;
  std::vector<std::string> outputs;
  std::vector<std::string> formats = {"png"};
  std::string labels;
  std::string split;
};

using Kinds = std::vector<const chart::Kind*>;

std::vector<std::string> kind_names() {
  std::vector<std::string> names = {"all"};
  for (const auto& kind : chart::kinds()) names.emplace_back(kind.name);
  return names;
}

void add(Kinds& kinds, const chart::Kind* kind) {
  if (std::ranges::find(kinds, kind) == kinds.end()) kinds.push_back(kind);
}

/// Takes the names of kinds off the front of the arguments; the logs are left.
Result<Kinds> take_kinds(std::vector<std::string>& arguments) {
  Kinds kinds;
  std::size_t taken = 0;
  for (; taken < arguments.size(); ++taken) {
    if (arguments[taken] == "all") {
      for (const auto* kind : all_kinds()) add(kinds, kind);
      continue;
    }
    const auto known = std::ranges::find(chart::kinds(), arguments[taken], &chart::Kind::name);
    if (known == chart::kinds().end()) break;
    add(kinds, &*known);
  }
  if (kinds.empty()) {
    const auto names = kind_names();
    const auto known = fmt::format("{} are known", fmt::join(names, ", "));
    const auto what = arguments.empty() ? "no kind of chart" : "no kind of chart: '" + arguments.front() + "'";
    return usage("", what, arguments.empty() ? known : did_you_mean(arguments.front(), names, known));
  }
  arguments.erase(arguments.begin(), arguments.begin() + static_cast<std::ptrdiff_t>(taken));
  return kinds;
}

Result<std::vector<PictureFormat>> parse_formats(const std::vector<std::string>& names) {
  std::vector<PictureFormat> formats;
  for (const auto& name : names) {
    if (name != "png" && name != "svg") return usage("--format", "unknown format '" + name + "'", "png and svg are known");
    formats.push_back(name == "png" ? PictureFormat::png : PictureFormat::svg);
  }
  return formats;
}

/// A file if it ends in .png or .svg or is standard output, else a folder; what looks like another kind of file is an error.
Result<std::vector<ChartFile>> files_at(const std::string& output, const Kinds& kinds,
                                        const std::vector<PictureFormat>& formats) {
  const auto ending = std::filesystem::path(output).extension();
  const bool is_file = ending == ".png" || ending == ".svg";
  if (!is_file && output != "-") {
    if (ending.empty() || std::filesystem::is_directory(output)) return files_in(output, names_of(kinds), formats);
    return usage("--output", "no format goes with the ending of '" + output + "'", "use .png, .svg or a folder");
  }
  if (kinds.size() > 1) return usage("--output", "'" + output + "' has room for one chart", "name a folder for several");
  if (!is_file) return std::vector<ChartFile>{{output, 0, formats.front()}};
  return std::vector<ChartFile>{{output, 0, ending == ".svg" ? PictureFormat::svg : PictureFormat::png}};
}

Result<std::vector<ChartFile>> chart_files(const ChartCommand& command, const Kinds& kinds) {
  const auto formats = parse_formats(command.formats);
  if (!formats) return formats.error();
  std::vector<ChartFile> files;
  for (const auto& output : command.outputs) {
    const auto more = files_at(output, kinds, *formats);
    if (!more) return more.error();
    files.insert(files.end(), more->begin(), more->end());
  }
  return files;
}

Result<std::optional<policy::IncidentLabels>> read_incidents(const std::string& path) {
  if (path.empty()) return std::optional<policy::IncidentLabels>();
  const auto text = read_text(path);
  if (!text) return text.error();
  auto incidents = policy::parse_incident_labels(*text, path);
  if (!incidents) return incidents.error();
  return std::optional(*std::move(incidents));
}

/// The moment of --split, or the middle of the range.
Result<Nanos> split_at(const ChartCommand& command, const pipeline::Options& pipeline, const report::Report& report) {
  const Nanos from = report.from.value_or(0), to = report.to.value_or(0);
  if (command.split.empty()) return from + (to - from) / 2;
  const auto bound = parse_time_bound(command.split, pipeline.zone);
  if (!bound) return Error{ErrorKind::usage, "--split", bound.error().what, bound.error().hint};
  const Nanos split = bound->relative ? to + bound->value : bound->value;
  if (split <= from || split >= to) {
    return usage("--split", fmt::format("{} does not lie within the log", format_time(split)),
                 fmt::format("choose a moment between {} and {}", format_time(from), format_time(to)));
  }
  return split;
}

/// The reports of both sides of a moment. The input is read once more for each.
Result<chart::Halves> halves_of(const ChartCommand& command, pipeline::Options pipeline, const report::Report& report) {
  const auto split = split_at(command, pipeline, report);
  if (!split) return split.error();
  chart::Halves halves{*split, {}, {}};
  pipeline.chart_data = false;
  for (auto* half : {&halves.before, &halves.after}) {
    pipeline.from = TimeBound{false, half == &halves.before ? *report.from : *split};
    pipeline.to = TimeBound{false, half == &halves.before ? *split : *report.to};
    auto read = with_progress(pipeline, [](const auto& o) { return pipeline::run(o); });
    if (!read) return read.error();
    *half = *std::move(read);
  }
  return halves;
}

/// Whether a kind is asked for that reads the input more than once.
Result<bool> needs_halves(const Kinds& kinds, const ChartCommand& command) {
  if (std::ranges::none_of(kinds, &chart::Kind::needs_halves)) return false;
  const auto& inputs = command.input.inputs;
  if (!inputs.empty() && std::ranges::find(inputs, "-") == inputs.end()) return true;
  return usage("", "'compare' can't be drawn of standard input, which it would read twice", "name a file");
}

Result<int> run_chart(ChartCommand command) {
  const auto kinds = take_kinds(command.input.inputs);
  if (!kinds) return kinds.error();
  const auto files = chart_files(command, *kinds);
  if (!files) return files.error();
  if (auto checked = command.chart.check(); !checked) return checked.error();
  const auto incidents = read_incidents(command.labels);
  if (!incidents) return incidents.error();
  const auto halved = needs_halves(*kinds, command);
  if (!halved) return halved.error();
  pipeline::Options pipeline;
  if (auto applied = command.window.apply_zone(pipeline); !applied) return applied.error();
  if (auto applied = command.input.apply(pipeline); !applied) return applied.error();
  if (auto applied = command.window.apply(pipeline); !applied) return applied.error();
  pipeline.chart_data = true;
  auto policy = policy::parse_policy(pipeline.profile);
  if (!policy) return policy.error();
  const auto& judged = keep(with_progress(pipeline, [&](const auto& o) { return pipeline::judge(o, *std::move(policy)); }));
  if (!judged) return judged.error();
  auto subject = subject_of(*judged, *incidents);
  if (*halved && judged->report.from) {
    auto halves = halves_of(command, pipeline, judged->report);
    if (!halves) return halves.error();
    subject.halves = *std::move(halves);
  }
  if (auto written = write_charts(*files, command.chart, drawings_of(*kinds, subject)); !written) return written.error();
  return kDone;
}

}  // namespace

Run setup_chart(CLI::App& app) {
  auto command = std::make_shared<ChartCommand>();
  command->input.add_to(app);
  app.get_option("FILE")
      ->description(fmt::format("Kinds of charts ({}), then logs: files, directories, globs; '-' or none for standard input",
                                fmt::join(kind_names(), ", ")))
      ->type_name(one_of(kind_names()) + kFile)
      ->option_text("...");
  command->window.add_to(app);
  app.add_option("-o,--output", command->outputs, "A folder, or for one chart a file (.png or .svg); may be repeated")
      ->type_name(kFile)
      ->allow_extra_args(false)
      ->required();
  app.add_option("-f,--format", command->formats, "What to write into a folder, or both: png,svg")
      ->type_name("{png,svg}")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->default_str("png");
  command->chart.add_to(app);
  app.add_option("--split", command->split,
                 "Where 'compare' divides the log: RFC 3339, a date, or back from its end (its middle)");
  app.add_option("--labels", command->labels, "Mark the known incidents of this YAML file in place of alerts")->type_name(kFile);
  return [command] { return run_chart(*command); };
}

}  // namespace invmon::tools

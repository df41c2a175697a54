#include "chart_files.hpp"

#include <fmt/core.h>

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <ostream>
#include <set>
#include <sstream>
#include <system_error>

#include "base/text.hpp"
#include "chart/fonts.hpp"
#include "chart/spans.hpp"
#include "chart/svg.hpp"
#include "command.hpp"
#include "modules/drawing.hpp"
#include "modules/load.hpp"
#include "output.hpp"
#include "say.hpp"

namespace invmon::tools {
namespace {

struct Size {
  unsigned width = 0, height = 0;
};

Result<Size> parse_size(const std::string& text) {
  constexpr unsigned kLeastWidth = 320, kLeastHeight = 200, kMost = 4'000;
  Size size;
  const char* const end = text.data() + text.size();
  const auto width = std::from_chars(text.data(), end, size.width);
  const bool split = width.ec == std::errc() && width.ptr != end && *width.ptr == 'x';
  const auto height = split ? std::from_chars(width.ptr + 1, end, size.height) : width;
  const bool whole = split && height.ec == std::errc() && height.ptr == end;
  if (whole && size.width >= kLeastWidth && size.width <= kMost && size.height >= kLeastHeight && size.height <= kMost) {
    return size;
  }
  return usage("--size", "not a size from 320x200 to 4000x4000: '" + text + "'", "write it like 960x400");
}

void warn_of_unknown_glyphs(const chart::DrawList& picture, std::set<std::string>& warned) {
  for (const auto& item : picture.items) {
    const auto* text = std::get_if<chart::TextItem>(&item);
    if (!text || text->size.unknown_glyphs == 0 || !warned.insert(text->text).second) continue;
    say("warning: the font lacks characters of '" + text->text + "'");
  }
}

Result<void> write_picture(const ChartFile& file, const chart::DrawList& picture, const chart::Fonts& fonts) {
  if (file.format == PictureFormat::svg) {
    return write_output(file.path, [&](std::ostream& out) { chart::write_svg(picture, out); });
  }
  const auto png = fonts.png(picture);
  if (!png) return png.error();
  return write_output(file.path, [&](std::ostream& out) { out << *png; });
}

Result<std::unique_ptr<chart::Fonts>> load_fonts() {
  const auto drawing = load_module<DrawingModule>();
  return drawing ? (*drawing)->load_fonts() : drawing.error();
}

Result<chart::Style> style_of(const ChartOptions& options, const chart::Fonts& fonts) {
  const auto size = parse_size(options.size);
  if (!size) return size.error();
  const auto& theme = options.theme == "dark" ? chart::dark_theme() : chart::light_theme();
  return chart::Style{
      theme, fonts, static_cast<double>(size->width), static_cast<double>(size->height), options.title, options.scale == "log"};
}

/// Draws charts, and says which texts the font lacks characters of.
Result<std::vector<chart::DrawList>> draw(std::span<const Drawing> charts, const ChartOptions& options,
                                          const chart::Fonts& fonts) {
  const auto style = style_of(options, fonts);
  if (!style) return style.error();
  std::vector<chart::DrawList> pictures;
  std::set<std::string> warned;
  for (const Drawing& chart : charts) {
    pictures.push_back(chart(*style));
    warn_of_unknown_glyphs(pictures.back(), warned);
  }
  return pictures;
}

}  // namespace

void ChartOptions::add_to(CLI::App& app) {
  app.add_option("--theme", theme, "Colours: light or dark")->check(CLI::IsMember({"light", "dark"}))->capture_default_str();
  app.add_option("--size", size, "Size in logical pixels, two of a PNG's to one; more height is taken where it is needed")
      ->capture_default_str();
  app.add_option("--title", title, "Title in place of the chart's own");
  app.add_option("--scale", scale, "Axis of durations: log or linear")
      ->check(CLI::IsMember({"log", "linear"}))
      ->capture_default_str();
}

Result<void> ChartOptions::check() const {
  const auto parsed = parse_size(size);
  if (!parsed) return parsed.error();
  return {};
}

std::vector<ChartFile> files_in(const std::string& folder, std::span<const std::string_view> names,
                                std::span<const PictureFormat> formats) {
  std::vector<ChartFile> files;
  for (std::size_t chart = 0; chart < names.size(); ++chart) {
    for (const auto format : formats) {
      const auto name = fmt::format("{}.{}", names[chart], format == PictureFormat::png ? "png" : "svg");
      files.push_back({(std::filesystem::path(folder) / name).string(), chart, format});
    }
  }
  return files;
}

std::vector<const chart::Kind*> all_kinds() {
  std::vector<const chart::Kind*> kinds;
  for (const auto& kind : chart::kinds()) {
    if (!kind.needs_halves) kinds.push_back(&kind);
  }
  return kinds;
}

std::vector<std::string_view> names_of(std::span<const chart::Kind* const> kinds) {
  std::vector<std::string_view> names;
  for (const auto* kind : kinds) names.push_back(kind->name);
  return names;
}

chart::Subject subject_of(const pipeline::JudgedReport& judged, const std::optional<policy::IncidentLabels>& incidents) {
  const auto& [report, policy, judgement, feeds] = judged;
  const policy::Range range{report.from.value_or(0), report.to.value_or(0)};
  chart::Subject subject{report, policy.rules, policy.slos, judgement.alerts, chart::limits_of(policy.rules, policy.slos), {},
                         {}};
  subject.spans =
      incidents ? chart::incident_spans(incidents->incidents) : chart::alert_spans(judgement.alerts, policy.rules, range.to);
  const auto maintenance = chart::maintenance_spans(policy.silences, range);
  subject.spans.insert(subject.spans.end(), maintenance.begin(), maintenance.end());
  return subject;
}

std::vector<Drawing> drawings_of(std::span<const chart::Kind* const> kinds, const chart::Subject& subject) {
  std::vector<Drawing> drawings;
  for (const auto* kind : kinds) {
    drawings.emplace_back([kind, &subject](const chart::Style& style) { return kind->draw(subject, style); });
  }
  return drawings;
}

Result<std::vector<chart::DrawList>> draw_charts(std::span<const Drawing> charts) {
  const auto fonts = load_fonts();
  if (!fonts) return fonts.error();
  return draw(charts, {}, **fonts);
}

Result<void> write_charts(std::span<const ChartFile> files, const ChartOptions& options, std::span<const Drawing> charts) {
  const auto fonts = load_fonts();
  if (!fonts) return fonts.error();
  const auto pictures = draw(charts, options, **fonts);
  if (!pictures) return pictures.error();
  for (const ChartFile& file : files) {
    if (auto made = make_folder_of(file.path); !made) return made.error();
    if (auto written = write_picture(file, (*pictures)[file.chart], **fonts); !written) return written.error();
  }
  return {};
}

Result<void> write_all_charts(const std::string& folder, const pipeline::JudgedReport& judged) {
  const auto kinds = all_kinds();
  const auto subject = subject_of(judged);
  return write_charts(files_in(folder, names_of(kinds), std::vector{PictureFormat::png}), {}, drawings_of(kinds, subject));
}

}  // namespace invmon::tools

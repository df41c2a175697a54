#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "chart/kinds.hpp"
#include "pipeline/judge.hpp"
#include "policy/incident_labels.hpp"

namespace invmon::tools {

enum class PictureFormat { png, svg };

/// How charts look.
struct ChartOptions {
  std::string theme = "light";
  std::string size = "960x400";
  std::string title;
  std::string scale = "log";

  void add_to(CLI::App& app);

  /// Whether they make sense, to be asked before the input is read.
  Result<void> check() const;
};

/// A picture to write.
struct ChartFile {
  std::string path;       ///< "-" for standard output
  std::size_t chart = 0;  ///< index into the charts that are drawn
  PictureFormat format = PictureFormat::png;
};

/// One file a chart and format in a folder, which is made if it is not there: error-rate.png.
std::vector<ChartFile> files_in(const std::string& folder, std::span<const std::string_view> names,
                                std::span<const PictureFormat> formats);

/// Every kind that needs no more than one report.
std::vector<const chart::Kind*> all_kinds();

std::vector<std::string_view> names_of(std::span<const chart::Kind* const> kinds);

/// What rules, SLOs and records come to, with known incidents in place of alerts if there are some. Holds references to `judged`.
chart::Subject subject_of(const pipeline::JudgedReport& judged, const std::optional<policy::IncidentLabels>& incidents = {});

using Drawing = std::function<chart::DrawList(const chart::Style&)>;

/// The drawings of some kinds. They hold a reference to the subject.
std::vector<Drawing> drawings_of(std::span<const chart::Kind* const> kinds, const chart::Subject& subject);

/// Draws charts as they are by default.
Result<std::vector<chart::DrawList>> draw_charts(std::span<const Drawing> charts);

/// Draws charts and replaces the files whole. Says on standard error which texts the font lacks characters of.
Result<void> write_charts(std::span<const ChartFile> files, const ChartOptions& options, std::span<const Drawing> charts);

/// Every kind as a PNG in a folder.
Result<void> write_all_charts(const std::string& folder, const pipeline::JudgedReport& judged);

}  // namespace invmon::tools

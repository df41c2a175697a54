#include "pipeline/detect_profile.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/text.hpp"
#include "detect/field_survey.hpp"
#include "detect/generic_profile.hpp"
#include "input/byte_stream.hpp"
#include "input/extract.hpp"
#include "input/line_text.hpp"
#include "input/source.hpp"

namespace invmon::pipeline {
namespace {

constexpr std::size_t kMostSources = 8;
constexpr std::size_t kHeadBytes = 64 * 1024;

Result<std::unique_ptr<input::ByteStream>> open_head(const input::Source& source, std::string& ahead) {
  if (source.path != "-") return input::open_stream(source.file);
  auto bytes = input::read_ahead(kHeadBytes);
  if (!bytes) return bytes.error();
  ahead = *std::move(bytes);
  return input::open_bytes(ahead, source.path);
}

/// The first lines of the sources, with input::kPadding bytes behind them.
Result<std::string> first_lines(const Options& options, std::string& ahead) {
  const auto sources = input::resolve_sources(options.inputs);
  if (!sources) return sources.error();
  const auto looked_at = std::min(sources->size(), kMostSources);
  std::string lines;
  for (std::size_t i = 0; i < looked_at; ++i) {
    auto stream = open_head((*sources)[i * sources->size() / looked_at], ahead);
    if (!stream) return stream.error();
    input::BlockReader reader(std::move(*stream), {kHeadBytes, options.limits.max_line});
    input::Block block;
    const auto filled = reader.next(block);
    if (!filled) return filled.error();
    if (!*filled || block.too_long) continue;
    lines += block.lines();
    if (lines.back() != '\n') lines += '\n';
  }
  lines.append(input::kPadding, '\0');
  return lines;
}

detect::FieldSurvey survey(std::string_view lines) {
  detect::FieldSurvey survey;
  while (!lines.empty()) survey.add(input::without_prefix(trimmed(input::take_line(lines))));
  return survey;
}

Result<record::Profile> generic(std::string_view lines, DetectedProfile& detected) {
  const auto yaml = detect::generic_profile(survey(lines));
  if (yaml) {
    detected.assumed = *yaml;
    return record::parse_profile(*yaml, "generic");
  }
  if (!detected.match.candidates.empty()) return record::load_profile(detected.match.candidates.front().profile);
  if (detected.match.objects > 0) detected.notes.emplace_back("no field holds times");
  return record::parse_profile("name: unknown\nfields: {time: time}\n", "unknown");
}

}  // namespace

Result<DetectedProfile> detect_profile(const Options& options) {
  DetectedProfile detected;
  const auto text = first_lines(options, detected.ahead);
  if (!text) return text.error();
  const auto lines = std::string_view(*text).substr(0, text->size() - input::kPadding);
  detected.match = detect::match_shapes(lines);
  auto choice = detect::choose(detected.match);
  detected.notes = std::move(choice.notes);
  auto profile = choice.profile.empty() ? generic(lines, detected) : record::load_profile(choice.profile);
  if (!profile) return profile.error();
  detected.profile = *std::move(profile);
  detected.profile.origin = record::Profile::Origin::detected;
  return detected;
}

}  // namespace invmon::pipeline

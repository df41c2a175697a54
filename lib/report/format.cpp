#include <algorithm>

#include "report/writers.hpp"

namespace invmon::report {
namespace {

struct Name {
  std::string_view text;
  Format format;
};

constexpr Name kNames[] = {{"text", Format::text},   {"json", Format::json}, {"markdown", Format::markdown},
                           {"md", Format::markdown}, {"csv", Format::csv},   {"junit", Format::junit},
                           {"html", Format::html}};

constexpr Name kEndings[] = {{".txt", Format::text},          {".json", Format::json}, {".md", Format::markdown},
                             {".markdown", Format::markdown}, {".csv", Format::csv},   {".xml", Format::junit},
                             {".html", Format::html}};

}  // namespace

std::string_view name(Format format) { return std::ranges::find(kNames, format, &Name::format)->text; }

std::string_view ending(Format format) { return std::ranges::find(kEndings, format, &Name::format)->text; }

std::optional<Format> format_by_name(std::string_view name) {
  const auto* const found = std::ranges::find(kNames, name, &Name::text);
  return found == std::end(kNames) ? std::nullopt : std::optional(found->format);
}

std::optional<Format> format_by_ending(std::string_view path) {
  const auto* const found = std::ranges::find_if(kEndings, [&](const Name& ending) { return path.ends_with(ending.text); });
  return found == std::end(kEndings) ? std::nullopt : std::optional(found->format);
}

void write(const Report& report, Format format, const TextStyle& style, std::ostream& out) {
  switch (format) {
    case Format::text:
      return write_text(report, style, out);
    case Format::json:
      return write_json(report, out);
    case Format::markdown:
      return write_markdown(report, out);
    case Format::csv:
      return write_csv(report, out);
    case Format::junit:
    case Format::html:
      break;
  }
}

}  // namespace invmon::report

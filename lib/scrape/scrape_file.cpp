#include "scrape/scrape_file.hpp"

#include <fmt/core.h>

#include <utility>

#include "scrape/parse.hpp"
#include "scrape/scrape_time.hpp"

namespace invmon::scrape {
namespace {

constexpr auto kHowToTime =
    "put the time into the file's name (bot-2025-02-01T00-00-00Z.prom), or a line '# timestamp 2025-02-01T00:00:00Z' before each "
    "scrape";

}  // namespace

Result<ScrapeFile> ScrapeFile::open(const input::Source& source, std::optional<Dialect> dialect) {
  auto stream = input::open_stream(source.file);
  if (!stream) return stream.error();
  return ScrapeFile(ScrapeCutter(*std::move(stream), source.path, dialect), source.path);
}

Result<Exposition> ScrapeFile::parse_text() const { return parse(text_.text, text_.dialect, {path_, text_.line}); }

Result<std::vector<TimePoint>> ScrapeFile::next(const std::function<void(const Error&)>& skipped) {
  for (;;) {
    const auto more = next_text();
    if (!more) return more.error();
    if (!*more) return std::vector<TimePoint>();
    const bool first = std::exchange(first_, false);
    auto metrics = parse_text();
    if (!metrics) {
      skipped(metrics.error());
      continue;
    }
    auto points = time_points(*std::move(metrics), text_.time || !first ? text_.time : time_of_file_name(path_));
    if (points) return *std::move(points);
    skipped({ErrorKind::input, fmt::format("{}:{}", path_, text_.line), "nothing says when this was scraped", kHowToTime});
  }
}

}  // namespace invmon::scrape

#include "scrape/read_scrapes.hpp"

#include <deque>
#include <set>
#include <utility>

#include "input/source.hpp"
#include "scrape/scrape_file.hpp"

namespace invmon::scrape {
namespace {

Error no_scrape() { return {ErrorKind::input, "", "there is no scrape in the input", ""}; }

}  // namespace

Result<std::uint64_t> check_scrapes(const ReadOptions& options) {
  const auto sources = input::resolve_sources(options.inputs);
  if (!sources) return sources.error();
  std::uint64_t scrapes = 0;
  for (const auto& source : *sources) {
    auto file = ScrapeFile::open(source, options.dialect);
    if (!file) return file.error();
    for (;;) {
      const auto more = file->next_text();
      if (!more) return more.error();
      if (!*more) break;
      ++scrapes;
      if (const auto metrics = file->parse_text(); !metrics) options.skipped(metrics.error());
    }
    if (const auto note = file->note(); !note.empty()) options.warn(source.path, note);
  }
  if (scrapes == 0) return no_scrape();
  return scrapes;
}

struct ScrapeSeries::Files {
  struct Reading {
    std::optional<ScrapeFile> file;
    std::deque<TimePoint> points;  ///< read and not yet given
  };

  /// Reads on in a file until it has a point to give, or ends.
  Result<void> fill(std::size_t index) {
    auto& reading = readings[index];
    if (!reading.file) {
      auto file = ScrapeFile::open(sources[index], options.dialect);
      if (!file) return file.error();
      reading.file = *std::move(file);
    }
    auto points = reading.file->next(options.skipped);
    if (!points) return points.error();
    for (auto& point : *points) reading.points.push_back(std::move(point));
    if (!reading.points.empty()) {
      waiting.emplace(reading.points.front().time, index);
    } else if (const auto note = reading.file->note(); !note.empty()) {
      options.warn(sources[index].path, note);
    }
    if (reading.points.empty()) reading.file.reset();
    return {};
  }

  ReadOptions options;
  std::vector<input::Source> sources;
  std::vector<Reading> readings;
  std::set<std::pair<Nanos, std::size_t>> waiting;  ///< files by the time of their next point
};

ScrapeSeries::ScrapeSeries(std::unique_ptr<Files> files) : files_(std::move(files)) {}
ScrapeSeries::ScrapeSeries(ScrapeSeries&&) noexcept = default;
ScrapeSeries& ScrapeSeries::operator=(ScrapeSeries&&) noexcept = default;
ScrapeSeries::~ScrapeSeries() = default;

Result<ScrapeSeries> ScrapeSeries::open(ReadOptions options) {
  auto sources = input::resolve_sources(options.inputs);
  if (!sources) return sources.error();
  if (auto made = input::make_repeatable(*sources); !made) return made.error();
  auto files = std::make_unique<Files>(Files{std::move(options), *std::move(sources), {}, {}});
  files->readings.resize(files->sources.size());
  std::vector<Error> errors;
  for (std::size_t i = 0; i < files->sources.size(); ++i) {
    auto file = ScrapeFile::open(files->sources[i], files->options.dialect);
    if (!file) return file.error();
    const auto known = errors.size();
    const auto points = file->next([&](const Error& error) { errors.push_back(error); });
    if (!points) return points.error();
    if (points->empty()) continue;
    files->waiting.emplace(points->front().time, i);
    errors.resize(known);  // they are found again when the file is read
  }
  const bool none = files->waiting.empty();
  for (std::size_t i = none ? 1 : 0; i < errors.size(); ++i) files->options.skipped(errors[i]);
  if (!none) return ScrapeSeries(std::move(files));
  return errors.empty() ? no_scrape() : errors.front();
}

Result<std::optional<TimePoint>> ScrapeSeries::next() {
  auto& files = *files_;
  while (!files.waiting.empty()) {
    const auto index = files.waiting.extract(files.waiting.begin()).value().second;
    auto& points = files.readings[index].points;
    if (points.empty()) {
      if (auto filled = files.fill(index); !filled) return filled.error();
      continue;
    }
    TimePoint point = std::move(points.front());
    points.pop_front();
    if (!points.empty()) {
      files.waiting.emplace(points.front().time, index);
    } else if (auto filled = files.fill(index); !filled) {
      return filled.error();
    }
    return std::optional(std::move(point));
  }
  return std::optional<TimePoint>();
}

}  // namespace invmon::scrape

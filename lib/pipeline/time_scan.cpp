#include "pipeline/time_scan.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "input/extract.hpp"
#include "pipeline/coordinator.hpp"
#include "pipeline/workers.hpp"
#include "record/record.hpp"

namespace invmon::pipeline {
namespace {

/// Lines that begin within so much of a source are searched for its first time, in pieces.
constexpr std::size_t kFirstBlock = 16 * 1024;
constexpr std::uint64_t kFirstBytes = 1024 * 1024;

/// A profile that asks for nothing but the time.
record::Profile only_time(const record::Profile& profile) {
  record::Profile result;
  result.name = profile.name;
  result.times = profile.times;
  return result;
}

/// Finds the times of a block's lines.
class TimeWorker final : private input::LineSink {
 public:
  TimeWorker(record::Decoder decoder, std::size_t max_line)
      : decoder_(std::move(decoder)), extractor_(input::make_extractor(decoder_.layout(), max_line)) {}

  BlockResult work(const Task& task) {
    result_ = {};
    first_line_.reset();
    offset_ = task.block.offset;
    if (!task.block.too_long) extractor_->extract(task.block.lines(), *this);
    return std::move(result_);
  }

  /// Of the last block's first line that has a time and stands near the source's beginning.
  std::optional<Nanos> first_line() const { return first_line_; }

 private:
  void values(record::Values values, input::LinePosition position) override {
    if (decoder_.decode(values, record_, detail_)) return;
    const auto time = record_.time;
    if (!first_line_ && offset_ + position.offset < kFirstBytes) first_line_ = time;
    result_.extent.include(time);
  }
  void bad_line(record::DropReason, input::LinePosition, std::string_view) override {}

  record::Decoder decoder_;
  std::unique_ptr<input::Extractor> extractor_;
  record::Record record_;
  std::string detail_;
  BlockResult result_;
  std::optional<Nanos> first_line_;
  std::uint64_t offset_ = 0;  ///< of the last block
};

}  // namespace

Result<std::optional<Nanos>> first_time(const input::Source& source, const Options& options) {
  auto decoder = record::Decoder::compile(only_time(options.profile), {});
  if (!decoder) return decoder.error();
  auto stream = input::open_stream(source.file);
  if (!stream) return stream.error();
  TimeWorker worker(std::move(*decoder), options.limits.max_line);
  input::BlockReader reader(std::move(*stream), {std::min(kFirstBlock, options.limits.block_bytes), options.limits.max_line});
  Task task;
  do {
    auto filled = reader.next(task.block);
    if (!filled) return filled.error();
    if (!*filled) break;
    worker.work(task);
  } while (!worker.first_line() && task.block.offset < kFirstBytes);
  return worker.first_line();
}

Result<TimeExtent> time_extent(const std::vector<input::Source>& sources, const Options& options) {
  auto decoder = record::Decoder::compile(only_time(options.profile), {});
  if (!decoder) return decoder.error();
  Workers<TimeWorker> workers(options.threads, *decoder, options.limits.max_line);
  Options quiet = options;
  quiet.warn = nullptr;
  const auto results = read_sources(sources, quiet, workers);
  if (!results) return results.error();
  TimeExtent extent;
  for (const auto& result : *results) extent.include(result.extent);
  return extent;
}

}  // namespace invmon::pipeline

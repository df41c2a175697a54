#include "pipeline/live_records.hpp"

#include <algorithm>
#include <utility>

namespace invmon::pipeline {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

LiveRecords::Minutes no_minutes() {
  return LiveRecords::Minutes({window::Windowing::fixed(kMinute), false, 0}, window::Pane({0, window::Durations::all, {}}));
}

}  // namespace

Result<std::unique_ptr<LiveRecords>> LiveRecords::make(const Options& options) {
  record::Selection selection;
  selection.where = options.where;
  auto feeds = place_feeds(options.feeds, selection, {});
  if (!feeds) return feeds.error();
  auto decoder = record::Decoder::compile(options.profile, selection);
  if (!decoder) return decoder.error();
  return std::unique_ptr<LiveRecords>(new LiveRecords(options, *std::move(decoder), *std::move(feeds)));
}

LiveRecords::LiveRecords(const Options& options, record::Decoder decoder, std::vector<FeedColumns> feeds)
    : options_(options),
      decoder_(std::move(decoder)),
      extractor_(input::make_extractor(decoder_.layout(), options.limits.max_line)),
      columns_(std::move(feeds)),
      dictionaries_(0, columns_.size(), options.max_groups),
      panes_(columns_, dictionaries_, options.silences),
      streaks_(columns_),
      recent_(options.profile.lateness),
      minutes_(no_minutes()) {}

void LiveRecords::expect(std::vector<Nanos> first_times) {
  expected_ = first_times.size();
  if (expected_ == 0) return;
  order_.emplace(std::move(first_times), options_.profile.lateness, [this](auto outcomes) {
    for (const auto& outcome : outcomes) recent_.add(outcome);
    settle();
  });
}

void LiveRecords::reached_end(std::size_t stream) {
  order_->close(stream);
  if (order_->waits_for() == expected_) order_.reset();
}

void LiveRecords::add(std::size_t stream, std::string_view bytes, Nanos latest) {
  while (streams_.size() <= stream) streams_.emplace_back();
  auto& [rest, too_long, offset, extent] = streams_[stream];
  latest_ = latest;
  rest.append(bytes);
  if (offset == 0 && rest.starts_with(kByteOrderMark)) {
    rest.erase(0, kByteOrderMark.size());
    offset = kByteOrderMark.size();
  }
  const auto size = rest.rfind('\n') + 1;  // rfind's npos + 1 is 0
  if (size > 0) read_lines(stream, size);
  if (rest.size() > options_.limits.max_line) {
    if (!too_long) bad_line(record::DropReason::too_long, {}, {});
    too_long = true;
    offset += rest.size();
    rest.clear();
  }
}

void LiveRecords::close(std::size_t stream) {
  if (stream >= streams_.size() || streams_[stream].rest.empty()) return;
  read_lines(stream, streams_[stream].rest.size());
}

/// Reads whole lines, the first `size` bytes of a stream's rest.
void LiveRecords::read_lines(std::size_t stream, std::size_t size) {
  auto& [rest, too_long, offset, extent] = streams_[stream];
  std::size_t begin = 0;
  if (std::exchange(too_long, false)) begin = std::min(size, rest.find('\n') + 1);
  batch_.clear(stream);
  outcomes_.clear();
  offset += begin;
  rest.resize(rest.size() + input::kPadding, ' ');
  extractor_->extract(std::string_view(rest).substr(begin, size - begin), *this);
  rest.resize(rest.size() - input::kPadding);
  offset += size - begin;
  rest.erase(0, size);
  add_batch();
  panes_.fold();

  if (order_ && stream < expected_) {
    order_->add(stream, outcomes_);
  } else {
    for (const auto& outcome : outcomes_) recent_.add(outcome);
    settle();
  }
}

void LiveRecords::settle() {
  const auto outcomes = recent_.settle();
  streaks_.add(outcomes, outcomes);
}

void LiveRecords::add_batch() {
  minutes_.visit_whole(batch_.times(), batch_.rows(), [this](window::Pane& pane, auto rows) { pane.add(batch_, rows); });
  panes_.add(batch_, {});
}

void LiveRecords::values(record::Values values, input::LinePosition position) {
  if (const auto dropped = decoder_.decode(values, record_, detail_)) return bad_line(*dropped, position, detail_);
  if (record_.time > latest_) return bad_line(record::DropReason::out_of_range, position, {});
  account_.record();
  extent_.include(record_.time);
  auto& stream = streams_[batch_.source()];
  stream.extent.include(record_.time);
  earliest_ = std::min(earliest_.value_or(record_.time), record_.time);
  input::Outcome outcome{record_.time, record_.failure, {}};
  panes_.note(record_, static_cast<std::uint32_t>(batch_.size()), outcome);
  batch_.add(record_, stream.offset + position.offset);
  if (record_.transaction && !record_.counted) outcomes_.push_back(outcome);
}

void LiveRecords::bad_line(record::DropReason reason, input::LinePosition position, std::string_view detail) {
  account_.dropped(reason, position.index, position.offset, detail);
}

std::optional<Nanos> LiveRecords::last(std::size_t stream) const {
  return stream < streams_.size() ? streams_[stream].extent.last : std::nullopt;
}

std::optional<Nanos> LiveRecords::take_earliest() { return std::exchange(earliest_, std::nullopt); }

std::vector<policy::FeedSeries> LiveRecords::series(std::size_t feed) const {
  return feed_series(feed, columns_[feed], dictionaries_.feeds[feed], panes_, streaks_);
}

void LiveRecords::count_recent() { streaks_.add_for_now(recent_.waiting()); }

void LiveRecords::drop_before(Nanos time) {
  panes_.drop_before(time);
  streaks_.drop_before(time);
}

}  // namespace invmon::pipeline

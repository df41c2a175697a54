#include "pipeline/run.hpp"

#include <future>
#include <memory>
#include <utility>

#include "base/parallel_for.hpp"
#include "pipeline/assemble.hpp"
#include "pipeline/block_worker.hpp"
#include "pipeline/coordinator.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/streak_book.hpp"
#include "pipeline/workers.hpp"

namespace invmon::pipeline {

struct KeptFeeds::Panes {
  Panes(Plan definite, const Options& options)
      : plan(std::move(definite)),
        dictionaries(options.by.size(), plan.feeds.size(), options.max_groups),
        streaks(plan.feeds),
        book(plan.shape, options.profile.streak_threshold) {}

  Plan plan;
  Dictionaries dictionaries;
  FeedStreaks streaks;
  StreakBook book;  ///< of the report itself
  std::optional<Tally> tally;
};

KeptFeeds::KeptFeeds(std::unique_ptr<Panes> panes) : panes_(std::move(panes)) {}
KeptFeeds::KeptFeeds(KeptFeeds&&) noexcept = default;
KeptFeeds& KeptFeeds::operator=(KeptFeeds&&) noexcept = default;
KeptFeeds::~KeptFeeds() = default;

std::vector<policy::FeedSeries> KeptFeeds::series(std::size_t feed) const {
  const auto& columns = panes_->plan.feeds[feed];
  if (columns.is_reports()) {
    return {{{}, &panes_->tally->panes.whole(), columns.spec.streaks ? &panes_->book.panes().whole() : nullptr}};
  }
  return feed_series(feed, columns, panes_->dictionaries.of_feed(feed, columns.dimension), panes_->tally->feeds, panes_->streaks);
}

const window::Windowing& KeptFeeds::windowing() const { return panes_->tally->panes.windowing(); }

Result<Findings> run_with_feeds(const Options& options) {
  auto definite = make_plan(options);
  if (!definite) return definite.error();
  auto kept = std::make_unique<KeptFeeds::Panes>(*std::move(definite), options);
  const auto& plan = kept->plan;
  auto& dictionaries = kept->dictionaries;
  auto decoder = record::Decoder::compile(options.profile, plan.selection);
  if (!decoder) return decoder.error();

  TrailBook trails(plan.trails);
  Workers<BlockWorker> workers(options.threads, *decoder, options, plan, dictionaries, trails);
  std::vector<window::FoldedKeys> folded(dictionaries.dimensions.begin(), dictionaries.dimensions.end());
  input::OutcomeOrder order(plan.first_times, options.profile.lateness, [&](auto outcomes) {
    const auto changes = kept->book.add(outcomes);
    for (std::size_t i = 0; i < folded.size(); ++i) folded[i].take([&](std::uint32_t key) { kept->book.fold(i, key); });
    kept->streaks.add(outcomes, changes);
    kept->streaks.forget(outcomes.back().time);
  });
  Coordinator coordinator(plan.sources, order, options);
  if (auto done = workers.run(coordinator); !done) return done.error();
  kept->book.finish();

  auto tally = workers[0].finish();
  std::vector<Tally> others;
  for (std::size_t i = 1; i < workers.size(); ++i) others.push_back(workers[i].finish());
  // Where it is not known before how many windows there will be, this thread would only wait for another one to merge them.
  const bool meanwhile = options.threads > 1 && !plan.shape.windowing.is_automatic();
  auto merged = std::async(meanwhile ? std::launch::async : std::launch::deferred, [&] {
    for (auto& other : others) tally.merge_windows(other);
  });
  std::vector<FeedPanes*> other_feeds;
  for (auto& other : others) other_feeds.push_back(&other.feeds);
  const auto feed_merges = tally.feeds.merges_of(other_feeds);
  ParallelLoop feeds_merged(feed_merges.size(), others.size(), 1, [&](std::size_t i) { feed_merges[i].run(); });
  auto report = assemble({options, plan, coordinator, dictionaries, tally, merged, kept->book, order.late()});
  if (!report) return report.error();
  trails.tables().write_to(*report);
  feeds_merged.finish();
  tally.feeds.widen_to(tally.panes.windowing().width());
  kept->streaks.widen_to(tally.panes.windowing().width());
  kept->tally = std::move(tally);
  return Findings{*std::move(report), KeptFeeds(std::move(kept))};
}

Result<report::Report> run(const Options& options) {
  auto findings = run_with_feeds(options);
  if (!findings) return findings.error();
  return std::move(findings->report);
}

}  // namespace invmon::pipeline

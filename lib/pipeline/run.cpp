#include "pipeline/run.hpp"

#include <memory>
#include <utility>

#include "pipeline/assemble.hpp"
#include "pipeline/block_worker.hpp"
#include "pipeline/coordinator.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/run_workers.hpp"
#include "pipeline/streak_book.hpp"

namespace invmon::pipeline {

struct KeptFeeds::Panes {
  Panes(Plan definite, const Options& options)
      : plan(std::move(definite)), dictionaries(options.by.size(), plan.feeds.size(), options.max_groups), streaks(plan.feeds) {}

  Plan plan;
  Dictionaries dictionaries;
  FeedStreaks streaks;
  std::optional<Tally> tally;
};

KeptFeeds::KeptFeeds(std::unique_ptr<Panes> panes) : panes_(std::move(panes)) {}
KeptFeeds::KeptFeeds(KeptFeeds&&) noexcept = default;
KeptFeeds& KeptFeeds::operator=(KeptFeeds&&) noexcept = default;
KeptFeeds::~KeptFeeds() = default;

std::vector<policy::FeedSeries> KeptFeeds::series(std::size_t feed) const {
  const auto& columns = panes_->plan.feeds[feed];
  if (columns.spec.of_windows) return {{{}, &panes_->tally->panes.whole(), nullptr}};
  return feed_series(feed, columns, panes_->dictionaries.feeds[feed], panes_->tally->feeds, panes_->streaks);
}

Result<Findings> run_with_feeds(const Options& options) {
  auto definite = make_plan(options);
  if (!definite) return definite.error();
  auto kept = std::make_unique<KeptFeeds::Panes>(*std::move(definite), options);
  const auto& plan = kept->plan;
  auto& dictionaries = kept->dictionaries;
  auto decoder = record::Decoder::compile(options.profile, plan.selection);
  if (!decoder) return decoder.error();

  TrailBook trails(plan.trails);
  std::vector<std::unique_ptr<BlockWorker>> workers;
  std::vector<BlockWorker*> pointers;
  for (unsigned i = 0; i < options.threads; ++i) {
    workers.push_back(std::make_unique<BlockWorker>(*decoder, options, plan, dictionaries, trails));
    pointers.push_back(workers.back().get());
  }
  StreakBook streaks(plan.shape, options.profile.streak_threshold);
  input::OutcomeOrder order(plan.first_times, options.profile.lateness, [&](auto outcomes) {
    streaks.add(outcomes);
    kept->streaks.add(outcomes);
    kept->streaks.forget(outcomes.back().time);
  });
  Coordinator coordinator(plan.sources, order, options);
  if (auto done = run_workers(coordinator, pointers); !done) return done.error();
  streaks.finish();

  auto& tally = workers[0]->tally();
  for (std::size_t i = 1; i < workers.size(); ++i) {
    tally.merge(std::move(workers[i]->tally()));
    workers[i].reset();
  }
  auto report = assemble({options, plan, coordinator, dictionaries, tally, streaks, order.late()});
  if (!report) return report.error();
  trails.tables().write_to(*report);
  tally.feeds.fold();
  kept->tally = std::move(tally);
  return Findings{*std::move(report), KeptFeeds(std::move(kept))};
}

Result<report::Report> run(const Options& options) {
  auto findings = run_with_feeds(options);
  if (!findings) return findings.error();
  return std::move(findings->report);
}

}  // namespace invmon::pipeline

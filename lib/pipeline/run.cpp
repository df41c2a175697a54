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

Result<report::Report> run(const Options& options) {
  auto plan = make_plan(options);
  if (!plan) return plan.error();
  auto decoder = record::Decoder::compile(options.profile, plan->selection);
  if (!decoder) return decoder.error();

  Dictionaries dictionaries(options.by.size(), options.max_groups);
  std::vector<std::unique_ptr<BlockWorker>> workers;
  std::vector<BlockWorker*> pointers;
  for (unsigned i = 0; i < options.threads; ++i) {
    workers.push_back(std::make_unique<BlockWorker>(*decoder, plan->shape, options.profile.gauges.size(), dictionaries,
                                                    options.limits.max_line));
    pointers.push_back(workers.back().get());
  }
  StreakBook streaks(plan->shape, options.profile.streak_threshold);
  input::OutcomeOrder order(plan->first_times, options.profile.lateness, [&streaks](auto outcomes) { streaks.add(outcomes); });
  Coordinator coordinator(plan->sources, order, options);
  if (auto done = run_workers(coordinator, pointers); !done) return done.error();
  streaks.finish();

  for (std::size_t i = 1; i < workers.size(); ++i) {
    workers[0]->tally().merge(std::move(workers[i]->tally()));
    workers[i].reset();
  }
  return assemble({options, *plan, coordinator, dictionaries, workers[0]->tally(), streaks, order.late()});
}

}  // namespace invmon::pipeline

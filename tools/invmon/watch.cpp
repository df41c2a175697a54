#include <fmt/core.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "alert_log.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "exposition/writers.hpp"
#include "modules/load.hpp"
#include "modules/network.hpp"
#include "say.hpp"
#include "stop_signals.hpp"
#include "terminal.hpp"
#include "watch_book.hpp"
#include "watch_settings.hpp"
#include "watch_state.hpp"
#include "watch_status.hpp"

namespace invmon::tools {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kNewsShown = 5;
constexpr auto kLookEvery = std::chrono::seconds(1);
constexpr auto kSaveEvery = std::chrono::minutes(1);

/// The clock of the wall; everything else is told the time.
Nanos wall_time() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

policy::Alert as_it_began(policy::Alert alert) {
  alert.state = policy::AlertState::firing;
  alert.ends_at.reset();
  return alert;
}

input::Follower::Settings follower_settings(const WatchSettings& settings, const WatchState& state) {
  input::Follower::Settings result;
  result.arguments = settings.pipeline.inputs;
  result.except = {settings.log, settings.state_path, settings.state_path + ".lock"};
  result.known = state.files;
  result.warn = [](const auto& path, const auto& note) { say("warning: " + path + ": " + note); };
  return result;
}

class Watch {
 public:
  Watch(const WatchSettings& settings, pipeline::LiveRun& run, const WatchState& state, std::unique_ptr<MetricsServer> server)
      : settings_(settings),
        run_(run),
        reader_(follower_settings(settings, state), run),
        book_(state.told, state.since),
        server_(std::move(server)) {
    run_.set_live(state.live);
    if (stdout_is_terminal()) area_.emplace();
  }

  /// Follows until a signal comes, the input ends, or it is idle for long enough; the exit status.
  Result<int> go_on() {
    const StopSignals stop;
    reader_.catch_up(settings_.pipeline, wall_time(), [this](Nanos time) { judge(time, false); });
    changed_ = looked_ = Clock::now();
    evaluate();
    serve();
    while (!error_ && !is_over() && stop.came() == 0 && std::cout) {
      wait(stop);
      if (const auto now = Clock::now(); reader_.follower().watch().names_changed() || now - looked_ >= kLookEvery) {
        reader_.follower().look();
        looked_ = now;
      }
      read_new();
      if (Clock::now() - evaluated_ >= settings_.interval) evaluate();
    }
    if (!error_ && news_to_come_) evaluate();
    if (!error_) save();
    area_.reset();
    if (error_) return *error_;
    constexpr int kSignalled = 128;
    return stop.came() == 0 ? kDone : kSignalled + stop.came();
  }

 private:
  void serve() {
    if (!server_) return;
    say("metrics are at " + server_->url());
    server_->serve([this] {
      std::ostringstream text;
      const std::lock_guard lock(reading_);
      exposition::write_prometheus({run_.totals(), settings_.metrics, settings_.pipeline.thresholds}, text);
      return std::move(text).str();
    });
  }

  /// Standard input alone comes to an end; files may go on, and others appear.
  bool is_over() const {
    const bool only_input = settings_.pipeline.inputs == std::vector<std::string>{"-"};
    const bool idle = settings_.until_idle && Clock::now() - changed_ >= *settings_.until_idle;
    return idle || (only_input && reader_.all_ended());
  }

  void wait(const StopSignals& stop) {
    using std::chrono::milliseconds;
    const auto& inputs = settings_.pipeline.inputs;
    const bool reads_input = std::ranges::find(inputs, "-") != inputs.end() && !input_ended();
    // Lines that come one by one are read together.
    pollfd stopped{stop.descriptor(), POLLIN, 0};
    poll(&stopped, 1, kPauseMilliseconds);
    pollfd events[] = {stopped, {reader_.follower().watch().descriptor(), POLLIN, 0}, {reads_input ? 0 : -1, POLLIN, 0}};
    auto until = std::min(looked_ + kLookEvery, evaluated_ + std::chrono::duration_cast<Clock::duration>(settings_.interval));
    const auto left = std::chrono::ceil<milliseconds>(until - Clock::now()).count();
    poll(events, std::size(events), static_cast<int>(std::max<std::int64_t>(left, 0)));
  }

  bool input_ended() {
    auto& follower = reader_.follower();
    for (std::size_t i = 0; i < follower.size(); ++i) {
      if (follower.path(i) == "-") return follower.ended(i);
    }
    return true;
  }

  void read_new() {
    const std::lock_guard lock(reading_);
    if (!reader_.read(wall_time())) return;
    changed_ = Clock::now();
    news_to_come_ = true;
  }

  void evaluate() {
    evaluated_ = Clock::now();
    const auto now = run_.now(wall_time());
    const bool has_news = std::exchange(news_to_come_, false);
    if (now && (has_news || now != judged_)) judge(*now, true);
    if (area_) draw(now);
    if (Clock::now() - saved_ >= kSaveEvery) save();
  }

  void judge(Nanos now, bool at_end) {
    using Checks = pipeline::LiveRun::Checks;
    if (error_) return;
    now = std::max(now, judged_.value_or(now));
    judged_ = now;
    const std::lock_guard lock(reading_);
    auto judged = run_.judge(now, at_end ? Checks::early : Checks::due);
    tell(book_.update(run_, judged, now, at_end));
    judgement_ = std::move(judged.judgement);
  }

  /// The log comes first and the state last: after a crash in between the log lacks nothing, and takes nothing twice.
  void tell(const std::vector<AlertNews>& news) {
    if (news.empty()) return;
    std::vector<policy::Alert> alerts;
    for (const auto& item : news) alerts.push_back(item.resolved ? item.alert : as_it_began(item.alert));
    if (!settings_.log.empty()) note(append_to_alert_log(settings_.log, alerts));
    for (const auto& item : news) {
      news_.push_back(news_line(item));
      if (!area_) std::cout << news_.back() << '\n';
    }
    std::cout.flush();
    while (news_.size() > kNewsShown) news_.pop_front();
    save();
  }

  void draw(std::optional<Nanos> now) {
    const auto& follower = reader_.follower();
    std::size_t files = 0;
    for (std::size_t i = 0; i < follower.size(); ++i) files += !follower.ended(i);
    const report::TextStyle style{use_color(ColorChoice::automatic), stdout_columns()};
    area_->draw(status_lines({run_, judgement_, news_, files, now}, style, StatusArea::rows()));
  }

  void save() {
    saved_ = Clock::now();
    if (settings_.state_path.empty()) return;
    const auto wanted = [this](std::size_t stream) { return judged_ && run_.needs(stream, *judged_); };
    note(save_watch_state(settings_.state_path, {book_.since(), run_.is_live(), book_.told(), reader_.follower().marks(wanted)}));
  }

  void note(const Result<void>& result) {
    if (!result && !error_) error_ = result.error();
  }

  static constexpr int kPauseMilliseconds = 50;

  const WatchSettings& settings_;
  pipeline::LiveRun& run_;
  pipeline::LiveReader reader_;
  AlertBook book_;
  std::optional<StatusArea> area_;
  std::deque<std::string> news_;
  policy::Judgement judgement_;
  std::optional<Nanos> judged_;  ///< up to when
  std::optional<Error> error_;
  bool news_to_come_ = true;  ///< something was read since the last evaluation
  Clock::time_point changed_, looked_, evaluated_, saved_;
  std::mutex reading_;                     ///< held while records are added or taken away
  std::unique_ptr<MetricsServer> server_;  ///< goes first
};

Result<int> run_watch(const WatchOptions& options) {
  const auto settings = settings_of(options);
  if (!settings) return settings.error();
  auto run = pipeline::LiveRun::make(settings->pipeline, settings->policy);
  if (!run) return run.error();
  std::unique_ptr<MetricsServer> server;
  if (!settings->serve.empty()) {
    const auto network = load_module<NetworkModule>();
    if (!network) return network.error();
    auto bound = (*network)->bind_server(settings->serve);
    if (!bound) return bound.error();
    server = *std::move(bound);
  }
  std::optional<WatchLock> lock;
  WatchState state;
  if (const auto& path = settings->state_path; !path.empty()) {
    auto taken = WatchLock::take(path);
    if (!taken) return taken.error();
    lock.emplace(*std::move(taken));
    auto loaded = load_watch_state(path);
    if (!loaded) return loaded.error();
    state = *std::move(loaded);
  }
  return Watch(*settings, **run, state, std::move(server)).go_on();
}

}  // namespace

Run setup_watch(CLI::App& app) {
  auto options = std::make_shared<WatchOptions>();
  options->add_to(app);
  return [options] { return run_watch(*options); };
}

}  // namespace invmon::tools

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "command.hpp"
#include "output.hpp"
#include "report/text_table.hpp"
#include "settings.hpp"
#include "shared_options.hpp"
#include "terminal.hpp"

namespace invmon::tools {
namespace {

/// What every command declares that takes settings.
struct SharedFlags {
  CLI::App app;
  InputOptions input;
  WindowOptions window;
  OutputOptions output;

  SharedFlags() {
    input.add_to(app);
    window.add_to(app);
    output.add_to(app);
  }

  /// Whether the values are what a command could run with.
  Result<void> check() const {
    pipeline::Options pipeline;
    if (auto applied = window.apply_zone(pipeline); !applied) return applied;
    if (auto applied = input.apply_selection(pipeline); !applied || input.profile.empty()) return applied;
    return choose_profile(input.profile, pipeline);
  }
};

report::Table table_of(const std::vector<Setting>& set, const CLI::App& app) {
  report::Table table;
  table.title = "Settings";
  table.columns = {{"Setting", report::Align::left}, {"Value", report::Align::left}, {"From", report::Align::left}};
  for (const auto& name : setting_names()) {
    const auto setting = std::ranges::find(set, name.flag, [](const Setting& s) { return s.name.flag; });
    if (setting != set.end()) {
      table.rows.push_back({{name.key}, {setting->value}, {setting->place}});
    } else {
      const auto standard = app.get_option(name.flag)->get_default_str();
      table.rows.push_back({{name.key}, {standard.empty() ? "told by the log" : standard}, {"default"}});
    }
  }
  return table;
}

Result<int> run_config() {
  SharedFlags flags;
  const auto settings = load_settings();
  if (!settings) return settings.error();
  const auto taken = apply_settings(*settings, flags.app);
  if (!taken) return taken.error();
  if (auto sound = flags.check(); !sound) return at_its_setting(sound.error(), *taken);
  auto written = write_output("-", [&](std::ostream& out) {
    constexpr std::size_t kUncut = 10'000;
    out << report::render_table(table_of(*taken, flags.app), {use_color(flags.output.color), kUncut});
  });
  if (!written) return written.error();
  return kDone;
}

}  // namespace

Run setup_config(CLI::App&) { return run_config; }

}  // namespace invmon::tools

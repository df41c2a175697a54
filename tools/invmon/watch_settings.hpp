#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "exposition/family.hpp"
#include "policy/policy.hpp"
#include "shared_options.hpp"

namespace invmon::tools {

struct WatchOptions {
  InputOptions input;
  std::string log = "alerts/alerts.log";
  std::string state;
  CLI::Option* state_option = nullptr;
  std::string interval = "1s";
  std::string until_idle;
  std::string serve;  ///< an address; empty for none

  void add_to(CLI::App& app);
};

/// What a watch is made with, checked before anything is read.
struct WatchSettings {
  pipeline::Options pipeline;
  policy::Policy policy;
  std::string log, state_path;
  std::chrono::nanoseconds interval{};
  std::optional<std::chrono::nanoseconds> until_idle;
  std::string serve;
  std::vector<exposition::FamilyPlan> metrics;  ///< what is served
};

Result<WatchSettings> settings_of(const WatchOptions& options);

}  // namespace invmon::tools

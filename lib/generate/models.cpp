#include "generate/models.hpp"

#include <algorithm>
#include <array>

namespace invmon::generate {
namespace {

const std::array<std::string, 5> kNames{"consignment", "dashboard-slo", "inventory-bot", "platform", "sustained"};
constexpr std::array kMakers{make_consignment, make_dashboard_slo, make_inventory_bot, make_platform, make_sustained};

}  // namespace

std::span<const std::string> model_names() { return kNames; }

std::unique_ptr<Model> make_model(std::string_view name, const ModelOptions& options) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  return found == kNames.end() ? nullptr : kMakers[static_cast<std::size_t>(found - kNames.begin())](options);
}

}  // namespace invmon::generate

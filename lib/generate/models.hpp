#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "generate/model.hpp"

namespace invmon::generate {

std::unique_ptr<Model> make_consignment(const ModelOptions& options);
std::unique_ptr<Model> make_dashboard_slo(const ModelOptions& options);
std::unique_ptr<Model> make_inventory_bot(const ModelOptions& options);
std::unique_ptr<Model> make_platform(const ModelOptions& options);
std::unique_ptr<Model> make_sustained(const ModelOptions& options);

/// The names of all models, sorted. They are those of the built-in profiles that read such logs.
std::span<const std::string> model_names();

/// The model of that name, or nothing.
std::unique_ptr<Model> make_model(std::string_view name, const ModelOptions& options);

}  // namespace invmon::generate

#pragma once

#include <memory>
#include <string>

#include "modules/network.hpp"

namespace invmon::tools {

/// A server made of cpp-httplib, as NetworkModule::bind_server says.
Result<std::unique_ptr<MetricsServer>> bind_metrics_server(const std::string& address);

}  // namespace invmon::tools

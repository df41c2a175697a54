#pragma once

#include <memory>

#include "modules/network.hpp"

namespace invmon::tools {

/// A client made of libcurl.
std::unique_ptr<HttpClient> make_http_client();

}  // namespace invmon::tools

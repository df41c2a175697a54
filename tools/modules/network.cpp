#include "modules/network.hpp"

#include "modules/http_post.hpp"
#include "modules/metrics_server.hpp"

extern "C" [[gnu::visibility("default")]] const invmon::tools::NetworkModule kInvmonModule = {
    invmon::tools::make_http_client,
    invmon::tools::bind_metrics_server,
};

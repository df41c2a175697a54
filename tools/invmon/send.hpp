#pragma once

#include "base/error.hpp"
#include "pipeline/judge.hpp"

namespace invmon::tools {

/// Gets receivers ready to be sent to: a URL or routing key that is written as `env:NAME` becomes the value of that environment
/// variable. Errors: no routes, no receiver with a URL, a variable that is not set or holds no URL.
Result<void> prepare_receivers(policy::Routing& routing);

/// Posts what is firing at the end to the receivers that routing assigns, in each format of which a receiver has a URL. Failures
/// are told on standard error and don't keep the others from being sent. Whether all went well.
bool send(const pipeline::JudgedReport& judged);

}  // namespace invmon::tools

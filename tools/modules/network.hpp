#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/error.hpp"

namespace invmon::tools {

/// Posts JSON to services, one request after the other, over connections that it keeps.
class HttpClient {
 public:
  virtual ~HttpClient() = default;

  /// Done when the service answers with a status of 2xx; redirects are not followed. Up to 5 s to connect and 15 s in all; what
  /// may pass (no connection, no answer, 429, 5xx) is tried three times, with pauses that double, or longer ones if the answer's
  /// Retry-After says so, up to 10 s. A URL that failed all three times fails at once from then on. Errors name the host and what
  /// it answered, and nothing else of the URL, which may be secret.
  virtual Result<void> post(const std::string& url, const std::string& body) = 0;
};

/// Answers GET /metrics over HTTP, in threads of its own, until it is destroyed.
class MetricsServer {
 public:
  virtual ~MetricsServer() = default;

  /// Begins to answer with what `text` gives, which is called by other threads. Signals that the caller blocks are not theirs.
  virtual void serve(std::function<std::string()> text) = 0;

  /// "http://127.0.0.1:9100/metrics".
  virtual const std::string& url() const = 0;
};

/// The module that talks to other machines.
struct NetworkModule {
  static constexpr auto kFile = "libinvmon-network.so";

  std::unique_ptr<HttpClient> (*make_client)();

  /// Takes a port of this machine: ":9100" of 127.0.0.1, "HOST:PORT" of that address alone. Errors: no such address, a port that
  /// is taken.
  Result<std::unique_ptr<MetricsServer>> (*bind_server)(const std::string& address);
};

}  // namespace invmon::tools

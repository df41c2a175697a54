#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/error.hpp"

namespace invmon::tools {

/// Posts JSON to services, one request after the other, over connections that it keeps.
class HttpClient {
 public:
  HttpClient();
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Done when the service answers with a status of 2xx; redirects are not followed. Up to 5 s to connect and 15 s in all; what
  /// may pass (no connection, no answer, 429, 5xx) is tried three times, with pauses that double, or longer ones if the answer's
  /// Retry-After says so, up to 10 s. A URL that failed all three times fails at once from then on. Errors name the host and what
  /// it answered, and nothing else of the URL, which may be secret.
  Result<void> post(const std::string& url, const std::string& body);

 private:
  struct Transfer;

  std::unique_ptr<Transfer> transfer_;
  std::map<std::string, Error> given_up_;  ///< by URL
};

}  // namespace invmon::tools

#include "modules/http_post.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <new>
#include <thread>

#include "base/version.hpp"

namespace invmon::tools {
namespace {

constexpr int kTries = 3;
constexpr long kSecondsToConnect = 5;
constexpr long kSecondsInAll = 15;
constexpr std::chrono::milliseconds kFirstPause{500};
constexpr curl_off_t kLongestRetryAfter = 10;

std::size_t discard(char*, std::size_t size, std::size_t count, void*) { return size * count; }

std::string part(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return "";
  std::string copy = text;
  curl_free(text);
  return copy;
}

/// What may be shown of a URL: user, path and query may be secret.
std::string host_of(const std::string& url) {
  const std::unique_ptr<CURLU, void (*)(CURLU*)> parsed(curl_url(), curl_url_cleanup);
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return "";
  const std::string port = part(parsed.get(), CURLUPART_PORT);
  return part(parsed.get(), CURLUPART_HOST) + (port.empty() ? "" : ":" + port);
}

/// How one request ended.
struct Outcome {
  CURLcode code = CURLE_OK;
  long status = 0;  ///< of the answer, if code is CURLE_OK
  std::chrono::seconds retry_after{0};

  bool is_good() const { return code == CURLE_OK && status >= 200 && status < 300; }

  bool may_pass() const {
    switch (code) {
      case CURLE_OK:
        return status == 429 || status >= 500;
      case CURLE_COULDNT_RESOLVE_HOST:
      case CURLE_COULDNT_RESOLVE_PROXY:
      case CURLE_COULDNT_CONNECT:
      case CURLE_OPERATION_TIMEDOUT:
      case CURLE_SSL_CONNECT_ERROR:
      case CURLE_GOT_NOTHING:
      case CURLE_SEND_ERROR:
      case CURLE_RECV_ERROR:
        return true;
      default:
        return false;
    }
  }

  std::string text() const {
    return code == CURLE_OK ? fmt::format("answered with status {}", status) : curl_easy_strerror(code);
  }
};

class CurlClient final : public HttpClient {
 public:
  CurlClient() {
    // Without an answer to "Expect: 100-continue" a large body would wait for a second.
    if (!handle_ || !headers_ || !curl_slist_append(headers_.get(), "Expect:")) throw std::bad_alloc();
  }

  Result<void> post(const std::string& url, const std::string& body) override;

 private:
  Outcome run(const std::string& url, const std::string& body) {
    CURL* curl = handle_.get();
    curl_easy_reset(curl);
    Outcome outcome;
    const auto set = [&](CURLoption option, auto value) {
      if (outcome.code == CURLE_OK) outcome.code = curl_easy_setopt(curl, option, value);
    };
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_POSTFIELDS, body.c_str());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    set(CURLOPT_HTTPHEADER, headers_.get());
    set(CURLOPT_USERAGENT, agent_.c_str());
    set(CURLOPT_CONNECTTIMEOUT, kSecondsToConnect);
    set(CURLOPT_TIMEOUT, kSecondsInAll);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_WRITEFUNCTION, &discard);
    if (outcome.code == CURLE_OK) outcome.code = curl_easy_perform(curl);
    curl_off_t seconds = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &outcome.status);
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
    outcome.retry_after = std::chrono::seconds(std::clamp<curl_off_t>(seconds, 0, kLongestRetryAfter));
    return outcome;
  }

  std::unique_ptr<CURL, void (*)(CURL*)> handle_{curl_easy_init(), curl_easy_cleanup};
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers_{curl_slist_append(nullptr, "Content-Type: application/json"),
                                                              curl_slist_free_all};
  std::string agent_ = fmt::format("invmon/{}", kVersion);
  std::map<std::string, Error> given_up_;  ///< by URL
};

Result<void> CurlClient::post(const std::string& url, const std::string& body) {
  if (const auto found = given_up_.find(url); found != given_up_.end()) return found->second;
  std::chrono::milliseconds pause = kFirstPause;
  for (int tries = 1;; ++tries) {
    const Outcome outcome = run(url, body);
    if (outcome.is_good()) return {};
    if (!outcome.may_pass()) return Error{ErrorKind::output, host_of(url), outcome.text(), ""};
    if (tries == kTries) {
      const Error error{ErrorKind::output, host_of(url), fmt::format("{} ({} tries)", outcome.text(), kTries), ""};
      return given_up_.emplace(url, error).first->second;
    }
    std::this_thread::sleep_for(std::max<std::chrono::milliseconds>(pause, outcome.retry_after));
    pause *= 2;
  }
}

}  // namespace

std::unique_ptr<HttpClient> make_http_client() { return std::make_unique<CurlClient>(); }

}  // namespace invmon::tools

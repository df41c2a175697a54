#include "modules/metrics_server.hpp"

#include <fmt/core.h>
#include <httplib.h>

#include <charconv>
#include <optional>
#include <thread>
#include <utility>

namespace invmon::tools {
namespace {

constexpr auto kLoopback = "127.0.0.1";

struct ServeAddress {
  std::string host;  ///< without the brackets of IPv6
  int port = 0;      ///< 0: any that is free
};

std::optional<ServeAddress> parse_address(const std::string& text) {
  constexpr int kLargestPort = 65'535;
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  ServeAddress address{text.substr(0, colon)};
  const char* const end = text.data() + text.size();
  const auto [rest, failure] = std::from_chars(text.data() + colon + 1, end, address.port);
  if (failure != std::errc() || rest != end || address.port < 0 || address.port > kLargestPort) return std::nullopt;
  if (address.host.empty()) address.host = kLoopback;
  if (address.host.starts_with('[') && address.host.ends_with(']'))
    address.host = address.host.substr(1, address.host.size() - 2);
  return address;
}

class HttplibServer final : public MetricsServer {
 public:
  ~HttplibServer() override {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }

  Result<void> bind(const std::string& address);
  void serve(std::function<std::string()> text) override;
  const std::string& url() const override { return url_; }

 private:
  httplib::Server server_;
  std::thread thread_;
  std::string url_;
};

Result<void> HttplibServer::bind(const std::string& address) {
  const auto parsed = parse_address(address);
  if (!parsed)
    return Error{ErrorKind::usage, "--serve", "not an address: '" + address + "'", "write it like :9100 or 127.0.0.1:9100"};
  // By default the library shares a port with whoever has it.
  server_.set_socket_options([](int socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  const auto& [host, port] = *parsed;
  const int bound = port == 0 ? server_.bind_to_any_port(host) : (server_.bind_to_port(host, port) ? port : -1);
  if (bound <= 0) {
    return Error{ErrorKind::output, "--serve", "can't listen on '" + address + "'", "the port may be taken; try another"};
  }
  url_ = fmt::format(fmt::runtime(host.find(':') == std::string::npos ? "http://{}:{}/metrics" : "http://[{}]:{}/metrics"), host,
                     bound);
  return {};
}

void HttplibServer::serve(std::function<std::string()> text) {
  constexpr std::size_t kThreads = 2;
  server_.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server_.Get("/metrics", [text = std::move(text)](const httplib::Request&, httplib::Response& response) {
    response.set_content(text(), "text/plain; version=0.0.4; charset=utf-8");
  });
  thread_ = std::thread([this] { server_.listen_after_bind(); });
}

}  // namespace

Result<std::unique_ptr<MetricsServer>> bind_metrics_server(const std::string& address) {
  auto server = std::make_unique<HttplibServer>();
  if (auto bound = server->bind(address); !bound) return bound.error();
  return std::unique_ptr<MetricsServer>(std::move(server));
}

}  // namespace invmon::tools

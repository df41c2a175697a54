// A web server for tests, on a free port of 127.0.0.1: it keeps what it is sent and answers what the path asks for. One
// connection at a time, two minutes at most. Usage: loopback_server FOLDER
//   FOLDER/port         its port, once it listens
//   FOLDER/request.N    the Nth request as it came, from 1
// Paths that end in /STATUS are answered with it, those in /once/STATUS the first time only; 200 otherwise. A 503 or 429 says
// that one may try again after a second.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace {

void write_file(const std::filesystem::path& path, const std::string& text) {
  const auto unfinished = path.string() + ".part";
  std::ofstream(unfinished, std::ios::binary) << text;
  std::filesystem::rename(unfinished, path);
}

/// How long a request is, as far as is known from its beginning.
std::size_t length_of(const std::string& request) {
  const auto head = request.find("\r\n\r\n");
  if (head == std::string::npos) return std::string::npos;
  std::string lower = request.substr(0, head);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::string name = "\r\ncontent-length:";
  const auto found = lower.find(name);
  return head + 4 + (found == std::string::npos ? 0 : std::stoul(lower.substr(found + name.size())));
}

/// The next request of a connection; empty if there is none.
std::string read_request(int connection) {
  std::string request;
  std::array<char, 4096> block;
  while (request.size() < length_of(request)) {
    const auto count = read(connection, block.data(), block.size());
    if (count <= 0) return "";
    request.append(block.data(), static_cast<std::size_t>(count));
  }
  return request;
}

int status_of(const std::string& path, std::set<std::string>& seen) {
  const auto slash = path.rfind('/');
  const int status = std::atoi(path.c_str() + slash + 1);
  const bool once = path.substr(0, slash).ends_with("/once");
  return status == 0 || (once && !seen.insert(path).second) ? 200 : status;
}

std::string answer(int status) {
  const std::string retry = status == 503 || status == 429 ? "Retry-After: 1\r\n" : "";
  return "HTTP/1.1 " + std::to_string(status) + " Test\r\nContent-Length: 2\r\n" + retry + "Connection: close\r\n\r\nok";
}

/// A socket that listens on a free port, and the port.
int listen_on(sockaddr_in& address) {
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  if (server < 0 || bind(server, plain, size) != 0 || listen(server, 16) != 0 || getsockname(server, plain, &size) != 0)
    return -1;
  return server;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  alarm(120);
  const std::filesystem::path folder = argv[1];
  sockaddr_in address{};
  const int server = listen_on(address);
  if (server < 0) return 1;
  write_file(folder / "port", std::to_string(ntohs(address.sin_port)) + "\n");

  std::set<std::string> seen;
  for (int requests = 0;;) {
    const int connection = accept(server, nullptr, nullptr);
    const std::string request = read_request(connection);
    if (!request.empty()) {
      write_file(folder / ("request." + std::to_string(++requests)), request);
      const auto path = request.find(' ') + 1;
      const std::string text = answer(status_of(request.substr(path, request.find(' ', path) - path), seen));
      [[maybe_unused]] const auto written = write(connection, text.data(), text.size());
    }
    close(connection);
  }
}

#include "input/content_mark.hpp"

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <span>

#include "base/hash.hpp"
#include "input/unpack.hpp"

namespace invmon::input {
namespace {

std::string hash_of(std::string_view bytes) { return fmt::format("{:016x}", fnv1a(bytes)); }

}  // namespace

ContentMark mark_of(const std::string& path, std::string_view head) { return {path, head.size(), hash_of(head)}; }

bool is_marked(std::string_view head, const ContentMark& mark) {
  return head.size() >= mark.length && hash_of(head.substr(0, mark.length)) == mark.hash;
}

std::string head_of(int descriptor) {
  std::string head(kMarkedBytes, '\0');
  const auto count = pread(descriptor, head.data(), head.size(), 0);
  head.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return head;
}

std::string unpacked_head(const std::string& path) {
  std::string head;
  auto stream = open_stream(path);
  char buffer[kMarkedBytes];
  while (stream && head.size() < kMarkedBytes) {
    const auto count = (*stream)->read(std::span(buffer).first(kMarkedBytes - head.size()));
    if (!count || *count == 0) break;
    head.append(buffer, *count);
  }
  return head;
}

bool is_intact(int descriptor, std::uint64_t length, std::string_view head) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0 || static_cast<std::uint64_t>(status.st_size) < length) return false;
  char now[kMarkedBytes];
  const auto count = pread(descriptor, now, head.size(), 0);
  return count == static_cast<ssize_t>(head.size()) && std::string_view(now, head.size()) == head;
}

}  // namespace invmon::input

#include "base/file.hpp"

#include <array>
#include <cerrno>
#include <fstream>

namespace invmon {

int read_file(const std::string& path, std::string& text) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  text.clear();
  std::array<char, 4096> block;
  while (file.read(block.data(), block.size()), file.gcount() > 0) {
    text.append(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  return file.is_open() && !file.bad() ? 0 : errno;
}

}  // namespace invmon

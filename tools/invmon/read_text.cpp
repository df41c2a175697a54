#include "read_text.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace invmon::tools {

Result<std::string> read_text(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text;
  std::array<char, 4096> block;
  while (file.read(block.data(), block.size()), file.gcount() > 0) {
    text.append(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.is_open() && !file.bad()) return text;
  return Error{ErrorKind::configuration, path, "can't be read: " + std::generic_category().message(errno), ""};
}

}  // namespace invmon::tools

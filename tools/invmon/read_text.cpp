#include "read_text.hpp"

#include <system_error>

#include "base/file.hpp"

namespace invmon::tools {

Result<std::string> read_text(const std::string& path) {
  std::string text;
  const int reason = read_file(path, text);
  if (reason == 0) return text;
  return Error{ErrorKind::configuration, path, "can't be read: " + std::generic_category().message(reason), ""};
}

}  // namespace invmon::tools

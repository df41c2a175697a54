#include "input/source.hpp"

#include <glob.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <system_error>

#include "input/byte_stream.hpp"

namespace invmon::input {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCopyBytes = 256 * 1024;

Error no_such_input(const std::string& path, const std::string& what) { return {ErrorKind::input, path, what, ""}; }

Result<void> add_directory(const std::string& directory, std::vector<std::string>& paths) {
  const auto before = paths.size();
  std::error_code error;
  fs::recursive_directory_iterator entry(directory, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->path().filename().string().starts_with('.')) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file()) {
      paths.push_back(entry->path().string());
    }
  }
  if (error) return no_such_input(directory, "can't be listed: " + error.message());
  if (paths.size() == before) return no_such_input(directory, "holds no files");
  return {};
}

Result<void> add_glob(const std::string& pattern, std::vector<std::string>& paths) {
  glob_t matches{};
  const int status = glob(pattern.c_str(), 0, nullptr, &matches);
  for (std::size_t i = 0; status == 0 && i < matches.gl_pathc; ++i) {
    if (!fs::is_directory(matches.gl_pathv[i])) paths.emplace_back(matches.gl_pathv[i]);
  }
  globfree(&matches);
  if (status == GLOB_NOMATCH) return no_such_input(pattern, "no file matches");
  if (status != 0) return no_such_input(pattern, "can't be searched");
  return {};
}

Result<void> add_argument(const std::string& argument, std::vector<std::string>& paths) {
  std::error_code error;
  const auto status = fs::status(argument, error);
  if (argument == "-") {
    paths.push_back(argument);
  } else if (fs::is_directory(status)) {
    return add_directory(argument, paths);
  } else if (fs::exists(status)) {
    paths.push_back(argument);
  } else if (argument.find_first_of("*?[") != std::string::npos) {
    return add_glob(argument, paths);
  } else {
    return no_such_input(argument,
                         error && error != std::errc::no_such_file_or_directory ? error.message() : "no such file or directory");
  }
  return {};
}

Source describe(const std::string& path) {
  std::error_code error;
  Source source{path, path, path != "-" && fs::is_regular_file(path, error), 0};
  if (source.repeatable) source.packed_bytes = fs::file_size(path, error);
  return source;
}

}  // namespace

Result<std::vector<Source>> resolve_sources(std::span<const std::string> arguments) {
  std::vector<std::string> paths;
  for (const auto& argument : arguments) {
    if (auto added = add_argument(argument, paths); !added) return added.error();
  }
  if (arguments.empty()) paths.emplace_back("-");
  std::sort(paths.begin(), paths.end());

  std::vector<Source> sources;
  std::set<std::string> seen;
  for (const auto& path : paths) {
    std::error_code error;
    const auto file = path == "-" ? path : fs::canonical(path, error).string();
    if (error || seen.insert(file).second) sources.push_back(describe(path));
  }
  return sources;
}

Result<Source> make_repeatable(Source source) {
  if (source.repeatable) return source;
  std::error_code error;
  const auto directory = fs::temp_directory_path(error).string();
  std::string name = directory + "/invmon-XXXXXX";
  const int copy = mkstemp(name.data());
  if (copy < 0)
    return Error{ErrorKind::input, directory, "no temporary file can be made there", "set TMPDIR to a writable folder"};
  unlink(name.c_str());
  auto stream = open_stream(source.file, std::exchange(source.ahead, {}));
  if (!stream) return stream.error();
  std::vector<char> buffer(kCopyBytes);
  for (;;) {
    auto count = (*stream)->read(buffer);
    if (!count) return count.error();
    if (*count == 0) break;
    for (std::size_t done = 0; done < *count;) {
      const auto written = write(copy, buffer.data() + done, *count - done);
      if (written < 0)
        return Error{ErrorKind::input, directory, "no room for a copy of standard input",
                     "set TMPDIR to a folder with more room"};
      done += static_cast<std::size_t>(written);
    }
    source.packed_bytes += *count;
  }
  source.file = "/proc/self/fd/" + std::to_string(copy);
  source.repeatable = true;
  return source;
}

Result<void> make_repeatable(std::vector<Source>& sources) {
  for (auto& source : sources) {
    auto repeatable = make_repeatable(std::move(source));
    if (!repeatable) return repeatable.error();
    source = *std::move(repeatable);
  }
  return {};
}

}  // namespace invmon::input

#include "modules/load.hpp"

#include <dlfcn.h>

#include <filesystem>

namespace invmon::tools {
namespace {

namespace fs = std::filesystem;

/// Where modules stand, seen from the folder of the program: beside it, or where they are installed.
constexpr const char* kModuleFolders[] = {"", INVMON_INSTALLED_MODULES};

/// The whole path of a module: a name alone is looked up by the dynamic linker's rules, which a sanitizer in between changes.
fs::path path_of_module(const std::string& file) {
  std::error_code ignored;
  const fs::path program_folder = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const char* const folder : kModuleFolders) {
    fs::path path = program_folder / folder / file;
    if (fs::exists(path, ignored)) return path;
  }
  return {};
}

}  // namespace

Result<const void*> find_module(const std::string& file) {
  const fs::path path = path_of_module(file);
  void* const library = path.empty() ? nullptr : dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  const void* const module = library == nullptr ? nullptr : dlsym(library, "kInvmonModule");
  if (module != nullptr) return module;
  return Error{ErrorKind::configuration, file, path.empty() ? "the program can't find this part of it" : dlerror(),
               "it belongs beside the program or into lib/invmon: install invmon again"};
}

}  // namespace invmon::tools

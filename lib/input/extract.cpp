#include "input/extract.hpp"

#include "input/extract_simdjson.hpp"

namespace invmon::input {

std::unique_ptr<Extractor> make_extractor(const record::Layout& layout, std::size_t max_line) {
#ifdef INVMON_HAS_WIDE
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
      __builtin_cpu_supports("fma")) {
    return make_wide_extractor(layout, max_line);
  }
#endif
  return make_portable_extractor(layout, max_line);
}

}  // namespace invmon::input

#pragma once

#include <memory>

#include "input/extract.hpp"

namespace invmon::input {

/// The same source compiled for any processor, and for those with AVX2 (x86-64-v3). Both say the same of every line.
std::unique_ptr<Extractor> make_portable_extractor(const record::Layout& layout, std::size_t max_line);
std::unique_ptr<Extractor> make_wide_extractor(const record::Layout& layout, std::size_t max_line);

}  // namespace invmon::input

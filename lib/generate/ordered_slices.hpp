#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace invmon::generate {

/// Makes pieces of text 0..count-1 with several threads (the calling one among them) and writes them in order. Memory is one
/// piece a thread. `make` appends piece `index` to an empty string and may be called by several threads at once; `write` is
/// called by one at a time, and false from it ends the work. Neither may throw.
void write_in_order(std::uint64_t count, unsigned threads, const std::function<void(std::uint64_t index, std::string& out)>& make,
                    const std::function<bool(std::string_view)>& write);

}  // namespace invmon::generate

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "scrape/exposition.hpp"
#include "scrape/sample_line.hpp"

namespace invmon::scrape {

/// Where a text stands, for messages.
struct TextPlace {
  std::string path;
  std::uint64_t line = 1;  ///< of its first line
};

/// Reads one scrape. OpenMetrics is held to all that the standard asks for: `# EOF`, order of metadata, metrics that do not
/// interleave, values and labels that fit the type, whole histograms. Of Prometheus' text format it is refused what can't be
/// read, and what says two things at once. There a metric without TYPE that has buckets is a histogram, one that ends in _total a
/// counter. Errors are of kind input, at "path:line:column".
Result<Exposition> parse(std::string_view text, Dialect dialect, const TextPlace& place);

}  // namespace invmon::scrape

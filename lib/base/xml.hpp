#pragma once

#include <string>
#include <string_view>

namespace invmon {

/// Text that is safe between tags and in quotes of XML and HTML. What XML does not allow (most control characters, bytes that are
/// not UTF-8) becomes U+FFFD.
std::string escape_xml(std::string_view text);

}  // namespace invmon

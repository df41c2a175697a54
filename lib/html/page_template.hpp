#pragma once

#include <string_view>

namespace invmon::html {

/// The page without its data, made of web/ at build time: what comes before the data, and what comes after it.
extern const std::string_view kPageBeforeData;
extern const std::string_view kPageAfterData;

}  // namespace invmon::html

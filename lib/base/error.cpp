#include "base/error.hpp"

namespace invmon {

std::string to_string(const Error& error) {
  std::string text = error.where;
  if (!text.empty() && !error.what.empty()) text += ": ";
  text += error.what;
  if (error.hint.empty()) return text;
  return text.empty() ? error.hint : text + " (" + error.hint + ")";
}

}  // namespace invmon

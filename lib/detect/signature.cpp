#include "detect/signature.hpp"

#include <string_view>

#include "input/line_text.hpp"
#include "record/profile.hpp"

namespace invmon::detect {
namespace {

/// Of a section whose expressions stand one a line, without quotes.
Signature read_signature(const std::string& profile, std::string_view yaml) {
  constexpr std::string_view kSection = "\ndetect:\n";
  Signature signature{profile, {}, {}};
  const auto begin = yaml.find(kSection);
  if (begin == std::string_view::npos) return signature;
  yaml.remove_prefix(begin + kSection.size());
  std::vector<std::string>* list = nullptr;
  while (yaml.starts_with("  ")) {
    const auto line = input::take_line(yaml);
    if (line == "  needs:") {
      list = &signature.needs;
    } else if (line == "  hints:") {
      list = &signature.hints;
    } else if (list != nullptr && line.starts_with("  - ")) {
      list->emplace_back(line.substr(4));
    }
  }
  return signature;
}

}  // namespace

std::vector<Signature> builtin_signatures() {
  std::vector<Signature> signatures;
  for (const auto& name : record::builtin_profile_names()) {
    auto signature = read_signature(name, record::builtin_profile_text(name));
    if (!signature.needs.empty()) signatures.push_back(std::move(signature));
  }
  return signatures;
}

}  // namespace invmon::detect

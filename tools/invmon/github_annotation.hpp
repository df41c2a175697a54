#pragma once

#include <string>
#include <string_view>

namespace invmon::tools {

/// A line with which a step of GitHub Actions marks a place in a file: `::warning file=F,line=N::message`. `place` is
/// "profile.yaml:12:3"; one without a line marks the file. No line break ends it.
std::string github_annotation(std::string_view level, std::string_view place, std::string_view message);

/// Whether this runs in a step of GitHub Actions.
bool in_github_actions();

}  // namespace invmon::tools

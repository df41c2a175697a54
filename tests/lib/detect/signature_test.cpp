#include "detect/signature.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "record/profile.hpp"

namespace invmon::detect {
namespace {

std::vector<std::string> texts(const std::vector<record::SourcedText>& expressions) {
  std::vector<std::string> texts;
  for (const auto& expression : expressions) texts.push_back(expression.text);
  return texts;
}

TEST_CASE("a signature that is found by its lines is the one that YAML says") {
  const auto signatures = builtin_signatures();
  for (const auto& name : record::builtin_profile_names()) {
    CAPTURE(name);
    const auto profile = record::load_profile(name);
    REQUIRE(profile);
    const auto found = std::ranges::find(signatures, name, &Signature::profile);
    REQUIRE(found != signatures.end());
    CHECK(found->needs == texts(profile->detect.needs));
    CHECK(found->hints == texts(profile->detect.hints));
  }
}

TEST_CASE("a built-in profile is called like its file") {
  for (const auto& name : record::builtin_profile_names()) CHECK(record::load_profile(name)->name == name);
}

}  // namespace
}  // namespace invmon::detect

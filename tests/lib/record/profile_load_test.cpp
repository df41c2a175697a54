#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "record/profile.hpp"

namespace invmon::record {
namespace {

/// A file that is gone at the end of the test.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text) { std::ofstream(path_) << text; }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_ = std::filesystem::temp_directory_path() / "invmon_profile_load_test.yaml";
};

TEST_CASE("the inventory bot's profile is built in") {
  const auto profile = load_profile("inventory-bot");
  REQUIRE(profile);
  CHECK(profile->name == "inventory-bot");
  CHECK(profile->origin == Profile::Origin::builtin);
  CHECK(profile->times.at(0).path == "timestamp");
  CHECK(profile->report_by == std::vector<std::string>{"warehouse"});
  CHECK(profile->failure->text == "event == \"batch_error\" || outcome == \"failure\"");
}

TEST_CASE("built-in profiles can be listed and shown, and every one is right") {
  const auto names = builtin_profile_names();
  CHECK_FALSE(names.empty());
  for (const auto& name : names) {
    INFO(name);
    CHECK(builtin_profile_text(name).find("name: " + name) != std::string_view::npos);
    CHECK(load_profile(name));
  }
  CHECK(builtin_profile_text("nothing of this name").empty());
}

TEST_CASE("what is no built-in profile is a file") {
  const TemporaryFile file("name: mine\nfields: {time: t}\n");
  const auto profile = load_profile(file.path());
  REQUIRE(profile);
  CHECK(profile->name == "mine");
  CHECK(profile->origin == Profile::Origin::file);
}

TEST_CASE("errors in a file name the file") {
  const TemporaryFile file("name: mine\nfield: {time: t}\n");
  const auto profile = load_profile(file.path());
  REQUIRE_FALSE(profile);
  CHECK(profile.error().where == file.path() + ":2:1");
}

TEST_CASE("an empty file is an empty profile") {
  const TemporaryFile file("");
  const auto profile = load_profile(file.path());
  REQUIRE_FALSE(profile);
  CHECK(to_string(profile.error()) == file.path() + ": a profile must be a map");
}

TEST_CASE("a name that is neither gets the nearest built-in one") {
  const auto profile = load_profile("inventry-bot");
  REQUIRE_FALSE(profile);
  CHECK(profile.error().kind == ErrorKind::configuration);
  CHECK(profile.error().what == "no built-in profile and no file is called 'inventry-bot'");
  CHECK(profile.error().hint == "did you mean 'inventory-bot'?");
}

TEST_CASE("a path that can't be read says why") {
  const auto directory = load_profile(std::filesystem::temp_directory_path().string());
  REQUIRE_FALSE(directory);
  CHECK(directory.error().what == "can't be read: Is a directory");
  const auto below_a_file = load_profile("/dev/null/x.yaml");
  REQUIRE_FALSE(below_a_file);
  CHECK(below_a_file.error().what == "can't be read: Not a directory");
}

}  // namespace
}  // namespace invmon::record

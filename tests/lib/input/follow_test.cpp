#include "input/follow.hpp"

#include <doctest/doctest.h>
#include <poll.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "pack.hpp"
#include "scratch_folder.hpp"

namespace invmon::input {
namespace {

namespace fs = std::filesystem;

void append(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::app | std::ios::binary) << text; }

/// Follows, and keeps what each stream gave.
struct Reading {
  explicit Reading(Follower::Settings settings) : follower(with_notes(std::move(settings))) { turn(); }

  Follower::Settings with_notes(Follower::Settings settings) {
    settings.warn = [this](const auto& path, const auto&) { warned.push_back(path); };
    return settings;
  }

  /// Looks and reads until nothing is new.
  Reading& turn() {
    follower.look();
    for (std::size_t i = 0; i < follower.size(); ++i) {
      for (auto bytes = follower.read(i); !bytes.empty(); bytes = follower.read(i)) given[i] += bytes;
    }
    return *this;
  }

  std::vector<std::string> warned;
  Follower follower;
  std::map<std::size_t, std::string> given;
};

std::vector<ContentMark> all_marks(const Follower& follower) {
  return follower.marks([](std::size_t) { return true; });
}

const std::string kLong = std::string(3000, 'a') + "\n";

TEST_CASE("a file is read on as it grows") {
  const ScratchFolder folder;
  const auto log = folder.write("app.log", "one\n");
  Reading reading({{log}, {}, {}, {}});
  CHECK(reading.given[0] == "one\n");
  append(log, "tw");
  append(log, "o\n");
  CHECK(reading.turn().given[0] == "one\ntwo\n");
  CHECK(reading.turn().given[0] == "one\ntwo\n");
  CHECK(reading.follower.size() == 1);
}

TEST_CASE("files may appear late: by name, in a folder, by a pattern") {
  const ScratchFolder folder;
  fs::create_directory(folder.path("logs"));
  Reading reading({{folder.path("app.log"), folder.path("logs"), folder.path("x-*.log")}, {}, {}, {}});
  CHECK(reading.follower.size() == 0);
  folder.write("app.log", "1\n");
  folder.write("logs/deep/b.log", "2\n");
  folder.write("x-1.log", "3\n");
  folder.write("y-1.log", "4\n");
  reading.turn();
  REQUIRE(reading.follower.size() == 3);
  CHECK(reading.given[0] + reading.given[1] + reading.given[2] == "1\n2\n3\n");
  CHECK(reading.warned.empty());
}

TEST_CASE("a renamed file is read to its end, and its successor from its beginning") {
  const ScratchFolder folder;
  const auto log = folder.write("app.log", "one\n");
  Reading reading({{log}, {}, {}, {}});
  append(log, "two\n");
  fs::rename(log, folder.path("app.log.1"));
  append(folder.path("app.log.1"), "three\n");
  folder.write("app.log", "four\n");
  reading.turn();
  CHECK(reading.given[0] == "one\ntwo\nthree\n");
  CHECK(reading.given[1] == "four\n");
  append(folder.path("app.log.1"), "five\n");
  CHECK(reading.turn().given[0] == "one\ntwo\nthree\nfive\n");
}

TEST_CASE("a folder with all the rotated files gives every byte once") {
  const ScratchFolder folder;
  folder.write("app.log.1", "old\n");
  const auto log = folder.write("app.log", "one\n");
  Reading reading({{folder.path()}, {}, {}, {}});
  fs::rename(folder.path("app.log.1"), folder.path("app.log.2"));
  fs::rename(log, folder.path("app.log.1"));
  folder.write("app.log", "two\n");
  reading.turn();
  CHECK(reading.follower.size() == 3);
  std::string all;
  for (const auto& [stream, text] : reading.given) all += text;
  CHECK(all == "one\nold\ntwo\n");
}

TEST_CASE("a file that is copied and cut short is read on in the copy, and what it holds then is new") {
  const ScratchFolder folder;
  for (const bool in_view : {false, true}) {
    const auto log = folder.write("logs/app.log", "one\n" + kLong);
    Reading reading({{in_view ? folder.path("logs") : log}, {}, {}, {}});
    append(log, "two\n");
    fs::copy_file(log, folder.path("logs/app.log.1"));
    if (in_view) reading.turn();
    fs::resize_file(log, 0);
    append(log, "three\n");
    reading.turn();
    CHECK(reading.follower.size() == 2);
    CHECK(reading.given[0] == "one\n" + kLong + "two\n");
    CHECK(reading.given[1] == "three\n");
    CHECK(reading.turn().follower.size() == 2);
    fs::remove_all(folder.path("logs"));
  }
}

TEST_CASE("a file that was rewritten longer than it was is known by its first bytes") {
  const ScratchFolder folder;
  const auto log = folder.write("app.log", "one\n");
  Reading reading({{log}, {}, {}, {}});
  folder.write("app.log", "another\nand more\n");
  reading.turn();
  CHECK(reading.given[0] == "one\n");
  CHECK(reading.given[1] == "another\nand more\n");
}

TEST_CASE("a file that a longer one takes the place of is read on") {
  const ScratchFolder folder;
  const auto log = folder.write("app.log", "one\n");
  Reading reading({{log}, {}, {}, {}});
  fs::rename(folder.write("new", "one\ntwo\n"), log);
  reading.turn();
  CHECK(reading.given[0] == "one\ntwo\n");
  CHECK(reading.follower.size() == 1);
}

TEST_CASE("packed files are read if they are there from the start") {
  const ScratchFolder folder;
  folder.write("app.log.2.gz", gzip("packed\n"));
  Reading reading({{folder.path()}, {}, {}, {}});
  CHECK(reading.given[0] == "packed\n");
  CHECK(reading.follower.ended(0));
  folder.write("app.log.1.gz", gzip("later\n"));
  CHECK(reading.turn().follower.size() == 1);
}

TEST_CASE("what an earlier run followed is found again beside its old name, packed too") {
  const ScratchFolder folder;
  const auto log = folder.write("app.log", "first\n" + kLong);
  std::vector<ContentMark> marks;
  {
    Reading reading({{log}, {}, {}, {}});
    marks = all_marks(reading.follower);
  }
  REQUIRE(marks.size() == 1);
  CHECK(marks[0].length == kMarkedBytes);
  append(log, "more\n");
  SUBCASE("still there") {
    Reading reading({{log}, {}, marks, {}});
    CHECK(reading.follower.size() == 1);
  }
  SUBCASE("renamed") {
    fs::rename(log, folder.path("app.log.1"));
    folder.write("app.log", "second\n");
    folder.write("app.log.0", "other\n" + kLong);
    Reading reading({{log}, {}, marks, {}});
    REQUIRE(reading.follower.size() == 2);
    CHECK(reading.given[0] == "second\n");
    CHECK(reading.given[1] == "first\n" + kLong + "more\n");
    CHECK(all_marks(reading.follower)[0].path == log);
  }
  SUBCASE("packed") {
    fs::remove(log);
    folder.write("app.log.1.gz", gzip("first\n" + kLong + "more\n"));
    Reading reading({{log}, {}, marks, {}});
    REQUIRE(reading.follower.size() == 1);
    CHECK(reading.given[0] == "first\n" + kLong + "more\n");
  }
}

TEST_CASE("files of one's own are left alone, and what is no file is warned of once") {
  const ScratchFolder folder;
  folder.write("app.log", "one\n");
  const auto own = folder.write("alerts.log", "{}\n");
  Reading reading({{folder.path(), "/dev/null"}, {own, folder.path("missing")}, {}, {}});
  reading.turn();
  CHECK(reading.follower.size() == 1);
  CHECK(reading.warned == std::vector<std::string>{"/dev/null"});
}

TEST_CASE("a change is noticed at once, and told apart from mere growth") {
  const ScratchFolder folder;
  const auto log = folder.write("app.log", "one\n");
  Reading reading({{log}, {}, {}, {}});
  auto& watch = reading.follower.watch();
  if (watch.descriptor() < 0) return;  // the system has no watches left
  watch.names_changed();
  pollfd event{watch.descriptor(), POLLIN, 0};
  CHECK(poll(&event, 1, 0) == 0);
  append(log, "two\n");
  CHECK(poll(&event, 1, 1000) == 1);
  CHECK_FALSE(watch.names_changed());
  fs::rename(log, folder.path("app.log.1"));
  CHECK(poll(&event, 1, 1000) == 1);
  CHECK(watch.names_changed());
}

}  // namespace
}  // namespace invmon::input

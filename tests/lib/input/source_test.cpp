#include "input/source.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "input/byte_stream.hpp"
#include "scratch_folder.hpp"

namespace invmon::input {
namespace {

std::vector<std::string> resolved(const std::vector<std::string>& arguments) {
  const auto sources = resolve_sources(arguments);
  if (!sources) FAIL(to_string(sources.error()));
  std::vector<std::string> paths;
  for (const auto& source : *sources) paths.push_back(source.path);
  return paths;
}

Error error_of(const std::vector<std::string>& arguments) {
  const auto sources = resolve_sources(arguments);
  REQUIRE(!sources);
  CHECK(sources.error().kind == ErrorKind::input);
  return sources.error();
}

using Paths = std::vector<std::string>;

TEST_CASE("files are sorted by path and taken once, whatever name they are given by") {
  const ScratchFolder folder;
  const auto b = folder.write("b", "1234");
  const auto a = folder.write("a", "");
  std::filesystem::create_symlink(a, folder.path("link"));
  CHECK(resolved({b, a}) == Paths{a, b});
  CHECK(resolved({b, a, b, folder.path("./a")}).size() == 2);
  CHECK(resolved({folder.path("link"), b, a}) == Paths{a, b});
  CHECK(resolved({folder.path("link")}) == Paths{folder.path("link")});
  const auto sources = resolve_sources(Paths{b});
  REQUIRE(sources);
  CHECK(sources->front().packed_bytes == 4);
  CHECK(sources->front().repeatable);
}

TEST_CASE("a directory stands for all files below it but hidden ones") {
  const ScratchFolder folder;
  const auto log = folder.write("bot.log", "x");
  const auto rotated = folder.write("bot.log.2.gz", "x");
  const auto deep = folder.write("sub/deeper/bot.log", "x");
  folder.write(".hidden", "x");
  folder.write(".git/objects", "x");
  CHECK(resolved({folder.path()}) == Paths{log, rotated, deep});
  CHECK(resolved({folder.path(), log, deep}) == Paths{log, rotated, deep});
}

TEST_CASE("a glob is expanded, unless a file has just that name") {
  const ScratchFolder folder;
  const auto one = folder.write("bot.log.1", "x");
  const auto two = folder.write("bot.log.2", "x");
  folder.write("other/bot.log.3", "x");
  CHECK(resolved({folder.path("bot.log.*")}) == Paths{one, two});
  CHECK(resolved({folder.path("bot.log.[2-9]")}) == Paths{two});
  CHECK(resolved({folder.path("*")}) == Paths{one, two});
  const auto odd = folder.write("bot.log.?", "x");
  CHECK(resolved({folder.path("bot.log.?")}) == Paths{odd});
}

TEST_CASE("without arguments, and for -, standard input is read") {
  CHECK(resolved({}) == Paths{"-"});
  CHECK(resolved({"-", "-"}) == Paths{"-"});
  const auto sources = resolve_sources(Paths{"-"});
  REQUIRE(sources);
  CHECK(!sources->front().repeatable);
}

TEST_CASE("what names no file is an error that names it") {
  const ScratchFolder folder;
  CHECK(error_of({folder.path("missing")}).where == folder.path("missing"));
  CHECK(error_of({folder.path("missing")}).what == "no such file or directory");
  CHECK(error_of({folder.path("*.log")}).what == "no file matches");
  CHECK(error_of({folder.path()}).what == "holds no files");
  CHECK(error_of({folder.write("file", "") + "/below"}).what == "Not a directory");
  std::filesystem::create_symlink(folder.path("nowhere"), folder.path("dangling"));
  CHECK(error_of({folder.path("dangling")}).where == folder.path("dangling"));
}

TEST_CASE("what can be read only once is copied and can then be read again") {
  const ScratchFolder folder;
  const auto pipe = folder.path("pipe");
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const auto sources = resolve_sources(Paths{pipe});
  REQUIRE(sources);
  REQUIRE(!sources->front().repeatable);
  std::thread writer([&] { std::ofstream(pipe) << "a line\n"; });
  const auto copy = make_repeatable(sources->front());
  writer.join();
  REQUIRE(copy);
  CHECK(copy->repeatable);
  CHECK(copy->path == pipe);
  CHECK(copy->packed_bytes == 7);
  for (int time = 0; time < 2; ++time) {
    auto stream = open_stream(copy->file);
    REQUIRE(stream);
    char buffer[4];
    const auto count = (*stream)->read(buffer);
    REQUIRE(count);
    CHECK(std::string_view(buffer, *count) == "a li");
  }
}

}  // namespace
}  // namespace invmon::input

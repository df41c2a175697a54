#include "input/byte_stream.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <random>

#include "pack.hpp"
#include "scratch_folder.hpp"

namespace invmon::input {
namespace {

struct Contents {
  std::string bytes;
  std::string note;
  std::uint64_t packed_bytes = 0;
};

/// Reads a stream to its end in pieces.
Result<Contents> read_all(const std::string& path, std::size_t piece = 1'000) {
  auto stream = open_stream(path);
  if (!stream) return stream.error();
  Contents contents;
  std::string buffer(piece, '\0');
  for (;;) {
    const auto count = (*stream)->read(buffer);
    if (!count) return count.error();
    if (*count == 0) break;
    contents.bytes.append(buffer, 0, *count);
  }
  contents.note = (*stream)->note();
  contents.packed_bytes = (*stream)->packed_bytes();
  return contents;
}

/// Hardly compressible text, so that a packed copy is of several reads' length.
std::string noise(std::size_t size) {
  std::mt19937 random(5);
  std::string text(size, '\0');
  for (auto& c : text) c = static_cast<char>(' ' + random() % 90);
  return text;
}

void check_contents(const std::string& path, const std::string& bytes, std::size_t piece = 1'000) {
  const auto contents = read_all(path, piece);
  if (!contents) FAIL(to_string(contents.error()));
  CHECK(contents->bytes == bytes);
  CHECK(contents->note.empty());
  CHECK(contents->packed_bytes == std::filesystem::file_size(path));
}

TEST_CASE("plain and packed files are read alike, by content and not by name") {
  const ScratchFolder folder;
  for (const std::size_t size : {0U, 1U, 3U, 4U, 5U, 300'000U}) {
    const auto text = noise(size);
    INFO(size, " bytes");
    for (const std::size_t piece : {1U, 7U, 100'000U}) {
      if (size * 10 / piece > 1'000'000) continue;
      check_contents(folder.write("plain.gz", text), text, piece);
      check_contents(folder.write("gzip.log", gzip(text)), text, piece);
      check_contents(folder.write("zstd.log", zstd(text)), text, piece);
    }
  }
}

TEST_CASE("several gzip members and Zstandard frames follow each other") {
  const ScratchFolder folder;
  const auto text = noise(200'000);
  check_contents(folder.write("a", gzip(text) + gzip("") + gzip("end")), text + "end");
  check_contents(folder.write("b", zstd(text) + zstd("") + zstd("end")), text + "end");
  const std::string skippable("\x50\x2a\x4d\x18\x03\x00\x00\x00xyz", 11);
  check_contents(folder.write("c", skippable + zstd("text")), "text");
}

TEST_CASE("zero bytes after a gzip member are padding") {
  const ScratchFolder folder;
  const auto contents = read_all(folder.write("a", gzip("text") + std::string(512, '\0')));
  REQUIRE(contents);
  CHECK(contents->bytes == "text");
  CHECK(contents->note.empty());
}

TEST_CASE("packed data cut short gives what can be unpacked, with a note") {
  const ScratchFolder folder;
  const auto text = noise(400'000);
  for (const auto& packed : {gzip(text), zstd(text)}) {
    for (const std::size_t kept : {std::size_t{6}, packed.size() / 2, packed.size() - 1}) {
      const auto contents = read_all(folder.write("log", packed.substr(0, kept)));
      INFO(kept, " of ", packed.size());
      REQUIRE(contents);
      CHECK(text.starts_with(contents->bytes));
      CHECK(contents->note.find("cut short") != std::string::npos);
      if (kept > 6) CHECK(contents->bytes.size() > text.size() / 4);
    }
  }
}

TEST_CASE("damaged packed data is an error that names the file") {
  const ScratchFolder folder;
  const auto text = noise(100'000);
  for (auto packed : {gzip(text), zstd(text)}) {
    for (auto i = packed.size() / 2; i < packed.size() / 2 + 50; ++i) packed[i] = static_cast<char>(~packed[i]);
    const auto path = folder.write("log", packed);
    const auto contents = read_all(path);
    if (contents) {  // what a format without checksums can't see
      CHECK(contents->bytes.size() == text.size());
      continue;
    }
    CHECK(contents.error().kind == ErrorKind::input);
    CHECK(contents.error().where == path);
    CHECK(contents.error().what.find("damaged") != std::string::npos);
  }
  const auto bad_header = folder.write("header", std::string("\x1f\x8b\x07\x00 not deflate at all", 24));
  CHECK(!read_all(bad_header));
}

TEST_CASE("a file that shrinks while it is read ends early, with a note; one that grows ends where it ended") {
  const ScratchFolder folder;
  const auto text = noise(10'000);
  std::string buffer(1'000, '\0');
  const auto path = folder.write("log", text);
  SUBCASE("shrinks") {
    auto stream = open_stream(path);
    REQUIRE(stream);
    std::size_t total = 0;
    while (total < 1'000) total += *(*stream)->read(buffer);
    std::filesystem::resize_file(path, 2'000);
    for (auto count = (*stream)->read(buffer); *count > 0; count = (*stream)->read(buffer)) total += *count;
    CHECK(total == 2'000);
    CHECK((*stream)->note().find("shorter") != std::string::npos);
  }
  SUBCASE("grows") {
    auto stream = open_stream(path);
    REQUIRE(stream);
    std::ofstream(path, std::ios::app) << "more";
    std::size_t total = 0;
    for (auto count = (*stream)->read(buffer); *count > 0; count = (*stream)->read(buffer)) total += *count;
    CHECK(total == text.size());
    CHECK((*stream)->note().empty());
  }
  SUBCASE("vanishes") {
    auto stream = open_stream(path);
    REQUIRE(stream);
    std::filesystem::remove(path);
    std::size_t total = 0;
    for (auto count = (*stream)->read(buffer); *count > 0; count = (*stream)->read(buffer)) total += *count;
    CHECK(total == text.size());
  }
}

TEST_CASE("what can't be opened or read is an error that names it") {
  const ScratchFolder folder;
  for (const auto& path : {folder.path("missing"), folder.path()}) {
    const auto contents = read_all(path);
    REQUIRE(!contents);
    CHECK(contents.error().where == path);
    CHECK(contents.error().kind == ErrorKind::input);
  }
}

TEST_CASE("a file of a pseudo file system, said to be empty, is read") {
  const auto contents = read_all("/proc/self/status");
  REQUIRE(contents);
  CHECK(contents->bytes.starts_with("Name:"));
}

}  // namespace
}  // namespace invmon::input

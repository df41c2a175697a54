#include "input/blocks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "input/extract.hpp"

namespace invmon::input {
namespace {

/// A stream that hands out its bytes in pieces of at most `piece`.
class PieceStream final : public ByteStream {
 public:
  PieceStream(std::string bytes, std::size_t piece) : bytes_(std::move(bytes)), piece_(piece) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    const auto count = bytes_.copy(buffer.data(), std::min(piece_, buffer.size()), used_);
    used_ += count;
    return count;
  }
  std::uint64_t packed_bytes() const override { return used_; }

 private:
  std::string bytes_;
  std::size_t piece_;
  std::size_t used_ = 0;
};

class BrokenStream final : public ByteStream {
 public:
  Result<std::size_t> read(std::span<char> buffer) override {
    if (std::exchange(called_, true)) return Error{ErrorKind::input, "disk", "is gone", ""};
    return std::string_view("line\nli").copy(buffer.data(), buffer.size());
  }
  std::uint64_t packed_bytes() const override { return 0; }

 private:
  bool called_ = false;
};

struct Line {
  std::uint64_t offset;
  std::string text;  ///< "(too long)" for one that is

  bool operator==(const Line&) const = default;
};

/// What a reader should find, line by line.
std::vector<Line> expected_lines(const std::string& bytes, std::size_t max_line) {
  std::vector<Line> lines;
  for (std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < bytes.size();) {
    const auto end = std::min(bytes.find('\n', at), bytes.size());
    lines.push_back({at, end - at > max_line ? "(too long)" : bytes.substr(at, end - at)});
    at = end + 1;
  }
  return lines;
}

std::vector<Line> read_lines(const std::string& bytes, std::size_t piece, BlockLimits limits) {
  BlockReader reader(std::make_unique<PieceStream>(bytes, piece), limits);
  std::vector<Line> lines;
  Block block;
  for (;;) {
    const auto filled = reader.next(block);
    REQUIRE(filled);
    if (!*filled) break;
    if (block.too_long) {
      lines.push_back({block.offset, "(too long)"});
      continue;
    }
    REQUIRE(!block.lines().empty());
    REQUIRE(block.buffer.size() >= block.size + kPadding);
    for (const auto& line : expected_lines("\n" + std::string(block.lines()), limits.max_line)) {
      if (line.offset > 0) lines.push_back({block.offset + line.offset - 1, line.text});
    }
  }
  CHECK(reader.bytes() == bytes.size());
  CHECK(reader.packed_bytes() == bytes.size());
  return lines;
}

TEST_CASE("blocks hold all lines with their places, however the stream is read and cut") {
  const std::string long_line(300, 'x');
  const std::vector<std::string> logs = {
      "",
      "\n",
      "a",
      "a\n",
      "\n\n\n",
      "a\nb",
      "a\r\nb\r\n",
      "\xEF\xBB\xBF",
      "\xEF\xBB\xBFline\n",
      "\xEF\xBB\xBF\xEF\xBB\xBF\n",
      "\xEF\xBB",
      "a\n\xEF\xBB\xBFz\n",
      long_line,
      long_line + "\nb\n",
      "a\n" + long_line + "\n" + long_line + "\nb",
      "a\n" + long_line,
      std::string(100, 'y') + "\n" + std::string(101, 'z') + "\nend",
      std::string("\0\n\0", 3),
  };
  for (const auto& log : logs) {
    for (const std::size_t piece : {1U, 2U, 7U, 100U, 100'000U}) {
      for (const std::size_t block : {1U, 2U, 3U, 64U, 100U, 101U, 1'000U}) {
        INFO("log ", log, ", reads of ", piece, ", blocks of ", block);
        CHECK(read_lines(log, piece, {block, 100}) == expected_lines(log, 100));
      }
    }
  }
}

TEST_CASE("random logs come out line by line") {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    std::string log;
    while (random() % 30 != 0) log += std::string(random() % (random() % 5 == 0 ? 400 : 30), 'a') + "\n";
    if (random() % 2 == 0) log += "tail";
    const BlockLimits limits{1 + random() % 200, 200};
    CHECK(read_lines(log, 1 + random() % 90, limits) == expected_lines(log, limits.max_line));
  }
}

TEST_CASE("a block is about as long as was asked for, and memory does not grow with a line that is too long") {
  BlockReader reader(std::make_unique<PieceStream>(std::string(1'000'000, 'x') + "\n" + std::string(50, 'y') + "\n", 4'096),
                     {1'000, 2'000});
  Block block;
  auto filled = reader.next(block);
  REQUIRE(filled);
  CHECK(block.too_long);
  CHECK(block.lines().empty());
  CHECK(block.buffer.size() < 10'000);
  filled = reader.next(block);
  REQUIRE(filled);
  CHECK(block.offset == 1'000'001);
  CHECK(block.size == 51);
}

TEST_CASE("an error of the stream is passed on") {
  BlockReader reader(std::make_unique<BrokenStream>(), {64, 1'000});
  Block block;
  const auto filled = reader.next(block);
  REQUIRE(!filled);
  CHECK(filled.error().what == "is gone");
}

}  // namespace
}  // namespace invmon::input

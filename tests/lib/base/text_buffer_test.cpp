#include "base/text_buffer.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace invmon {

TEST_CASE("a text buffer holds what was written to its room, and no more") {
  TextBuffer buffer;
  CHECK(buffer.view().empty());
  std::string expected;
  for (std::size_t size = 0; size < 300; ++size) {
    char* const end = std::fill_n(buffer.room(size + 7), size, 'x');
    buffer.end_at(end);
    buffer.append("-");
    expected += std::string(size, 'x') + '-';
    REQUIRE(buffer.view() == expected);
  }
  CHECK(buffer.take() == expected);
  CHECK(buffer.view().empty());
  buffer.append("again");
  buffer.clear();
  buffer.append("b");
  CHECK(buffer.take() == "b");
}

TEST_CASE("a text buffer begins empty in the memory of another text") {
  std::string text(1'000, 'x');
  const auto* const memory = text.data();
  TextBuffer buffer(std::move(text));
  CHECK(buffer.view().empty());
  buffer.append("b");
  CHECK(buffer.view() == "b");
  CHECK(buffer.take().data() == memory);
}

}  // namespace invmon

#include "base/same_text.hpp"

#include <doctest/doctest.h>

#include <string>

namespace invmon {
namespace {

TEST_CASE("texts are the same if no byte differs, whatever their size and place") {
  const std::string letters = "abcdefghijklmnopqrstuvwxyzabcdefghijklmn";
  for (std::size_t size = 0; size <= 33; ++size) {
    CAPTURE(size);
    const std::string_view text = std::string_view(letters).substr(0, size);
    CHECK(same_text(text, std::string(text)));
    CHECK_FALSE(same_text(text, letters.substr(0, size + 1)));
    for (std::size_t i = 0; i < size; ++i) {
      CAPTURE(i);
      std::string other(text);
      other[i] = static_cast<char>(other[i] ^ 0x80);
      CHECK_FALSE(same_text(text, other));
      CHECK_FALSE(same_text(other, text));
    }
  }
}

}  // namespace
}  // namespace invmon

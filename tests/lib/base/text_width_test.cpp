#include <doctest/doctest.h>

#include "base/text.hpp"

using namespace invmon;

TEST_CASE("a text is as wide as a terminal shows it") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("Zürich") == 6);
  CHECK(display_width("e\u0301") == 1);  // a letter with a combining accent
  CHECK(display_width("東京") == 4);
  CHECK(display_width("서울") == 4);
  CHECK(display_width("\uFF21") == 2);  // a fullwidth A
  CHECK(display_width("\uFF71") == 1);  // a halfwidth a in katakana
  CHECK(display_width("🚚") == 2);
  CHECK(display_width("a\u200bb\ufeff") == 2);  // spaces of no width
  CHECK(display_width("▁▂▃█") == 4);
  CHECK(display_width("…–µ") == 3);
  CHECK(display_width("\U00020000") == 2);
  CHECK(display_width("\xff\xfe") == 2);
}

TEST_CASE("a text that fits is not shortened") {
  CHECK(shorten("abc", 3) == "abc");
  CHECK(shorten("", 0).empty());
  CHECK(shorten("東京", 4) == "東京");
  CHECK(shorten("e\u0301", 1) == "e\u0301");
  CHECK(shorten("\xff", 1) == "\uFFFD");
}

TEST_CASE("a text that does not fit ends in an ellipsis within the columns") {
  CHECK(shorten("abcd", 3) == "ab…");
  CHECK(shorten("abcd", 1) == "…");
  CHECK(shorten("abcd", 0).empty());
  CHECK(shorten("東京都", 4) == "東…");
  CHECK(shorten("東京都", 5) == "東京…");
  CHECK(shorten("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
  CHECK(shorten("ab\xff\xff", 3) == "ab…");
}

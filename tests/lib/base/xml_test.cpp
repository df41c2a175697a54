#include "base/xml.hpp"

#include <doctest/doctest.h>

namespace invmon {

TEST_CASE("what XML gives a meaning is escaped, the rest stays") {
  CHECK(escape_xml("<a href=\"x\">Q&A</a>") == "&lt;a href=&quot;x&quot;&gt;Q&amp;A&lt;/a&gt;");
  CHECK(escape_xml("naïve – 倉庫") == "naïve – 倉庫");
  CHECK(escape_xml("a\tb\nc\r") == "a&#9;b&#10;c&#13;");
  CHECK(escape_xml("") == "");
}

TEST_CASE("what XML does not allow becomes U+FFFD") {
  CHECK(escape_xml(std::string_view("a\0b\x1F", 4)) ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD");
  CHECK(escape_xml("\xEF\xBF\xBF") == "\xEF\xBF\xBD");
  CHECK(escape_xml("\xFF") == "\xEF\xBF\xBD");
}

}  // namespace invmon

#include "chart/label.hpp"

#include <doctest/doctest.h>

#include "lib/chart/fixed_meter.hpp"

namespace invmon::chart {

TEST_CASE("a label shows no control character and is valid UTF-8") {
  CHECK(show_label("\x1b[31mred\n") == "\\x1b[31mred\\n");
  CHECK(show_label("\u202egnp.exe") == "\\u{202e}gnp.exe");
  CHECK(show_label("a\xff") == "a\uFFFD");
  CHECK(show_label("  a b ") == "a b");
  CHECK(show_label("") == "(none)");
  CHECK(show_label("   ") == "(none)");
}

TEST_CASE("a text is cut to the pixels that there are, with an ellipsis") {
  const FixedMeter meter;  // 7.2 px a character at 12 px
  CHECK(fit("warehouse", 100, {12, false}, meter) == "warehouse");
  CHECK(fit("warehouse", 9 * 7.2, {12, false}, meter) == "warehouse");
  CHECK(fit("warehouse", 8 * 7.2 + 0.1, {12, false}, meter) == "warehou…");
  CHECK(fit("warehouse", 15, {12, false}, meter) == "w…");
  CHECK(fit("warehouse", 5, {12, false}, meter).empty());
  CHECK(fit("", 5, {12, false}, meter).empty());
  CHECK(fit("倉庫東京第一", 3 * 7.2 + 0.1, {12, false}, meter) == "倉庫…");
  CHECK(fit(std::string(100'000, 'x'), 8 * 7.2 + 0.1, {12, false}, meter) == "xxxxxxx…");
}

}  // namespace invmon::chart

#include "report/text_table.hpp"

#include <doctest/doctest.h>

namespace invmon::report {
namespace {

Table stock() {
  return {"Stock",
          {{"Key", Align::left}, {"Items"}, {"Share"}},
          {{{"倉庫"}, {"7"}, {"70 %"}}, {{"a-very-long-name"}, {"3", Tone::bad}, {"30 %"}}},
          {},
          0};
}

}  // namespace

TEST_CASE("columns are aligned by the width that characters take") {
  CHECK(render_table(stock(), {false, 80}) ==
        "Stock\n"
        "Key               Items  Share\n"
        "倉庫                  7   70 %\n"
        "a-very-long-name      3   30 %\n");
}

TEST_CASE("free text gives way first, then the last columns are left out") {
  CHECK(render_table(stock(), {false, 27}) ==
        "Stock\n"
        "Key            Items  Share\n"
        "倉庫               7   70 %\n"
        "a-very-long-…      3   30 %\n");
  CHECK(render_table(stock(), {false, 20}) ==
        "Stock\n"
        "Key            Items\n"
        "倉庫               7\n"
        "a-very-long-…      3\n");
}

TEST_CASE("no spaces stand behind a last column on the left, also where it is painted") {
  const Table table{"T", {{"N"}, {"Key", Align::left}}, {{{"1"}, {"long text"}}, {{"2"}, {"b", Tone::bad}}}, {}, 0};
  CHECK(render_table(table, {false, 80}) == "T\nN  Key\n1  long text\n2  b\n");
  CHECK(render_table(table, {true, 80}) == "T\n\x1b[2mN  Key\x1b[0m\n1  long text\n2  \x1b[31mb\x1b[0m\n");
  const Table with_bars{"T", table.columns, {{{"1"}, {"ab"}}, {{"2"}, {"a"}}}, {1, 0.5}, 0};
  CHECK(render_table(with_bars, {false, 16}) == "T\nN  Key\n1  ab   ████████\n2  a    ████\n");
}

TEST_CASE("colours surround whole cells and are not counted") {
  CHECK(render_table(stock(), {true, 80}) ==
        "Stock\n"
        "\x1b[2mKey               Items  Share\x1b[0m\n"
        "倉庫                  7   70 %\n"
        "a-very-long-name  \x1b[31m    3\x1b[0m   30 %\n");
}

TEST_CASE("rows that are not shown are counted, and cells are escaped") {
  const Table table{"T", {{"K", Align::left}, {"N"}}, {{{"\x1b[31m"}, {"1"}}}, {}, 12};
  CHECK(render_table(table, {false, 40}) == "T\nK         N\n\\x1b[31m  1\n12 more\n");
}

TEST_CASE("bars take the room that is left and vanish where there is none") {
  const Table table{"T", {{"K", Align::left}, {"Share"}}, {{{"a"}, {"50 %"}}}, {0.5}, 0};
  CHECK(render_table(table, {false, 18}) == "T\nK  Share\na   50 %  ████\n");
  CHECK(render_table(table, {false, 17}) == "T\nK  Share\na   50 %\n");
}

TEST_CASE("long text is broken at spaces and long words are cut") {
  CHECK(wrap("", 10) == "\n");
  CHECK(wrap("one two", 10) == "one two\n");
  CHECK(wrap("one two three", 10) == "one two\n  three\n");
  CHECK(wrap("a bbbbbbbbbbbbbbbb c", 10) == "a bbbbbbb…\n  c\n");
}

}  // namespace invmon::report

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/text.hpp"

using namespace invmon;

namespace {

const std::vector<std::string> kKeys = {"warehouse", "duration", "retries", "time", "id"};

TEST_CASE("in a glob a star stands for any text") {
  CHECK(matches_glob("", ""));
  CHECK(!matches_glob("", "a"));
  CHECK(matches_glob("*", ""));
  CHECK(matches_glob("a*", "a"));
  CHECK(!matches_glob("a*", "ba"));
  CHECK(matches_glob("*a", "aba"));
  CHECK(matches_glob("a*b*c", "axxbyybc"));
  CHECK(!matches_glob("a*b*c", "axxbyybcd"));
  CHECK(!matches_glob("ab*ba", "aba"));
  CHECK(matches_glob("a**b", "ab"));
  CHECK(!matches_glob("a.c", "abc"));
}

}  // namespace

TEST_CASE("a slip of the keyboard finds the word that was meant") {
  CHECK(nearest_spelling("warehuse", kKeys) == "warehouse");
  CHECK(nearest_spelling("wharehouse", kKeys) == "warehouse");
  CHECK(nearest_spelling("duratoin", kKeys) == "duration");
  CHECK(nearest_spelling("Retries", kKeys) == "retries");
  CHECK(nearest_spelling("tmie", kKeys) == "time");  // one swap of four letters; as two replacements it would be too far
  CHECK(nearest_spelling("time", kKeys) == "time");
}

TEST_CASE("a word that is too far from all finds none") {
  CHECK_FALSE(nearest_spelling("colour", kKeys).has_value());
  CHECK_FALSE(nearest_spelling("", kKeys).has_value());
  CHECK_FALSE(nearest_spelling("ix", kKeys).has_value());
  CHECK_FALSE(nearest_spelling("time", {}).has_value());
  CHECK_FALSE(nearest_spelling("abcdxy", std::vector<std::string>{"abcuvw"}).has_value());  // three of six
}

TEST_CASE("a third of the letters may differ, and the nearest wins") {
  CHECK(nearest_spelling("abcdxy", std::vector<std::string>{"abcduv"}) == "abcduv");
  CHECK(nearest_spelling("abcdef", std::vector<std::string>{"abcdxy", "abcdex", "abcdfe"}) == "abcdex");
}

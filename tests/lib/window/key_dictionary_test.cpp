#include "window/key_dictionary.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <thread>

namespace invmon::window {
namespace {

std::vector<std::string> names(const KeyDictionary& dictionary) {
  std::vector<std::string> result;
  for (const auto& [name, number] : dictionary.keys()) result.push_back(name);
  return result;
}

TEST_CASE("a key keeps its number, and none is that of the others") {
  KeyDictionary dictionary(3);
  const auto b = dictionary.number("b");
  const auto a = dictionary.number("a");
  const auto empty = dictionary.number("");
  CHECK(dictionary.number("b") == b);
  CHECK(std::set{kOtherKey, a, b, empty}.size() == 4);
  CHECK(dictionary.keys() == std::vector<std::pair<std::string, std::uint32_t>>{{"", empty}, {"a", a}, {"b", b}});
  CHECK(!dictionary.overflowed());
  CHECK(dictionary.folds() == 0);
}

TEST_CASE("a key that is called like the group of the others is one of them") {
  KeyDictionary dictionary(3);
  CHECK(dictionary.number(std::string(kOtherName)) == kOtherKey);
  CHECK(dictionary.keys().empty());
  CHECK(!dictionary.overflowed());
}

TEST_CASE("keys pushed out are taken up once") {
  KeyDictionary dictionary(1);
  FoldedKeys folded(dictionary);
  std::vector<std::uint32_t> taken;
  const auto take = [&] { folded.take([&](std::uint32_t key) { taken.push_back(key); }); };
  const auto c = dictionary.number("c");
  take();
  CHECK(taken.empty());
  const auto b = dictionary.number("b");
  take();
  take();
  CHECK(taken == std::vector{c});
  dictionary.number("a");
  take();
  CHECK(taken == std::vector{c, b});
}

TEST_CASE("beyond the limit the first keys in sort order stay, the others fold") {
  KeyDictionary dictionary(2);
  const auto m = dictionary.number("m");
  const auto z = dictionary.number("z");
  CHECK(dictionary.number("zz") == kOtherKey);
  CHECK(dictionary.overflowed());
  CHECK(dictionary.folds() == 0);
  dictionary.number("a");
  CHECK(dictionary.folded(0) == std::vector{z});
  CHECK(dictionary.number("z") == kOtherKey);
  dictionary.number("b");
  CHECK(dictionary.folds() == 2);
  CHECK(dictionary.folded(1) == std::vector{m});
  CHECK(names(dictionary) == std::vector<std::string>{"a", "b"});
}

TEST_CASE("which keys stay does not depend on order or threads") {
  std::vector<std::string> keys;
  for (int i = 0; i < 500; ++i) keys.push_back("key" + std::to_string(i));
  auto expected = keys;
  std::ranges::sort(expected);
  expected.resize(40);
  std::mt19937 random(2);
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(keys, random);
    KeyDictionary dictionary(40);
    const auto work = [&](std::size_t from) {
      KeyCache cache(dictionary);
      for (std::size_t i = from; i < keys.size(); i += 3) cache.number(keys[i]);
    };
    std::thread second(work, 1);
    std::thread third(work, 2);
    work(0);
    second.join();
    third.join();
    CHECK(names(dictionary) == expected);
  }
}

TEST_CASE("a cache gives the dictionary's numbers, however many keys there are") {
  KeyDictionary dictionary(100'000);
  KeyCache cache(dictionary);
  for (int i = 0; i < 40'000; ++i) cache.number(std::to_string(i));
  for (int i = 0; i < 40'000; i += 7) CHECK(cache.number(std::to_string(i)) == dictionary.number(std::to_string(i)));
}

}  // namespace
}  // namespace invmon::window

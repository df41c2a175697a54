#include "generate/ordered_slices.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <initializer_list>
#include <thread>

using invmon::generate::write_in_order;

TEST_CASE("pieces are written in order by any number of threads, though some take longer than others") {
  const auto make = [](std::uint64_t index, std::string& out) {
    if (index % 3 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    out += std::to_string(index) + ' ';
  };
  for (const unsigned threads : {0u, 1u, 2u, 3u, 8u, 100u}) {
    std::string text;
    write_in_order(12, threads, make, [&](std::string_view piece) {
      text += piece;
      return true;
    });
    CAPTURE(threads);
    CHECK(text == "0 1 2 3 4 5 6 7 8 9 10 11 ");
  }
}

TEST_CASE("no piece is written after one that was refused") {
  for (const unsigned threads : {1u, 2u, 4u}) {
    std::string text;
    const auto write = [&](std::string_view piece) {
      text += piece;
      return text.size() < 3;
    };
    write_in_order(
        1'000'000, threads, [](std::uint64_t index, std::string& out) { out += static_cast<char>('a' + index % 26); }, write);
    CHECK(text == "abc");
  }
}

TEST_CASE("nothing is written for no pieces or for empty ones") {
  int calls = 0;
  const auto write = [&](std::string_view) { return ++calls > 0; };
  write_in_order(
      0, 2, [](std::uint64_t, std::string& out) { out += 'x'; }, write);
  write_in_order(
      3, 2, [](std::uint64_t, std::string&) {}, write);
  CHECK(calls == 0);
}

#include "input/extract.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <random>

#include "input/extract_simdjson.hpp"
#include "lib/input/collected_lines.hpp"
#include "reference/strict_json.hpp"

namespace invmon::input {
namespace {

constexpr std::size_t kMaxLine = 100'000;

record::Layout layout_of(const std::vector<std::string>& paths) {
  record::Layout layout;
  for (const auto& path : paths) layout.slot(path);
  return layout;
}

/// What the extractor says of one line alone.
std::string extracted(const std::vector<std::string>& paths, const std::string& line, std::size_t max_line = kMaxLine) {
  const auto extractor = make_extractor(layout_of(paths), max_line);
  const auto lines = collect(*extractor, line + "\n");
  REQUIRE(lines.size() == 1);
  return lines.front().values;
}

TEST_CASE("values come in the slots' order, whatever the order and spacing of the keys") {
  CHECK(extracted({"a", "b", "c"}, R"({"a":1,"b":"two","c":true})") == "i:1 s:two b:true");
  CHECK(extracted({"a", "b", "c"}, " {\t\"c\" : false , \"x\":[1,{}] ,\"b\": \"\"  ,\"a\":\r-7 } ") == "i:-7 s: b:false");
  CHECK(extracted({"a", "b"}, R"({})") == "- -");
  CHECK(extracted({}, R"({"a":1})") == "");
}

TEST_CASE("null and missing members are absent, objects and arrays composite") {
  CHECK(extracted({"a", "b", "c", "d"}, R"({"a":null,"c":{"a":1},"d":[]})") == "- - {} {}");
}

TEST_CASE("of members of the same name the first counts, even if it is null") {
  CHECK(extracted({"a", "b"}, R"({"a":1,"a":2,"b":null,"b":3,"\u0061":4})") == "i:1 -");
  CHECK(extracted({"o.a"}, R"({"o":{"a":1,"a":2},"o":{"a":3}})") == "i:1");
  CHECK(extracted({"o.a"}, R"({"o":5,"o":{"a":3}})") == "-");
}

TEST_CASE("members of inner objects are not mistaken for outer ones") {
  CHECK(extracted({"a"}, R"({"n":{"a":9},"l":[{"a":8}],"a":1})") == "i:1");
  CHECK(extracted({"a"}, R"({"n":{"a":9}})") == "-");
  CHECK(extracted({"a"}, R"({"text":"\"a\":7","a":1})") == "i:1");
}

TEST_CASE("escaped keys and strings are unescaped") {
  CHECK(extracted({"duration"}, R"({"dur\u0061tion":2})") == "i:2");
  CHECK(extracted({"a\"b"}, R"({"a\"b":"c\\d\n\u00e9\ud83d\ude00"})") == "s:c\\d\n\xC3\xA9\xF0\x9F\x98\x80");
  CHECK(extracted({"a"}, R"({"a":"ends in a backslash\\"})") == "s:ends in a backslash\\");
}

TEST_CASE("a path descends at dots, and finds keys that hold dots where it can't descend") {
  CHECK(extracted({"a.b"}, R"({"a":{"b":1}})") == "i:1");
  CHECK(extracted({"a.b"}, R"({"a.b":2})") == "i:2");
  CHECK(extracted({"a.b"}, R"({"a.b":2,"a":{"b":1}})") == "i:1");
  CHECK(extracted({"a.b"}, R"({"a":{"b":1},"a.b":2})") == "i:1");
  CHECK(extracted({"a.b"}, R"({"a":{"x":1},"a.b":2})") == "i:2");
  CHECK(extracted({"a.b.c"}, R"({"a":{"b.c":3}})") == "i:3");
  CHECK(extracted({"a.b.c"}, R"({"a.b.c":4,"a":{"b":{"c":5}}})") == "i:5");
  CHECK(extracted({"a.b", "a"}, R"({"a":{"b":1}})") == "i:1 {}");
  CHECK(extracted({"log.level", "log.file"}, R"({"log.level":"info","log":{"file":"x"}})") == "s:info s:x");
}

TEST_CASE("numbers are integers where they fit, else reals, infinite where they are too large") {
  const auto real = [](double value) { return describe(record::Value::of(value)); };
  CHECK(extracted({"a"}, R"({"a":9223372036854775807})") == "i:9223372036854775807");
  CHECK(extracted({"a"}, R"({"a":-9223372036854775808})") == "i:-9223372036854775808");
  CHECK(extracted({"a"}, R"({"a":9223372036854775808})") == real(9223372036854775808.0));
  CHECK(extracted({"a"}, R"({"a":18446744073709551616})") == real(18446744073709551616.0));
  CHECK(extracted({"a"}, R"({"a":1.0})") == real(1));
  CHECK(extracted({"a"}, R"({"a":0.1})") == real(0.1));
  CHECK(extracted({"a"}, R"({"a":1234567890123456.7890})") == real(1234567890123456.789));
  CHECK(extracted({"a"}, R"({"a":0.30000000000000004441})") == real(0.1 + 0.2));
  CHECK(extracted({"a"}, R"({"a":2.2250738585072011e-308})") == real(2.2250738585072011e-308));
  CHECK(extracted({"a"}, R"({"a":1e400})") == real(std::numeric_limits<double>::infinity()));
  CHECK(extracted({"a"}, R"({"a":-1e400})") == real(-std::numeric_limits<double>::infinity()));
  CHECK(extracted({"a"}, R"({"a":1e-400})") == real(0));
}

TEST_CASE("what other programs put before an object is passed over") {
  for (const char* prefix :
       {"web-1  | ", "\t", "\xEF\xBB\xBF", "<34>1 2003-10-11T22:14:15Z host app - - - ", "2016-10-06T00:17:09Z stdout F "}) {
    INFO(prefix);
    CHECK(extracted({"a"}, std::string(prefix) + "{\"a\":1}") == "i:1");
    CHECK(extracted({"a"}, std::string(prefix) + "{\"a\":1} ") == "i:1");
    CHECK(extracted({"a"}, std::string(prefix) + "{\"a\":1}]") == "malformed");
    CHECK(extracted({"a"}, std::string(prefix) + "\"a\":1}") == "malformed");
  }
  CHECK(extracted({"a"}, std::string(256, 'x') + "{\"a\":1}") == "malformed");
  CHECK(extracted({"a"}, std::string(255, 'x') + "{\"a\":1}") == "i:1");
  CHECK(extracted({"a"}, "[1] {\"a\":1}") == "malformed");
  CHECK(extracted({"a"}, "\"x\" {\"a\":1}") == "malformed");
}

TEST_CASE("lines that are no object are malformed or blank") {
  for (const std::string line : {"", " ", "\t \r"}) CHECK(extracted({"a"}, line) == "blank");
  for (const std::string line : {"text",
                                 "[]",
                                 "1",
                                 "null",
                                 "\"a\"",
                                 "{",
                                 "}",
                                 "{]",
                                 "{\"a\"",
                                 "{\"a\":",
                                 "{\"a\":1",
                                 "{\"a\":1,",
                                 "{\"a\":1,}",
                                 "{\"a\":1}}",
                                 "{\"a\":1} {}",
                                 "{\"a\":1}{\"a\":2}",
                                 "{\"a\":1} x",
                                 "{\"a\" 1}",
                                 "{a:1}",
                                 "{\"a\":01}",
                                 "{\"a\":1.}",
                                 "{\"a\":tru}",
                                 "{\"a\":nul}",
                                 "{\"a\":truer}",
                                 "{\"a\":\"open}",
                                 "{\"a\":\"\\q\"}",
                                 "{\"a\":\"\\ud800\"}",
                                 "{\"a\":\"\xFF\"}",
                                 "{\"b\":\"\xC3\x28\"}",
                                 "{\"b\":\"\xED\xA0\x80\"}",
                                 "{\"a\":\"\x01\"}",
                                 "{,\"a\":1}",
                                 "{\"a\":1 \"b\":2}",
                                 "{\"a\":-}",
                                 "{\"a\":}"}) {
    INFO(line);
    CHECK(extracted({"a"}, line) == "malformed");
  }
}

TEST_CASE("a line of as many bytes as are allowed is read, one of more is too long") {
  const std::string line = R"({"a":"0123456789"})";
  CHECK(extracted({"a"}, line, line.size()) == "s:0123456789");
  CHECK(extracted({"a"}, line, line.size() - 1) == "too_long");
  CHECK(extracted({"a"}, line + "\r", line.size()) == "too_long");
  CHECK(extracted({"a"}, std::string(50, ' '), 49) == "too_long");
}

TEST_CASE("a block without a newline at its end, and an empty one") {
  const auto extractor = make_extractor(layout_of({"a"}), kMaxLine);
  CHECK(collect(*extractor, "").empty());
  CHECK(collect(*extractor, R"({"a":1})") == std::vector<CollectedLine>{{0, 0, "i:1"}});
  CHECK(collect(*extractor, "\n{\"a\":1}\n\n{\"a\":2") ==
        std::vector<CollectedLine>{{0, 0, "blank"}, {1, 1, "i:1"}, {2, 9, "blank"}, {3, 10, "malformed"}});
}

const std::vector<std::string> kPaths = {"t", "d", "text", "o.p", "o", "x.y.z", "flag"};

/// One value of the slot's path in a line known to be JSON; the paths above hold no keys with dots.
std::string value_at(const reference::JsonText& json, std::string_view path) {
  using Kind = reference::JsonText::Kind;
  const auto* node = &json.root();
  while (node != nullptr && !path.empty()) {
    const auto key = path.substr(0, path.find('.'));
    node = json.member(*node, key);
    path.remove_prefix(std::min(key.size() + 1, path.size()));
  }
  if (node == nullptr || node->kind == Kind::null) return "-";
  if (node->kind == Kind::boolean) return "b:" + node->text;
  if (node->kind == Kind::string) return "s:" + node->text;
  if (node->kind != Kind::number) return "{}";
  std::int64_t integer = 0;
  const auto* end = node->text.data() + node->text.size();
  const auto whole = std::from_chars(node->text.data(), end, integer);
  if (whole.ec == std::errc() && whole.ptr == end && node->text != "-0") return describe(record::Value::of(integer));
  return describe(record::Value::of(std::strtod(node->text.c_str(), nullptr)));
}

std::string reference_values(const reference::JsonText& json) {
  std::string result;
  for (const auto& path : kPaths) result += (result.empty() ? "" : " ") + value_at(json, path);
  return result;
}

std::string random_value(std::mt19937& random, int depth = 0) {
  static const std::vector<std::string> kScalars = {"1",
                                                    "-3",
                                                    "0",
                                                    "0.25",
                                                    "1e3",
                                                    "-1.5E-2",
                                                    "12345678901234567890",
                                                    "1e400",
                                                    "true",
                                                    "false",
                                                    "null",
                                                    "\"\"",
                                                    "\"plain text\"",
                                                    R"("esc\"aped\\")",
                                                    R"("\u00e9\n")",
                                                    "\"\xC3\xA9\"",
                                                    R"("{\"d\":1}")",
                                                    "123456789.123456789",
                                                    "\"a rather long text, longer than thirty-two bytes\""};
  if (depth < 3 && random() % 6 == 0) return "[" + random_value(random, depth + 1) + ", " + random_value(random, depth + 1) + "]";
  if (depth < 3 && random() % 6 == 0)
    return R"({"p":)" + random_value(random, depth + 1) + R"(,"z": )" + random_value(random, depth + 1) + "}";
  return kScalars[random() % kScalars.size()];
}

/// A line that mostly repeats one shape, as those of a log do.
std::string random_line(std::mt19937& random) {
  std::vector<std::string> members = {
      R"("t":)", R"("d":)",    R"("text":)",   R"("o":)",
      R"("x":)", R"("flag":)", R"("unused":)", R"("a key that is longer than what is compared at once":)"};
  if (random() % 4 == 0) std::ranges::shuffle(members, random);
  if (random() % 4 == 0) members.resize(random() % members.size());
  if (random() % 8 == 0) members.push_back(R"("d" : )");
  if (random() % 8 == 0) members.push_back(R"("te\u0078t":)");
  std::string line = "{";
  for (const auto& member : members) line += (line.size() > 1 ? "," : "") + member + random_value(random);
  return line + "}";
}

std::string random_log(std::mt19937& random, int lines) {
  std::string log;
  for (int i = 0; i < lines; ++i) {
    auto line = random_line(random);
    if (random() % 10 == 0) {
      for (auto changes = 1 + random() % 3; changes-- > 0;) {
        constexpr std::string_view kBytes = "{}[]\",:\\ \t0-.eEtn\x80\x01";
        line[random() % line.size()] = kBytes[random() % kBytes.size()];
      }
    }
    if (random() % 30 == 0) line.resize(random() % line.size());
    log += line + (random() % 20 == 0 ? "\r\n" : "\n");
    if (random() % 20 == 0) log += "\n";
  }
  return log;
}

std::vector<std::string> texts(const std::vector<CollectedLine>& lines) {
  std::vector<std::string> result;
  for (const auto& line : lines) result.push_back(line.values);
  return result;
}

TEST_CASE("every line of random logs is read as a strict parser reads it") {
  std::mt19937 random(21);
  const auto extractor = make_extractor(layout_of(kPaths), kMaxLine);
  std::size_t good = 0;
  std::size_t skipped_unread = 0;
  for (int round = 0; round < 200; ++round) {
    const auto log = random_log(random, 100);
    for (const auto& line : collect(*extractor, log)) {
      const auto text = log.substr(line.offset, log.find('\n', line.offset) - line.offset);
      INFO(text);
      const auto json = reference::JsonText::parse(text);
      if (line.values == "blank") {
        CHECK(text.find_first_not_of(" \t\r") == std::string::npos);
      } else if (json && json->root().kind == reference::JsonText::Kind::object) {
        CHECK(line.values == reference_values(*json));
        ++good;
      } else {
        skipped_unread += line.values != "malformed";  // what is wrong stands in a value that nobody asked for
      }
    }
  }
  CHECK(good > 17'000);
  CHECK(skipped_unread < 600);
}

TEST_CASE("what is said of a line depends on that line alone") {
  std::mt19937 random(22);
  for (int round = 0; round < 60; ++round) {
    const auto log = random_log(random, 120);
    const auto together = collect(*make_extractor(layout_of(kPaths), kMaxLine), log);
    std::vector<std::string> one_by_one;
    std::size_t at = 0;
    for (const auto& line : together) {
      CHECK(line.offset == at);
      CHECK(line.index == one_by_one.size());
      const auto end = std::min(log.find('\n', at), log.size() - 1) + 1;
      const auto single = make_extractor(layout_of(kPaths), kMaxLine);
      one_by_one.push_back(collect(*single, log.substr(at, end - at)).front().values);
      at = end;
    }
    CHECK(texts(together) == one_by_one);
  }
}

TEST_CASE("the extractor for any processor and the one for this say the same") {
#ifdef __x86_64__
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("fma")) return;
  std::mt19937 random(23);
  const auto portable = make_portable_extractor(layout_of(kPaths), kMaxLine);
  const auto wide = make_wide_extractor(layout_of(kPaths), kMaxLine);
  for (int round = 0; round < 200; ++round) {
    const auto log = random_log(random, 100);
    CHECK(collect(*portable, log) == collect(*wide, log));
  }
#endif
}

/// A log of three kinds of lines, of whose texts some stay the same for long.
std::string steady_log(std::mt19937& random, int lines) {
  std::string log;
  std::string host = "web-1";
  for (int i = 0; i < lines; ++i) {
    if (random() % 400 == 0) host = "web-" + std::to_string(random() % 5);
    const bool rare = random() % 50 == 0;
    const auto number = std::to_string(random() % 100);
    const std::string level = rare ? "warn" : "info";
    const std::string user = random() % 3 == 0 ? "null" : "\"u" + number + "\"";
    switch (random() % 8) {
      case 0:
        log += R"({"level":")" + level + R"(","t":)" + number + R"(,"text":"start"})";
        break;
      case 1:
        log += R"({"t":"05","text":"a text that is longer than all that is compared at once, by far"})";
        break;
      default:
        log += R"({"level":")" + level + R"(","host":")" + host + R"(","t":)" + number + R"(,"text":"done","o":{"p":)" + user +
               R"(,"z":"same"},"d":"last"})";
    }
    log += random() % 100 == 0 ? " \n" : "\n";
  }
  return log;
}

/// Keeps of each slot which texts had a number.
class NumberedTexts final : public LineSink {
 public:
  std::vector<std::map<std::uint32_t, std::string>> texts;  ///< by slot
  std::size_t numbered = 0;
  bool contradicted = false;

  void values(record::Values values, LinePosition) override {
    texts.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i].text_number == 0) continue;
      ++numbered;
      const auto known = texts[i].try_emplace(values[i].text_number, values[i].string).first;
      contradicted |= values[i].kind != record::Value::Kind::string || known->second != values[i].string;
    }
  }
  void bad_line(record::DropReason, LinePosition, std::string_view) override {}
};

TEST_CASE("texts that stay the same for long are read as others, and get numbers that stand for them") {
  std::mt19937 random(24);
  const std::vector<std::string> paths = {"level", "host", "t", "text", "o.p", "d"};
  const auto extractor = make_extractor(layout_of(paths), kMaxLine);
  const auto fresh = [&](const std::string& line) {
    return collect(*make_extractor(layout_of(paths), kMaxLine), line).front().values;
  };
  NumberedTexts numbers;
  std::size_t lines = 0;
  for (int round = 0; round < 5; ++round) {
    const auto log = steady_log(random, 2'000);
    for (const auto& line : collect(*extractor, log)) {
      CHECK(line.values == fresh(log.substr(line.offset, log.find('\n', line.offset) + 1 - line.offset)));
      ++lines;
    }
    const auto padded = log + std::string(kPadding, ' ');
    extractor->extract(std::string_view(padded).substr(0, log.size()), numbers);
  }
  CHECK(lines == 10'000);
  CHECK_FALSE(numbers.contradicted);
  CHECK(numbers.numbered > 20'000);  // of about 35,000 texts that stay the same for long
}

TEST_CASE("an extractor used for block after block forgets each") {
  const auto extractor = make_extractor(layout_of({"a", "b"}), kMaxLine);
  for (int i = 0; i < 100; ++i) {
    CHECK(texts(collect(*extractor, R"({"a":1,"b":"x"})")) == std::vector<std::string>{"i:1 s:x"});
    CHECK(texts(collect(*extractor, R"({"a":2})")) == std::vector<std::string>{"i:2 -"});
    CHECK(texts(collect(*extractor, R"({"b":"\u0079"})")) == std::vector<std::string>{"- s:y"});
  }
}

}  // namespace
}  // namespace invmon::input

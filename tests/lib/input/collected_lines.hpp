#pragma once

#include <doctest/doctest.h>

#include <bit>
#include <string>
#include <string_view>
#include <vector>

#include "input/extract.hpp"

namespace invmon::input {

/// What an extractor says of one line, as text: "i:1 r:0.5 s:text b:true {} -", a value a slot; or the reason why not.
struct CollectedLine {
  std::uint64_t index = 0;
  std::size_t offset = 0;
  std::string values;

  bool operator==(const CollectedLine&) const = default;
};

inline std::string describe(const record::Value& value) {
  using Kind = record::Value::Kind;
  switch (value.kind) {
    case Kind::absent:
      return "-";
    case Kind::boolean:
      return value.boolean ? "b:true" : "b:false";
    case Kind::integer:
      return "i:" + std::to_string(value.integer);
    case Kind::real:
      return "r:" + std::to_string(value.real) + "/" + std::to_string(std::bit_cast<std::uint64_t>(value.real));
    case Kind::string:
      return "s:" + std::string(value.string);
    case Kind::composite:
      break;
  }
  return "{}";
}

/// Keeps what it is told.
class Collector final : public LineSink {
 public:
  std::vector<CollectedLine> lines;

  void values(record::Values values, LinePosition position) override {
    std::string text;
    for (const auto& value : values) text += (text.empty() ? "" : " ") + describe(value);
    lines.push_back({position.index, position.offset, text});
  }
  void bad_line(record::DropReason reason, LinePosition position, std::string_view) override {
    lines.push_back({position.index, position.offset, std::string(record::name(reason))});
  }
};

/// All lines of a block.
inline std::vector<CollectedLine> collect(Extractor& extractor, const std::string& block) {
  const std::string padded = block + std::string(kPadding, ' ');
  Collector collector;
  const auto count = extractor.extract(std::string_view(padded).substr(0, block.size()), collector);
  CHECK(count == collector.lines.size());
  return collector.lines;
}

}  // namespace invmon::input

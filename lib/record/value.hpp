#pragma once

#include <cstdint>
#include <string_view>

namespace invmon::record {

/// What a line holds at one path. Strings are unescaped UTF-8 and live as long as the block and the reader that they came from
/// say. `null` and a missing member are both `absent`.
struct Value {
  enum class Kind : std::uint8_t {
    absent,
    boolean,
    integer,  ///< a JSON number without fraction or exponent that fits int64
    real,     ///< every other JSON number; infinite where it is too large for a double
    string,
    composite,  ///< an object or an array
  };

  Kind kind = Kind::absent;
  /// Of a string that its reader knows: where this is the same for two values of a slot, so are their texts. 0 for others.
  std::uint32_t text_number = 0;
  union {
    bool boolean;
    std::int64_t integer;
    double real = 0;
  };
  std::string_view string;  ///< empty unless `kind` is `string`

  bool is_number() const { return kind == Kind::integer || kind == Kind::real; }
  /// Requires `is_number()`.
  double number() const { return kind == Kind::integer ? static_cast<double>(integer) : real; }

  static Value of(bool value);
  static Value of(std::int64_t value);
  static Value of(double value);
  static Value of(std::string_view value);
};

inline Value Value::of(bool value) {
  Value result;
  result.kind = Kind::boolean;
  result.boolean = value;
  return result;
}

inline Value Value::of(std::int64_t value) {
  Value result;
  result.kind = Kind::integer;
  result.integer = value;
  return result;
}

inline Value Value::of(double value) {
  Value result;
  result.kind = Kind::real;
  result.real = value;
  return result;
}

inline Value Value::of(std::string_view value) {
  Value result;
  result.kind = Kind::string;
  result.string = value;
  return result;
}

}  // namespace invmon::record

#include "reference/strict_json.hpp"

#include <utility>

namespace invmon::reference {
namespace {

/// Unwinds the parser; it never leaves JsonText::parse.
struct NotJson {};

void require(bool condition) {
  if (!condition) throw NotJson{};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Appends a code point as UTF-8.
void append_code_point(std::string& out, std::uint32_t code) {
  const auto continuation = [&](int shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    continuation(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    continuation(6);
    continuation(0);
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

}  // namespace

class JsonParser {
 public:
  explicit JsonParser(std::string_view text) : text_(text) {}

  JsonText parse() {
    skip_space();
    begin_value("");
    while (!open_.empty()) {
      skip_space();
      continue_container();
    }
    skip_space();
    require(at_ == text_.size());
    return std::move(result_);
  }

 private:
  using Kind = JsonText::Kind;

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  char take() {
    require(at_ < text_.size());
    return text_[at_++];
  }
  void expect(std::string_view word) {
    require(text_.substr(at_).starts_with(word));
    at_ += word.size();
  }
  void skip_space() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n') ++at_;
  }

  /// Reads a scalar, or the bracket that opens a container.
  void begin_value(std::string key) {
    const auto index = result_.nodes_.size();
    if (!open_.empty()) result_.nodes_[open_.back()].children.push_back(index);
    JsonText::Node node;
    node.key = std::move(key);
    const auto start = at_;
    switch (peek()) {
      case '{':
      case '[':
        node.kind = take() == '{' ? Kind::object : Kind::array;
        open_.push_back(index);
        break;
      case '"':
        node.kind = Kind::string;
        node.text = string();
        break;
      case 'n':
        expect("null");
        break;
      case 't':
      case 'f':
        node.kind = Kind::boolean;
        expect(peek() == 't' ? "true" : "false");
        break;
      default:
        node.kind = Kind::number;
        number();
    }
    if (node.kind == Kind::boolean || node.kind == Kind::number) node.text = text_.substr(start, at_ - start);
    result_.nodes_.push_back(std::move(node));
  }

  /// Reads the next element or member of the innermost open container, or its end.
  void continue_container() {
    const auto& container = result_.nodes_[open_.back()];
    const bool object = container.kind == Kind::object;
    if (peek() == (object ? '}' : ']')) {
      ++at_;
      open_.pop_back();
      return;
    }
    if (!container.children.empty()) {
      expect(",");
      skip_space();
    }
    std::string key;
    if (object) {
      key = string();
      skip_space();
      expect(":");
      skip_space();
    }
    begin_value(std::move(key));
  }

  void digits() {
    require(is_digit(peek()));
    while (is_digit(peek())) ++at_;
  }

  void number() {
    if (peek() == '-') ++at_;
    if (peek() == '0') {
      ++at_;
    } else {
      digits();
    }
    if (peek() == '.') {
      ++at_;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      digits();
    }
  }

  std::string string() {
    expect("\"");
    std::string result;
    for (;;) {
      const auto byte = static_cast<unsigned char>(take());
      require(byte >= 0x20);
      if (byte == '"') return result;
      if (byte == '\\') {
        escape(result);
      } else if (byte < 0x80) {
        result += static_cast<char>(byte);
      } else {
        utf8(byte, result);
      }
    }
  }

  void escape(std::string& result) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char name = take();
    if (const auto index = kNames.find(name); index != std::string_view::npos) {
      result += kMeanings[index];
      return;
    }
    require(name == 'u');
    auto code = four_hex_digits();
    if (code >= 0xD800 && code < 0xDC00) {
      expect("\\u");
      const auto low = four_hex_digits();
      require(low >= 0xDC00 && low < 0xE000);
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    } else {
      require(code < 0xDC00 || code >= 0xE000);
    }
    append_code_point(result, code);
  }

  std::uint32_t four_hex_digits() {
    std::uint32_t code = 0;
    for (int i = 0; i < 4; ++i) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      const char c = take();
      const auto digit = kDigits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c + ('a' - 'A')) : c);
      require(digit != std::string_view::npos);
      code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    return code;
  }

  /// The rest of a sequence that `first` begins, which must be the shortest one of a code point that is no surrogate.
  void utf8(unsigned char first, std::string& result) {
    require(first >= 0xC2 && first <= 0xF4);
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    std::uint32_t code = first & (0x3FU >> more);
    for (int i = 0; i < more; ++i) {
      const auto next = static_cast<unsigned char>(take());
      require((next & 0xC0) == 0x80);
      code = code << 6 | (next & 0x3F);
    }
    constexpr std::uint32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
    require(code >= kLeast[more] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF));
    append_code_point(result, code);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::size_t> open_;  ///< containers, the innermost last
  JsonText result_;
};

std::optional<JsonText> JsonText::parse(std::string_view text) {
  try {
    return JsonParser(text).parse();
  } catch (const NotJson&) {
    return std::nullopt;
  }
}

const JsonText::Node* JsonText::member(const Node& object, std::string_view key) const {
  if (object.kind != Kind::object) return nullptr;
  for (const auto index : object.children) {
    if (nodes_[index].key == key) return &nodes_[index];
  }
  return nullptr;
}

}  // namespace invmon::reference

#include "detect/field_survey.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "detect/field_tree.hpp"
#include "input/extract.hpp"
#include "input/json_number.hpp"
#include "input/recent_shapes.hpp"
#include "record/number.hpp"

namespace invmon::detect {
namespace {

namespace ondemand = simdjson::ondemand;
using Node = FieldTree::Node;
using SeenValue = FieldTree::SeenValue;

/// Levels of a line; a deeper one is refused rather than read with no end of stack.
constexpr std::size_t kDeepest = 512;

/// The number that a text is; NaN for any other text.
double number_in(std::string_view text) {
  const auto number = record::parse_number(text);
  return number ? number->number() : NAN;
}

/// Sets what of a value a line says itself.
void fill(SeenValue& seen, const input::LineShape::Token& token) {
  using Kind = record::Value::Kind;
  seen.text = token.text;
  switch (token.value.kind) {
    case Kind::boolean:
      seen.type = JsonType::boolean;
      break;
    case Kind::integer:
      seen.type = JsonType::integer;
      seen.number = static_cast<double>(token.value.integer);
      break;
    case Kind::real:
      seen.type = JsonType::real;
      seen.number = token.value.real;
      break;
    case Kind::string:
      seen.type = JsonType::string;
      seen.number = number_in(token.text);
      break;
    default:
      seen.type = JsonType::null;
  }
}

}  // namespace

/// Reads lines by simdjson.
class FieldSurvey::LineReader {
 public:
  explicit LineReader(FieldTree& tree) : tree_(tree) {}

  /// Returns what is wrong with a line as a JSON text; nullptr if nothing is.
  const char* read(std::string_view line) {
    const simdjson::padded_string_view padded(line.data(), line.size(), line.size() + input::kPadding);
    seen_.clear();
    if (line.empty()) return simdjson::error_message(simdjson::EMPTY);
    if (line.front() == '-' || is_digit(line.front())) {
      return input::parse_json_number(line) ? nullptr : simdjson::error_message(simdjson::NUMBER_ERROR);
    }
    ondemand::document document;
    ondemand::value value;
    auto failure = parser_.iterate(padded).get(document);
    if (!failure && (line.front() == '{' || line.front() == '[')) {
      failure = document.get_value().get(value);
      if (!failure) failure = read_value(value, line.front() == '{' ? &tree_.root() : nullptr, 0);
    } else if (!failure) {
      failure = read_scalar(document, line.front());
    }
    if (failure) return simdjson::error_message(failure);
    const char* next = nullptr;
    if (!document.current_location().get(next) && next < line.data() + line.size()) return "more than one JSON value";
    return nullptr;
  }

  /// What the line that was read last holds at paths that are kept, if it is an object.
  const std::vector<SeenValue>& seen() const { return seen_; }

 private:
  using Failure = simdjson::error_code;

  /// Reads a value, all of it, so that nothing in it stays unchecked; what has a node is remembered.
  Failure read_value(ondemand::value& value, Node* node, std::size_t depth) {
    if (depth > kDeepest) return simdjson::DEPTH_ERROR;
    const std::string_view token = value.raw_json_token();
    switch (token.front()) {
      case '{':
        if (node != nullptr && depth > 0) seen_.push_back({node, JsonType::object, {}, 0});
        return read_object(value, depth < FieldSurvey::kMaxDepth ? node : nullptr, depth);
      case '[':
        if (node != nullptr && depth > 0) seen_.push_back({node, JsonType::array, {}, 0});
        return read_array(value, depth < FieldSurvey::kMaxDepth ? node : nullptr, depth);
      case '"':
        return read_string(value, token, node);
      case 't':
      case 'f': {
        bool boolean = false;
        if (const auto failure = value.get_bool().get(boolean)) return failure;
        if (node != nullptr) seen_.push_back({node, JsonType::boolean, boolean ? "true" : "false", 0});
        return simdjson::SUCCESS;
      }
      case 'n': {
        bool null = false;
        if (const auto failure = value.is_null().get(null)) return failure;
        if (null && node != nullptr) seen_.push_back({node, JsonType::null, {}, 0});
        return null ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
      }
      default:
        return read_number(value, token, node);
    }
  }

  /// A text or a constant that is the whole document; On-Demand reads those by other functions.
  static Failure read_scalar(ondemand::document& document, char first) {
    if (first == '"') return document.get_string().error();
    if (first != 'n') return document.get_bool().error();
    bool null = false;
    if (const auto failure = document.is_null().get(null)) return failure;
    return null ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
  }

  Failure read_object(ondemand::value& value, Node* node, std::size_t depth) {
    ondemand::object object;
    if (const auto failure = value.get_object().get(object)) return failure;
    if (node != nullptr) node->next = 0;
    for (auto&& result : object) {
      ondemand::field field;
      if (const auto failure = std::move(result).get(field)) return failure;
      std::string_view key;
      if (const auto failure = field.unescaped_key().get(key)) return failure;
      if (const auto failure = read_value(field.value(), node == nullptr ? nullptr : tree_.child(*node, key), depth + 1))
        return failure;
    }
    return simdjson::SUCCESS;
  }

  Failure read_array(ondemand::value& value, Node* node, std::size_t depth) {
    ondemand::array array;
    if (const auto failure = value.get_array().get(array)) return failure;
    for (auto&& result : array) {
      ondemand::value element;
      if (const auto failure = result.get(element)) return failure;
      if (const auto failure = read_value(element, node == nullptr ? nullptr : tree_.child(*node, "[]"), depth + 1))
        return failure;
    }
    return simdjson::SUCCESS;
  }

  Failure read_string(ondemand::value& value, std::string_view token, Node* node) {
    std::string_view text = token.substr(1, token.rfind('"') - 1);
    if (std::memchr(text.data(), '\\', text.size()) != nullptr) {
      if (const auto failure = value.get_string().get(text)) return failure;
    }
    if (node == nullptr) return simdjson::SUCCESS;
    seen_.push_back({node, JsonType::string, text, number_in(text)});
    return simdjson::SUCCESS;
  }

  Failure read_number(ondemand::value& value, std::string_view token, Node* node) {
    std::int64_t integer = 0;
    token = trimmed(token);
    if (!value.get_int64().get(integer)) {
      if (node != nullptr) seen_.push_back({node, JsonType::integer, token, static_cast<double>(integer)});
      return simdjson::SUCCESS;
    }
    // That of simdjson 3.0 misreads numbers of more than 19 digits.
    constexpr std::size_t kSafeDigits = 19;
    double real = 0;
    if (token.size() > kSafeDigits || value.get_double().get(real)) {
      const auto exact = input::parse_json_number(token);
      if (!exact) return simdjson::NUMBER_ERROR;
      real = *exact;
    }
    if (node != nullptr) seen_.push_back({node, JsonType::real, token, real});
    return simdjson::SUCCESS;
  }

  FieldTree& tree_;
  ondemand::parser parser_;
  std::vector<SeenValue> seen_;
};

/// A shape that lines had, and what stands in such a line; the scalars' types, texts and numbers are the last line's.
struct FieldSurvey::KnownShape : input::LineShape {
  KnownShape(input::LineShape shape, std::vector<SeenValue> values)
      : input::LineShape(std::move(shape)), seen(std::move(values)) {}

  std::vector<SeenValue> seen;
};

class FieldSurvey::Impl {
 public:
  const char* add(std::string_view line) {
    if (add_known(line)) return nullptr;
    const char* const wrong = reader_.read(line);
    if (wrong == nullptr && line.front() == '{') {
      tree_.add(reader_.seen());
      if (shapes_.is_lesson()) learn(line);
    }
    tidy();
    return wrong;
  }

  const char* check(std::string_view line) {
    const char* const wrong = reader_.read(line);
    tidy();
    return wrong;
  }

  void merge(const Impl& other) {
    shapes_.clear();
    tree_.merge(other.tree_);
  }

  const FieldTree& tree() const { return tree_; }

 private:
  bool add_known(std::string_view line) {
    const char* const end = line.data() + line.size();
    return shapes_.find([&](KnownShape& shape) {
      if (shape.match(line.data(), end, tokens_) != end) return false;
      auto token = tokens_.begin();
      for (auto& value : shape.seen) {
        if (!is_composite(value.type)) fill(value, *token++);
      }
      tree_.add(shape.seen);
      return true;
    });
  }

  /// From the line that was read last; not if some of it lies at paths that are not kept.
  void learn(std::string_view line) {
    static const input::ExtractPlan wants_nothing{record::Layout()};
    auto shape = input::LineShape::learn(line, wants_nothing);
    const auto scalars = std::ranges::count_if(reader_.seen(), [](const SeenValue& value) { return !is_composite(value.type); });
    if (shape && shape->scalars() == static_cast<std::size_t>(scalars)) shapes_.add({*std::move(shape), reader_.seen()});
  }

  void tidy() {
    if (tree_.tidy()) shapes_.clear();  // they point to nodes
  }

  FieldTree tree_{kMaxFields};
  LineReader reader_{tree_};
  input::RecentShapes<KnownShape> shapes_;
  std::vector<input::LineShape::Token> tokens_;
};

FieldSurvey::FieldSurvey() : impl_(std::make_unique<Impl>()) {}
FieldSurvey::FieldSurvey(FieldSurvey&&) noexcept = default;
FieldSurvey& FieldSurvey::operator=(FieldSurvey&&) noexcept = default;
FieldSurvey::~FieldSurvey() = default;

const char* FieldSurvey::add(std::string_view line) { return impl_->add(line); }
const char* FieldSurvey::check(std::string_view line) { return impl_->check(line); }
void FieldSurvey::merge(const FieldSurvey& other) { impl_->merge(*other.impl_); }
std::uint64_t FieldSurvey::objects() const { return impl_->tree().lines(); }
bool FieldSurvey::is_cut() const { return impl_->tree().is_cut(); }
std::vector<const FieldSummary*> FieldSurvey::fields() const { return impl_->tree().fields(); }

}  // namespace invmon::detect

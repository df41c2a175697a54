#include "detect/field_survey.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "input/extract.hpp"
#include "input/json_number.hpp"
#include "record/number.hpp"

namespace invmon::detect {
namespace {

namespace ondemand = simdjson::ondemand;

/// Levels of a line; a deeper one is refused rather than read with no end of stack.
constexpr std::size_t kDeepest = 512;

}  // namespace

std::string_view name(JsonType type) {
  static constexpr std::array<std::string_view, kJsonTypes> kNames = {"null",   "boolean", "integer", "real",
                                                                      "string", "object",  "array"};
  return kNames[static_cast<std::size_t>(type)];
}

struct FieldSurvey::Impl {
  /// A path that was seen, and those below it.
  struct Node {
    FieldSummary summary;
    std::vector<std::unique_ptr<Node>> children;
    std::unordered_map<std::string, std::size_t> by_key;
    std::vector<std::string> keys;  ///< of the children
    std::size_t next = 0;           ///< the child after the one found last: keys mostly repeat their order
    std::uint64_t last_line = 0;    ///< that it was counted for
  };

  /// A value of the line that is being read.
  struct SeenValue {
    Node* node = nullptr;
    JsonType type = JsonType::null;
    std::string_view text;
    double number = 0;
  };

  /// Whether no line had it but such as turned out to be malformed; then this goes for all below it too.
  static bool is_unused(const Node* node) {
    return std::ranges::all_of(node->summary.types, [](auto count) { return count == 0; });
  }

  static void collect(Node& node, std::vector<Node*>& nodes) {
    for (const auto& child : node.children) {
      nodes.push_back(child.get());
      collect(*child, nodes);
    }
  }

  using Failure = simdjson::error_code;

  const char* add(std::string_view line) {
    const char* const wrong = read_line(line);
    if (wrong == nullptr && line.front() == '{') commit();
    if (nodes > 2 * kMaxFields) cut_paths();
    return wrong;
  }

  /// Fills `seen`; returns what is wrong.
  const char* read_line(std::string_view line) {
    const simdjson::padded_string_view padded(line.data(), line.size(), line.size() + input::kPadding);
    seen.clear();
    if (line.empty()) return simdjson::error_message(simdjson::EMPTY);
    if (line.front() == '-' || is_digit(line.front())) {
      return input::parse_json_number(line) ? nullptr : simdjson::error_message(simdjson::NUMBER_ERROR);
    }
    ondemand::document document;
    ondemand::value value;
    auto failure = parser.iterate(padded).get(document);
    if (!failure && (line.front() == '{' || line.front() == '[')) {
      failure = document.get_value().get(value);
      if (!failure) failure = read(value, line.front() == '{' ? &root : nullptr, 0);
    } else if (!failure) {
      failure = read_scalar(document, line.front());
    }
    if (failure) return simdjson::error_message(failure);
    const char* next = nullptr;
    if (!document.current_location().get(next) && next < line.data() + line.size()) return "more than one JSON value";
    return nullptr;
  }

  /// Reads a value, all of it, so that nothing in it stays unchecked; what has a node is remembered.
  Failure read(ondemand::value& value, Node* node, std::size_t depth) {
    if (depth > kDeepest) return simdjson::DEPTH_ERROR;
    const std::string_view token = value.raw_json_token();
    switch (token.front()) {
      case '{':
        if (node != nullptr && depth > 0) seen.push_back({node, JsonType::object, {}, 0});
        return read_object(value, depth < kMaxDepth ? node : nullptr, depth);
      case '[':
        if (node != nullptr && depth > 0) seen.push_back({node, JsonType::array, {}, 0});
        return read_array(value, depth < kMaxDepth ? node : nullptr, depth);
      case '"':
        return read_string(value, token, node);
      case 't':
      case 'f': {
        bool boolean = false;
        if (const auto failure = value.get_bool().get(boolean)) return failure;
        if (node != nullptr) seen.push_back({node, JsonType::boolean, boolean ? "true" : "false", 0});
        return simdjson::SUCCESS;
      }
      case 'n': {
        bool null = false;
        if (const auto failure = value.is_null().get(null)) return failure;
        if (null && node != nullptr) seen.push_back({node, JsonType::null, {}, 0});
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
      if (const auto failure = read(field.value(), node == nullptr ? nullptr : child(*node, key), depth + 1)) return failure;
    }
    return simdjson::SUCCESS;
  }

  Failure read_array(ondemand::value& value, Node* node, std::size_t depth) {
    ondemand::array array;
    if (const auto failure = value.get_array().get(array)) return failure;
    for (auto&& result : array) {
      ondemand::value element;
      if (const auto failure = result.get(element)) return failure;
      if (const auto failure = read(element, node == nullptr ? nullptr : child(*node, "[]"), depth + 1)) return failure;
    }
    return simdjson::SUCCESS;
  }

  Failure read_string(ondemand::value& value, std::string_view token, Node* node) {
    std::string_view text = token.substr(1, token.rfind('"') - 1);
    if (std::memchr(text.data(), '\\', text.size()) != nullptr) {
      if (const auto failure = value.get_string().get(text)) return failure;
    }
    if (node == nullptr) return simdjson::SUCCESS;
    const auto number = record::parse_number(text);
    seen.push_back({node, JsonType::string, text, number ? number->number() : NAN});
    return simdjson::SUCCESS;
  }

  Failure read_number(ondemand::value& value, std::string_view token, Node* node) {
    std::int64_t integer = 0;
    token = trimmed(token);
    if (!value.get_int64().get(integer)) {
      if (node != nullptr) seen.push_back({node, JsonType::integer, token, static_cast<double>(integer)});
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
    if (node != nullptr) seen.push_back({node, JsonType::real, token, real});
    return simdjson::SUCCESS;
  }

  /// nullptr for a path beyond those that are kept.
  Node* child(Node& node, std::string_view key) {
    if (node.next < node.keys.size() && node.keys[node.next] == key) return node.children[node.next++].get();
    if (const auto known = node.by_key.find(std::string(key)); known != node.by_key.end()) {
      node.next = known->second + 1;
      return node.children[known->second].get();
    }
    const auto& path = node.summary.path;
    auto added = std::make_unique<Node>();
    added->summary.path = path.empty() ? std::string(key) : key == "[]" ? path + "[]" : path + "." + std::string(key);
    if (cut && added->summary.path > last_path) return nullptr;
    node.by_key.emplace(key, node.children.size());
    node.keys.emplace_back(key);
    node.children.push_back(std::move(added));
    ++nodes;
    return node.children.back().get();
  }

  void commit() {
    ++objects;
    for (const auto& [node, type, text, number] : seen) {
      auto& summary = node->summary;
      ++summary.types[static_cast<std::size_t>(type)];
      if (type == JsonType::null) continue;
      if (node->last_line != objects) {
        node->last_line = objects;
        ++summary.lines;
      }
      if (type == JsonType::object || type == JsonType::array) continue;
      summary.values.add(text);
      if (type != JsonType::boolean && std::isfinite(number)) summary.numbers.add(number);
    }
  }

  std::vector<Node*> sorted_nodes() {
    std::vector<Node*> all;
    collect(root, all);
    std::erase_if(all, is_unused);
    std::ranges::stable_sort(all, {}, [](const Node* node) -> const std::string& { return node->summary.path; });
    return all;
  }

  /// Drops unused paths, and those that sort last if there are too many. What sorts after a path is never above it, so no path
  /// is left without its parents.
  void cut_paths() {
    const auto all = sorted_nodes();
    if (all.size() > kMaxFields) {
      last_path = all[kMaxFields - 1]->summary.path;
      cut = true;
    }
    nodes = 0;
    drop_useless(root);
  }

  void drop_useless(Node& node) {
    std::vector<std::unique_ptr<Node>> children = std::exchange(node.children, {});
    std::vector<std::string> keys = std::exchange(node.keys, {});
    node.by_key.clear();
    for (std::size_t i = 0; i < children.size(); ++i) {
      if (is_unused(children[i].get()) || (cut && children[i]->summary.path > last_path)) continue;
      drop_useless(*children[i]);
      node.by_key.emplace(keys[i], node.keys.size());
      node.keys.push_back(std::move(keys[i]));
      node.children.push_back(std::move(children[i]));
    }
    nodes += node.children.size();
  }

  void merge(const Impl& other) {
    objects += other.objects;
    if (other.cut && (!cut || other.last_path < last_path)) {
      cut = true;
      last_path = other.last_path;
    }
    merge(root, other.root);
    cut_paths();
  }

  void merge(Node& mine, const Node& theirs) {
    auto& sum = mine.summary;
    sum.lines += theirs.summary.lines;
    for (std::size_t i = 0; i < kJsonTypes; ++i) sum.types[i] += theirs.summary.types[i];
    sum.numbers.merge(theirs.summary.numbers);
    sum.values.merge(theirs.summary.values);
    for (std::size_t i = 0; i < theirs.keys.size(); ++i) {
      if (auto* const same = child(mine, theirs.keys[i])) merge(*same, *theirs.children[i]);
    }
  }

  ondemand::parser parser;
  Node root;
  std::vector<SeenValue> seen;
  std::uint64_t objects = 0;
  std::size_t nodes = 0;
  bool cut = false;
  std::string last_path;  ///< the last one kept, once there are too many
};

FieldSurvey::FieldSurvey() : impl_(std::make_unique<Impl>()) {}
FieldSurvey::FieldSurvey(FieldSurvey&&) noexcept = default;
FieldSurvey& FieldSurvey::operator=(FieldSurvey&&) noexcept = default;
FieldSurvey::~FieldSurvey() = default;

const char* FieldSurvey::add(std::string_view line) { return impl_->add(line); }
void FieldSurvey::merge(const FieldSurvey& other) { impl_->merge(*other.impl_); }
std::uint64_t FieldSurvey::objects() const { return impl_->objects; }

bool FieldSurvey::is_cut() const { return impl_->cut || impl_->sorted_nodes().size() > kMaxFields; }

std::vector<const FieldSummary*> FieldSurvey::fields() const {
  std::vector<const FieldSummary*> fields;
  for (const auto* node : impl_->sorted_nodes()) {
    if (fields.size() == kMaxFields) break;
    fields.push_back(&node->summary);
  }
  return fields;
}

}  // namespace invmon::detect

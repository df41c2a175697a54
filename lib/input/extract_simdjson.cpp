#include "input/extract_simdjson.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "input/extract_plan.hpp"
#include "input/json_number.hpp"
#include "input/line_text.hpp"
#include "input/recent_shapes.hpp"
#include "input/steady_shape.hpp"

namespace invmon::input {
namespace {

namespace ondemand = simdjson::ondemand;
using record::DropReason;
using record::Value;

/// Keys that are remembered for one node; logs with more distinct ones still work, more slowly.
constexpr std::size_t kMaxKnownKeys = 512;

/// Finds the plan's members by key. Lines of a log mostly repeat the order of the keys before, so each key is first compared with
/// the ones that followed the last time.
class KeyFinder {
 public:
  explicit KeyFinder(const ExtractPlan::Node& node) : node_(node) {}

  void restart() { next_ = 0; }

  /// The index of the member in the node, or kNone. `field` is not consumed unless its key has escapes.
  int find(ondemand::field& field, simdjson::error_code& error) {
    const auto key = field.key();
    for (std::size_t at = next_; at < std::min(next_ + 2, known_.size()); ++at) {
      if (key.unsafe_is_equal(known_[at].key)) {
        next_ = at + 1;
        return known_[at].member;
      }
    }
    return look_up(field, key.raw(), error);
  }

 private:
  struct Known {
    std::string key;
    int member;
  };

  int member_of(std::string_view key) const {
    for (std::size_t i = 0; i < node_.members.size(); ++i) {
      if (node_.members[i].key == key) return static_cast<int>(i);
    }
    return ExtractPlan::kNone;
  }

  int look_up(ondemand::field& field, const char* raw, simdjson::error_code& error) {
    const char* end = raw;
    while (*end != '"' && *end != '\\') ++end;  // the index of strings has made sure that the key is closed
    if (*end == '\\') {
      std::string_view text;
      error = field.unescaped_key().get(text);
      return error ? ExtractPlan::kNone : member_of(text);
    }
    const std::string_view key(raw, static_cast<std::size_t>(end - raw));
    for (std::size_t at = 0; at < known_.size(); ++at) {
      if (known_[at].key == key) {
        next_ = at + 1;
        return known_[at].member;
      }
    }
    const int member = member_of(key);
    if (known_.size() < kMaxKnownKeys) {
      known_.push_back({std::string(key), member});
      next_ = known_.size();
    }
    return member;
  }

  const ExtractPlan::Node& node_;
  std::vector<Known> known_;
  std::size_t next_ = 0;
};

/// Fills the slots from one object.
class ObjectReader {
 public:
  explicit ObjectReader(const ExtractPlan& plan) : plan_(plan), values_(plan.slots), found_(plan.slots) {
    for (const auto& node : plan_.nodes) {
      finders_.emplace_back(node);
      seen_.emplace_back(node.members.size());
    }
  }

  simdjson::error_code read(ondemand::object object) {
    std::fill(values_.begin(), values_.end(), Value());
    ++line_;
    return read_node(0, object);
  }

  record::Values values() const { return values_; }

 private:
  simdjson::error_code read_node(std::size_t node, ondemand::object& object) {
    auto& finder = finders_[node];
    finder.restart();
    for (auto&& result : object) {
      ondemand::field field;
      if (const auto error = std::move(result).get(field)) return error;
      auto error = simdjson::SUCCESS;
      const int member = finder.find(field, error);
      if (error) return error;
      if (member == ExtractPlan::kNone) continue;
      auto& seen = seen_[node][static_cast<std::size_t>(member)];
      if (seen == line_) continue;
      seen = line_;
      error = read_member(plan_.nodes[node].members[static_cast<std::size_t>(member)], field.value());
      if (error) return error;
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code read_member(const ExtractPlan::Member& member, ondemand::value value) {
    Value result;
    if (const auto error = read_value(value, result)) return error;
    if (member.slot != ExtractPlan::kNone) {
      values_[static_cast<std::size_t>(member.slot)] = result;
      found_[static_cast<std::size_t>(member.slot)] = line_;
    }
    if (member.whole_slot != ExtractPlan::kNone && found_[static_cast<std::size_t>(member.whole_slot)] != line_) {
      values_[static_cast<std::size_t>(member.whole_slot)] = result;
    }
    if (member.child == ExtractPlan::kNone || result.kind != Value::Kind::composite) return simdjson::SUCCESS;
    ondemand::object object;
    if (value.get_object().get(object)) return simdjson::SUCCESS;  // an array: nothing to descend into
    return read_node(static_cast<std::size_t>(member.child), object);
  }

  static simdjson::error_code read_value(ondemand::value& value, Value& result) {
    const std::string_view token = value.raw_json_token();
    switch (token.front()) {
      case '"':
        return read_string(value, token, result);
      case '{':
      case '[':
        result.kind = Value::Kind::composite;
        return simdjson::SUCCESS;
      case 't':
      case 'f': {
        bool boolean = false;
        const auto error = value.get_bool().get(boolean);
        result = Value::of(boolean);
        return error;
      }
      case 'n': {
        bool null = false;
        if (const auto error = value.is_null().get(null)) return error;
        return null ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
      }
      default:
        return read_number(value, token, result);
    }
  }

  static simdjson::error_code read_string(ondemand::value& value, std::string_view token, Value& result) {
    const auto end = token.rfind('"');
    std::string_view text = token.substr(1, end - 1);
    if (std::memchr(text.data(), '\\', text.size()) != nullptr) {
      if (const auto error = value.get_string().get(text)) return error;
    }
    result = Value::of(text);
    return simdjson::SUCCESS;
  }

  static simdjson::error_code read_number(ondemand::value& value, std::string_view token, Value& result) {
    std::int64_t integer = 0;
    if (!value.get_int64().get(integer)) {
      result = Value::of(integer);
      return simdjson::SUCCESS;
    }
    // Not get_double() or get_number(): those of simdjson 3.0 misread numbers of more than 19 digits.
    const auto real = parse_json_number(trimmed(token));
    if (!real) return simdjson::NUMBER_ERROR;
    result = Value::of(*real);
    return simdjson::SUCCESS;
  }

  const ExtractPlan& plan_;
  std::vector<KeyFinder> finders_;
  std::vector<std::vector<std::uint64_t>> seen_;  ///< the line in which a member was last seen
  std::vector<Value> values_;
  std::vector<std::uint64_t> found_;  ///< the line in which descending last filled a slot
  std::uint64_t line_ = 0;
};

/// Reads a line along a shape that lines before it had, if it fits one; else lets simdjson judge it.
class SimdjsonExtractor final : public Extractor {
 public:
  SimdjsonExtractor(const record::Layout& layout, std::size_t max_line) : plan_(layout), reader_(plan_), max_line_(max_line) {}

  std::uint64_t extract(std::string_view block, LineSink& sink) override {
    sink_ = &sink;
    at_ = block.data();
    end_ = block.data() + block.size();
    LinePosition position;
    for (; at_ < end_; ++position.index) {
      position.offset = static_cast<std::size_t>(at_ - block.data());
      if (!read_known(position)) read_line(position);
    }
    return position.index;
  }

 private:
  bool read_known(LinePosition position) {
    return shapes_.find([&](SteadyShape& shape) {
      const char* line_end = shape.match(at_, end_);
      if (line_end == nullptr) return false;
      if (line_end < end_ && *line_end == '\r') ++line_end;
      if (line_end < end_ && *line_end != '\n') return false;
      if (static_cast<std::size_t>(line_end - at_) > max_line_) return false;
      at_ = std::min(line_end + 1, end_);
      sink_->values(shape.values(), position);
      return true;
    });
  }

  void read_line(LinePosition position) {
    const auto rest = static_cast<std::size_t>(end_ - at_);
    const auto* line_end = static_cast<const char*>(std::memchr(at_, '\n', rest));
    if (line_end == nullptr) line_end = end_;
    const std::string_view line(at_, static_cast<std::size_t>(line_end - at_));
    at_ = std::min(line_end + 1, end_);
    if (line.size() > max_line_) return sink_->bad_line(DropReason::too_long, position, {});
    judge(without_prefix(trimmed(line)), position);
  }

  void judge(std::string_view line, LinePosition position) {
    if (line.empty()) return sink_->bad_line(DropReason::blank, position, {});
    if (line.front() != '{') return sink_->bad_line(DropReason::malformed, position, "not a JSON object");
    // The bytes behind the line are readable: they are the next line's, or the block's padding.
    const simdjson::padded_string_view padded(line.data(), line.size(), line.size() + kPadding);
    ondemand::document document;
    ondemand::object object;
    auto error = parser_.iterate(padded).get(document);
    if (!error) error = document.get_object().get(object);
    if (!error) error = reader_.read(object);
    if (error) return sink_->bad_line(DropReason::malformed, position, simdjson::error_message(error));
    const char* next = nullptr;
    if (!document.current_location().get(next) && next < line.data() + line.size()) {
      return sink_->bad_line(DropReason::malformed, position, "more than one JSON value on the line");
    }
    sink_->values(reader_.values(), position);
    if (!shapes_.is_lesson()) return;
    if (auto shape = LineShape::learn(line, plan_)) shapes_.add(SteadyShape(*std::move(shape)));
  }

  ExtractPlan plan_;
  ObjectReader reader_;
  std::size_t max_line_;
  ondemand::parser parser_;
  RecentShapes<SteadyShape> shapes_;

  LineSink* sink_ = nullptr;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
};

}  // namespace

#ifdef INVMON_WIDE
std::unique_ptr<Extractor> make_wide_extractor(const record::Layout& layout, std::size_t max_line) {
#else
std::unique_ptr<Extractor> make_portable_extractor(const record::Layout& layout, std::size_t max_line) {
#endif
  return std::make_unique<SimdjsonExtractor>(layout, max_line);
}

}  // namespace invmon::input

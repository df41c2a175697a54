#include "input/steady_shape.hpp"

#include <atomic>

namespace invmon::input {
namespace {

using record::Value;

constexpr std::size_t kLongestText = 64;

/// Never the same twice, so that texts of any two shapes can be told apart.
std::uint32_t next_text_number() {
  static std::atomic<std::uint32_t> last = 0;
  return ++last;
}

}  // namespace

const char* SteadyShape::match_any(const char* begin, const char* end) {
  const char* const at = LineShape::match(begin, end);
  if (at == nullptr) return nullptr;
  if (watched_ < kWatched) {
    compare_texts(begin, end);
    if (++watched_ == kWatched) expect_texts();
  } else if (steady_ && (trust_ -= kLostByChange) < 0) {
    compare_texts(begin, end);
    expect_texts();
  }
  return at;
}

void SteadyShape::compare_texts(const char* begin, const char* end) {
  LineShape::match(begin, end, tokens_);
  if (texts_.empty()) {
    for (const auto& [value, text] : tokens_) {
      const bool may_be_steady = value.kind == Value::Kind::string && text.size() <= kLongestText;
      texts_.push_back(may_be_steady ? std::optional<SteadyText>({std::string(text), next_text_number()}) : std::nullopt);
    }
  }
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const auto& [value, text] = tokens_[i];
    if (texts_[i] && (value.kind != Value::Kind::string || text != texts_[i]->text)) texts_[i].reset();
  }
}

void SteadyShape::expect_texts() {
  steady_.reset();
  if (std::ranges::none_of(texts_, [](const auto& text) { return text.has_value(); })) return;
  std::vector<Value> values;
  for (const auto& text : texts_) {
    auto& value = values.emplace_back();
    if (!text) continue;
    value = Value::of(std::string_view(text->text));
    value.text_number = text->number;
  }
  steady_ = with_texts(values);
  trust_ = kMostTrust;
}

}  // namespace invmon::input

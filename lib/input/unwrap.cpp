#include "input/unwrap.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include "input/otlp_records.hpp"
#include "input/pieces.hpp"

namespace invmon::input {
namespace {

constexpr std::uint64_t kLookedAt = 64 * 1024;
constexpr std::string_view kMark = "\xef\xbb\xbf";

/// Records of one line may repeat its resource, but not without end: what they come to is at most so many longest lines.
constexpr std::size_t kMaxGrowth = 8;

}  // namespace

struct Unwrapper::State {
  explicit State(std::size_t longest) : max_line(longest), pieces(longest) {}

  void add_line(std::string_view line, std::string& out);
  void add_part(std::string_view part, std::string& out);

  std::size_t max_line;
  PieceJoiner pieces;
  OtlpRecords records;
  std::string rest;          ///< a line whose end is still to come
  std::uint64_t offset = 0;  ///< of what comes next
  bool is_too_long = false;  ///< the line whose end is still to come, which is passed on
  bool is_wrapped = false;
  bool passes = false;
};

/// A whole line, without its end.
void Unwrapper::State::add_line(std::string_view line, std::string& out) {
  const auto text = line.starts_with(kMark) ? line.substr(kMark.size()) : line;
  const auto limit = kMaxGrowth * max_line;
  if (pieces.add(text, out) || records.add(text, limit, out)) {
    is_wrapped = true;
  } else {
    out.append(line).append("\n");
  }
}

/// The beginning of a line, or more of it.
void Unwrapper::State::add_part(std::string_view part, std::string& out) {
  if (!is_too_long && rest.size() + part.size() <= max_line) {
    rest += part;
    return;
  }
  if (!std::exchange(is_too_long, true)) pieces.flush(out);
  out.append(std::exchange(rest, {})).append(part);
}

Unwrapper::Unwrapper(std::size_t max_line) : state_(std::make_unique<State>(max_line)) {}
Unwrapper::~Unwrapper() = default;
Unwrapper::Unwrapper(Unwrapper&&) noexcept = default;
Unwrapper& Unwrapper::operator=(Unwrapper&&) noexcept = default;

bool Unwrapper::passes() const { return state_->passes; }

void Unwrapper::add(std::string_view bytes, std::string& out) {
  auto& state = *state_;
  while (!bytes.empty() && !state.passes) {
    const auto end = bytes.find('\n');
    state.add_part(bytes.substr(0, end), out);
    const auto used = end == std::string_view::npos ? bytes.size() : end + 1;
    bytes.remove_prefix(used);
    state.offset += used;
    if (end == std::string_view::npos) return;
    if (std::exchange(state.is_too_long, false)) {
      out += '\n';
    } else {
      state.add_line(std::exchange(state.rest, {}), out);
    }
    state.passes = !state.is_wrapped && state.offset >= kLookedAt;
  }
  out += bytes;
}

void Unwrapper::finish(std::string& out) {
  auto& state = *state_;
  const bool is_open = !state.rest.empty();
  if (is_open) state.add_line(std::exchange(state.rest, {}), out);
  state.pieces.flush(out);
  if (is_open) out.pop_back();
}

namespace {

class UnwrappedStream final : public ByteStream {
 public:
  UnwrappedStream(std::unique_ptr<ByteStream> wrapped, std::size_t max_line)
      : wrapped_(std::move(wrapped)), unwrapper_(max_line), bytes_(kLookedAt) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    while (used_ == text_.size()) {
      if (ended_ || unwrapper_.passes()) return wrapped_->read(buffer);
      if (auto more = refill(); !more) return more.error();
    }
    const auto count = text_.copy(buffer.data(), buffer.size(), used_);
    used_ += count;
    return count;
  }

  std::uint64_t packed_bytes() const override { return wrapped_->packed_bytes(); }
  std::string note() const override { return wrapped_->note(); }

 private:
  Result<void> refill() {
    text_.clear();
    used_ = 0;
    const auto count = wrapped_->read(bytes_);
    if (!count) return count.error();
    ended_ = *count == 0;
    if (ended_) {
      unwrapper_.finish(text_);
    } else {
      unwrapper_.add({bytes_.data(), *count}, text_);
    }
    return {};
  }

  std::unique_ptr<ByteStream> wrapped_;
  Unwrapper unwrapper_;
  std::vector<char> bytes_;
  std::string text_;  ///< unwrapped
  std::size_t used_ = 0;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> unwrap(std::unique_ptr<ByteStream> stream, std::size_t max_line) {
  return std::make_unique<UnwrappedStream>(std::move(stream), max_line);
}

}  // namespace invmon::input

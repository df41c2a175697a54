#include "input/pieces.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace invmon::input {
namespace {

bool begins_object(std::string_view text) { return trimmed(text).starts_with('{'); }

/// The word at the front of a text, which is taken from it with the blank behind it.
std::string_view take_word(std::string_view& text) {
  const auto word = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(word.size() + 1, text.size()));
  return word;
}

bool looks_like_time(std::string_view word) {
  constexpr std::string_view kSigns = "0123456789-:.+TZ";
  return word.size() >= std::string_view("2006-01-02T15:04:05Z").size() && word[4] == '-' && word[10] == 'T' &&
         word.find_first_not_of(kSigns) == std::string_view::npos;
}

}  // namespace

bool PieceJoiner::add(std::string_view line, std::string& out) {
  piece_ = {};
  if (line.starts_with('{') ? !read_docker(line) : !read_cri(line)) return false;
  join(line, out);
  return true;
}

bool PieceJoiner::read_docker(std::string_view line) {
  if (line.find("\"log\"") == std::string_view::npos || !wrapping_.read(line)) return false;
  const ObjectText::Member* log = nullptr;
  const ObjectText::Member* stream = nullptr;
  bool has_time = false;
  for (const auto& member : wrapping_.members()) {
    if (member.key == "\"log\"") {
      if (log == nullptr) log = &member;
      continue;
    }
    if (member.key == "\"stream\"" && stream == nullptr) stream = &member;
    has_time = has_time || member.key == "\"time\"";
    if (!piece_.members.empty()) piece_.members += ',';
    piece_.members += member.whole;
  }
  if (log == nullptr || stream == nullptr || !has_time) return false;
  piece_.to_stderr = stream->value == "\"stderr\"";
  return (piece_.to_stderr || stream->value == "\"stdout\"") && read_text(log->value);
}

bool PieceJoiner::read_text(std::string_view quoted) {
  if (!quoted.starts_with('"')) return false;
  simdjson::ondemand::document document;
  std::string_view text;
  auto error = parser_.iterate(quoted_.of(quoted)).get(document);
  if (!error) error = document.get_string().get(text);
  if (error) return false;
  piece_.more = !text.ends_with('\n');
  piece_.text = text;
  return true;
}

bool PieceJoiner::read_cri(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  const auto time = take_word(line);
  if (!looks_like_time(time)) return false;
  const auto stream = take_word(line);
  const auto tags = take_word(line);
  const auto tag = tags.substr(0, tags.find(':'));
  if ((stream != "stdout" && stream != "stderr") || (tag != "F" && tag != "P")) return false;
  piece_.to_stderr = stream == "stderr";
  piece_.more = tag == "P";
  piece_.text = line;
  piece_.members.append(R"("time":")").append(time).append(R"(","stream":")").append(stream).append("\"");
  return true;
}

/// Text that is no object is not held: it goes on as it is, in its place.
void PieceJoiner::join(std::string_view line, std::string& out) {
  auto& held = held_[piece_.to_stderr ? 1 : 0];
  // A program's last line, or a whole log, may lack line breaks: what is an object by itself is no piece of what comes behind it.
  if (held.pieces == 1 && !trimmed(piece_.text).empty() && append_object(held, out)) held = {};
  if (held.pieces++ == 0) held.members = std::move(piece_.members);
  held.text += piece_.text;
  held.lines.append(line).append("\n");
  if (held.lines.size() - held.pieces > max_line_) {
    out += std::exchange(held, {}).lines;
  } else if (!piece_.more || !begins_object(held.text)) {
    release(held, out);
  }
}

bool PieceJoiner::append_object(const Held& held, std::string& out) {
  const auto text = trimmed(held.text);
  if (!object_.read(text)) return false;
  const auto begin = out.size();
  out += trimmed(text.substr(0, text.size() - 1));
  // Between its members an object may be broken into lines, which would be several lines of the log.
  std::replace_if(
      out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  if (!object_.members().empty()) out += ',';
  out.append(held.members).append("}\n");
  return true;
}

void PieceJoiner::release(Held& held, std::string& out) {
  if (!append_object(held, out)) out += held.lines;
  held = {};
}

void PieceJoiner::flush(std::string& out) {
  for (auto& held : held_) release(held, out);
}

}  // namespace invmon::input

#include "markdown_text.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/text.hpp"
#include "markdown_table.hpp"

namespace invmon::tools {
namespace {

constexpr std::size_t kIndent = 2;

std::size_t marker_length(std::string_view line) {
  if (line.starts_with("- ")) return 2;
  const auto digits = std::ranges::find_if_not(line, [](unsigned char c) { return std::isdigit(c); }) - line.begin();
  return digits > 0 && line.substr(static_cast<std::size_t>(digits)).starts_with(". ") ? static_cast<std::size_t>(digits) + 2 : 0;
}

/// Goes through a document line by line and gathers what belongs to one paragraph, item or table.
class Writer {
 public:
  explicit Writer(const report::TextStyle& style) : style_(style) {}

  void add(std::string_view line) {
    if (line.starts_with("```")) return toggle_code();
    if (code_) return add_line(line.empty() ? 0 : 2 * kIndent, line);
    if (paragraph_.empty() && line.starts_with("    ")) return add_line(2 * kIndent, line.substr(4));
    if (line.starts_with("|")) return table_.push_back(line);
    end_table();
    const auto level = line.find_first_not_of('#');
    if (level != 0 && level != std::string_view::npos && line[level] == ' ') return add_heading(line.substr(level + 1));
    if (line.empty() || line.starts_with("![")) return end_block();
    if (const auto marker = marker_length(line); marker > 0) {
      end_paragraph();
      hanging_ = marker;
    }
    if (!paragraph_.empty()) paragraph_ += ' ';
    paragraph_ += trimmed(line);
  }

  std::string finish() {
    end_block();
    while (out_.ends_with("\n\n")) out_.pop_back();
    return std::move(out_);
  }

 private:
  void toggle_code() {
    end_paragraph();
    code_ = !code_;
    end_block();
  }

  void add_heading(std::string_view text) {
    end_block();
    const auto shown = plain_markdown(text);
    out_ += style_.color ? "\x1b[1m" + shown + "\x1b[0m\n" : shown + "\n";
  }

  void add_line(std::size_t indent, std::string_view text) {
    out_.append(indent, ' ');
    out_ += text;
    out_ += '\n';
  }

  void end_paragraph() {
    const auto indent = kIndent + hanging_;
    const auto marker = paragraph_.substr(0, hanging_);
    bool first = true;
    for (const auto& line : filled(plain_markdown(paragraph_.substr(hanging_)), style_.columns - indent)) {
      add_line(first ? kIndent : indent, first ? marker + line : line);
      first = false;
    }
    paragraph_.clear();
    hanging_ = 0;
  }

  void end_table() {
    if (table_.empty()) return;
    end_paragraph();
    for (const auto& line : markdown_table(table_, style_.columns - kIndent)) add_line(kIndent, line);
    table_.clear();
  }

  void end_block() {
    end_paragraph();
    end_table();
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  }

  report::TextStyle style_;
  std::string out_;
  std::string paragraph_;
  std::size_t hanging_ = 0;  ///< the length of a list item's marker
  std::vector<std::string_view> table_;
  bool code_ = false;
};

}  // namespace

std::string markdown_text(std::string_view markdown, const report::TextStyle& style) {
  Writer writer(style);
  while (!markdown.empty()) {
    const auto end = std::min(markdown.find('\n'), markdown.size());
    writer.add(markdown.substr(0, end));
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
  }
  return writer.finish();
}

std::string_view markdown_section(std::string_view markdown, std::string_view heading) {
  if (heading.empty()) return markdown;
  const auto line = "\n## " + std::string(heading) + "\n";
  const auto begin = markdown.find(line);
  if (begin == std::string_view::npos) return {};
  markdown.remove_prefix(begin + 1);
  return markdown.substr(0, markdown.find("\n## "));
}

}  // namespace invmon::tools

#include "markdown_table.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "base/text.hpp"
#include "report/text_table.hpp"

namespace invmon::tools {
namespace {

using Row = std::vector<std::string>;

constexpr std::size_t kGap = 2;

/// The cells of "| a | b |", in which a bar that belongs to the text stands behind a backslash.
Row cells_of(std::string_view line) {
  Row cells;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '|' && line[i - 1] != '\\') {
      cells.push_back(plain_markdown(trimmed(cell)));
      cell.clear();
    } else {
      if (line[i] == '|') cell.pop_back();
      cell += line[i];
    }
  }
  return cells;
}

std::vector<std::size_t> widths_of(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < widths.size() && i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  return widths;
}

/// All cells behind the first as one text: "its hour; without it: 0".
std::string beside(const Row& row, const Row& header) {
  std::string text = row.size() > 1 ? row[1] : "";
  for (std::size_t i = 2; i < row.size() && i < header.size(); ++i) {
    if (!row[i].empty()) text += (text.empty() ? "" : "; ") + header[i] + ": " + row[i];
  }
  return text;
}

std::vector<std::string> aligned(const std::vector<Row>& rows, const std::vector<std::size_t>& widths) {
  std::vector<std::string> lines;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      const bool last = i + 1 == widths.size();
      line += last ? row[i] : report::pad(row[i], widths[i] + kGap, report::Align::left);
    }
    line.resize(line.find_last_not_of(' ') + 1);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> stacked(const std::vector<Row>& rows, std::size_t first, std::size_t columns) {
  std::vector<std::string> lines;
  const auto& header = rows.front();
  for (const auto& row : rows) {
    if (&row == &header && header.size() > 2) continue;  // its words stand in each row
    auto tag = row.front();
    if (display_width(tag) > first) {
      std::ranges::copy(filled(std::exchange(tag, ""), columns), std::back_inserter(lines));
    }
    for (const auto& line : filled(beside(row, header), columns - first - kGap)) {
      lines.push_back(report::pad(std::exchange(tag, ""), first + kGap, report::Align::left) + line);
    }
    if (!tag.empty()) lines.push_back(tag);
  }
  return lines;
}

/// The end of a link "[text](target)" that begins here; npos if none does.
std::size_t link_end(std::string_view text, std::size_t at) {
  const auto middle = text.find("](", at);
  const bool one = middle != std::string_view::npos && text.find('[', at + 1) > middle;
  return one ? text.find(')', middle) : std::string_view::npos;
}

}  // namespace

std::string plain_markdown(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '`') {
      const auto ticks = std::min(text.find_first_not_of('`', i), text.size()) - i;
      const auto end = std::min(text.find(text.substr(i, ticks), i + ticks), text.size());
      out += ticks > 1 ? trimmed(text.substr(i + ticks, end - i - ticks)) : text.substr(i + ticks, end - i - ticks);
      i = end + ticks - 1;
    } else if (const auto end = text[i] == '[' ? link_end(text, i) : std::string_view::npos; end != std::string_view::npos) {
      out += plain_markdown(text.substr(i + 1, text.find("](", i) - i - 1));
      i = end;
    } else if (text[i] != '*' || text.substr(i).starts_with("* ")) {
      out += text[i];
    }
  }
  return out;
}

std::vector<std::string> filled(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  while (!(text = trimmed(text)).empty()) {
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    if (lines.empty() || display_width(lines.back()) + 1 + display_width(word) > columns)
      lines.emplace_back(word);
    else
      lines.back().append(" ").append(word);
  }
  return lines;
}

std::vector<std::string> markdown_table(std::span<const std::string_view> lines, std::size_t columns) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i != 1) rows.push_back(cells_of(lines[i]));  // the second one is the rule
  }
  const auto widths = widths_of(rows);
  const auto total = std::accumulate(widths.begin(), widths.end(), kGap * (widths.size() - 1));
  if (total <= columns) return aligned(rows, widths);
  return stacked(rows, std::min(widths.front(), columns / 3), columns);
}

}  // namespace invmon::tools

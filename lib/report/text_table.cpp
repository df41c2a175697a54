#include "report/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/text.hpp"
#include "report/sparkline.hpp"

namespace invmon::report {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kShortestBar = 8, kLongestBar = 50;

std::vector<std::size_t> natural_widths(const Table& table) {
  std::vector<std::size_t> widths;
  for (const Column& column : table.columns) widths.push_back(display_width(escape_terminal(column.header)));
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(escape_terminal(row[i].text)));
    }
  }
  return widths;
}

std::size_t total(const std::vector<std::size_t>& widths) {
  return std::accumulate(widths.begin(), widths.end(), kGap * (widths.size() - 1));
}

/// The column of free text: the last one on the left.
std::size_t yielding_column(const Table& table, std::size_t count) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (table.columns[i].align == Align::left) found = i;
  }
  return found;
}

/// Widths of the columns that fit.
std::vector<std::size_t> fit(const Table& table, std::size_t columns) {
  std::vector<std::size_t> widths = natural_widths(table);
  for (;;) {
    const std::size_t wanted = total(widths);
    if (wanted <= columns) return widths;
    const std::size_t column = yielding_column(table, widths.size());
    std::size_t& yielding = widths[column];
    const std::size_t spare = yielding - std::min(yielding, table.columns[column].narrowest);
    if (wanted - spare <= columns) {
      yielding -= wanted - columns;
    } else {
      widths.pop_back();
    }
  }
}

/// A cell's text without its colour. Nothing stands behind the last one of a line, so it needs no spaces to its right.
std::string fill(const std::string& text, std::size_t width, Align align, bool last) {
  return last && align == Align::left ? shorten(text, width) : pad(text, width, align);
}

std::string header_line(const Table& table, const std::vector<std::size_t>& widths) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const auto& [header, align, narrowest] = table.columns[i];
    cells.push_back(fill(escape_terminal(header), widths[i], align, i + 1 == widths.size()));
  }
  return fmt::format("{}", fmt::join(cells, std::string(kGap, ' ')));
}

std::string row_line(const Table& table, std::size_t row, const std::vector<std::size_t>& widths, const TextStyle& style) {
  const std::size_t used = total(widths) + kGap;
  const bool has_bar = !table.shares.empty() && style.columns >= used + kShortestBar;
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const Cell& cell = table.rows[row][i];
    const bool last = i + 1 == widths.size() && !has_bar;
    const std::string text = fill(escape_terminal(cell.text), widths[i], table.columns[i].align, last);
    cells.push_back(paint(text, cell.tone == Tone::bad ? Color::red : Color::none, style));
  }
  if (has_bar) {
    cells.push_back(share_bar(table.shares[row], std::min(kLongestBar, style.columns - used)));
  }
  return fmt::format("{}", fmt::join(cells, std::string(kGap, ' ')));
}

}  // namespace

std::string paint(std::string_view text, Color color, const TextStyle& style) {
  if (!style.color || color == Color::none || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", color == Color::red ? "31" : "2", text);
}

std::string pad(std::string_view text, std::size_t columns, Align align) {
  const std::string shown = shorten(text, columns);
  const std::string spaces(columns - std::min(columns, display_width(shown)), ' ');
  return align == Align::left ? shown + spaces : spaces + shown;
}

std::size_t narrowest(const Table& table) {
  auto widths = natural_widths(table);
  const std::size_t column = yielding_column(table, widths.size());
  widths[column] = std::min(widths[column], table.columns[column].narrowest);
  return total(widths);
}

std::string render_table(const Table& table, const TextStyle& style) {
  const std::vector<std::size_t> widths = fit(table, style.columns);
  std::string out = shorten(escape_terminal(table.title), style.columns) + "\n";
  out += paint(header_line(table, widths), Color::dim, style) + "\n";
  for (std::size_t row = 0; row < table.rows.size(); ++row) out += row_line(table, row, widths, style) + "\n";
  if (table.left_out > 0) out += paint(fmt::format("{} more", table.left_out), Color::dim, style) + "\n";
  return out;
}

std::string wrap(std::string_view text, std::size_t columns) {
  constexpr std::size_t kIndent = 2;
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string word = shorten(text.substr(0, space), columns - kIndent);
    text.remove_prefix(std::min(space + 1, text.size()));
    const std::size_t width = display_width(word);
    if (used > 0 && used + 1 + width > columns) {
      out += "\n" + std::string(kIndent, ' ');
      used = kIndent;
    } else if (used > 0) {
      out += ' ';
      ++used;
    }
    out += word;
    used += width;
  }
  return out + "\n";
}

}  // namespace invmon::report

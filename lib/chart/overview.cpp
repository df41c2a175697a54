#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "chart/header.hpp"
#include "chart/shared.hpp"
#include "report/display.hpp"

namespace invmon::chart {
namespace {

/// Side by side, from the top.
constexpr std::array kParts = {draw_error_rate, draw_latency, draw_throughput, draw_heatmap, draw_errors, draw_resources};

/// Moves an item.
class Mover {
 public:
  Mover(double dx, double dy) : dx_(dx), dy_(dy) {}

  void operator()(RectItem& item) const { move(item.rect); }
  void operator()(LineItem& item) const { move(item.points); }
  void operator()(AreaItem& item) const { move(item.points); }
  void operator()(CircleItem& item) const { move(item.center); }
  void operator()(TextItem& item) const { move(item.at); }
  void operator()(ClipBegin& item) const { move(item.rect); }
  void operator()(ClipEnd&) const {}

 private:
  void move(Point& point) const {
    point.x += dx_;
    point.y += dy_;
  }
  void move(Rect& rect) const {
    rect.x += dx_;
    rect.y += dy_;
  }
  void move(std::vector<Point>& points) const {
    for (Point& point : points) move(point);
  }

  double dx_, dy_;
};

void add(Canvas& canvas, DrawList part, double x, double y) {
  for (Item& item : part.items) {
    std::visit(Mover(x, y), item);
    canvas.add(std::move(item));
  }
}

}  // namespace

DrawList draw_overview(const Subject& subject, const Style& style) {
  constexpr double kPartHeight = 280, kLeastPart = 420;
  const std::size_t columns = style.width >= 2 * kLeastPart ? 2 : 1;
  Style part = style;
  part.title.clear();
  part.width = std::floor(style.width / static_cast<double>(columns));
  part.height = kPartHeight;
  Canvas canvas("overview", style);
  const auto& report = subject.report;
  double y =
      draw_header(canvas, {"Overview", report.from ? report::headline(report).front() : std::string(kNoTransactions), {}}) + 8;
  for (std::size_t i = 0; i < kParts.size(); i += columns) {
    double height = 0;
    for (std::size_t column = 0; column < columns; ++column) {
      auto picture = kParts[i + column](subject, part);
      height = std::max(height, picture.height);
      add(canvas, std::move(picture), static_cast<double>(column) * part.width, y);
    }
    y += height;
  }
  return canvas.finish(y);
}

}  // namespace invmon::chart

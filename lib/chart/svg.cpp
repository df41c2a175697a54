#include "chart/svg.hpp"

#include <fmt/format.h>

#include <cmath>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "base/units.hpp"
#include "base/xml.hpp"

namespace invmon::chart {
namespace {

/// A length to the hundredth of a pixel.
std::string number(double value) {
  std::string text;
  append_number(text, std::round(value * 100) / 100);
  return text;
}

std::string hex(Color color) { return fmt::format("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue); }

/// ` fill="#0072b2" fill-opacity="0.35"`, or of a stroke.
std::string paint(std::string_view what, Color color) {
  auto text = fmt::format(" {}=\"{}\"", what, hex(color));
  if (color.alpha < 1) text += fmt::format(" {}-opacity=\"{}\"", what, number(color.alpha));
  return text;
}

std::string path_of(std::span<const Point> points) {
  std::string path;
  for (const Point point : points) {
    path += path.empty() ? 'M' : 'L';
    path += number(point.x) + ' ' + number(point.y);
  }
  return path;
}

std::string corner_and_size(const Rect& rect) {
  return fmt::format("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", number(rect.x), number(rect.y), number(rect.width),
                     number(rect.height));
}

std::string_view name_of(Anchor anchor) {
  return anchor == Anchor::start ? "start" : anchor == Anchor::middle ? "middle" : "end";
}

class Writer {
 public:
  Writer(const DrawList& picture, std::ostream& out) : picture_(picture), out_(out) {}

  void operator()(const RectItem& item) { out_ << "<rect " << corner_and_size(item.rect) << paint("fill", item.fill) << "/>\n"; }

  void operator()(const LineItem& item) {
    out_ << "<path d=\"" << path_of(item.points) << "\" fill=\"none\"" << paint("stroke", item.stroke.color) << " stroke-width=\""
         << number(item.stroke.width) << '"' << (item.stroke.dashed ? " stroke-dasharray=\"6 4\"" : "")
         << (item.points.size() > 2 ? " stroke-linejoin=\"round\"" : "") << "/>\n";
  }

  void operator()(const AreaItem& item) {
    out_ << "<path d=\"" << path_of(item.points) << "Z\"" << paint("fill", item.fill) << "/>\n";
  }

  void operator()(const CircleItem& item) {
    out_ << "<circle cx=\"" << number(item.center.x) << "\" cy=\"" << number(item.center.y) << "\" r=\"" << number(item.radius)
         << '"' << paint("fill", item.fill) << "/>\n";
  }

  void operator()(const TextItem& item) {
    out_ << "<text x=\"" << number(item.at.x) << "\" y=\"" << number(item.at.y) << "\" font-size=\"" << number(item.style.size)
         << '"' << (item.style.bold ? " font-weight=\"bold\"" : "");
    if (item.anchor != Anchor::start) out_ << " text-anchor=\"" << name_of(item.anchor) << '"';
    out_ << paint("fill", item.color) << " textLength=\"" << number(item.size.width) << "\" lengthAdjust=\"spacingAndGlyphs\">"
         << escape_xml(item.text) << "</text>\n";
  }

  void operator()(const ClipBegin& item) {
    const auto id = fmt::format("{}-clip-{}", picture_.id, ++clips_);
    out_ << "<clipPath id=\"" << id << "\"><rect " << corner_and_size(item.rect) << "/></clipPath>\n<g clip-path=\"url(#" << id
         << ")\">\n";
  }

  void operator()(const ClipEnd&) { out_ << "</g>\n"; }

 private:
  const DrawList& picture_;
  std::ostream& out_;
  int clips_ = 0;
};

}  // namespace

void write_svg(const DrawList& picture, std::ostream& out) {
  const auto width = number(picture.width), height = number(picture.height);
  out << fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
      "aria-labelledby=\"{2}-title {2}-description\" font-family=\"DejaVu Sans, Verdana, sans-serif\">\n",
      width, height, picture.id);
  out << fmt::format("<title id=\"{0}-title\">{1}</title>\n<desc id=\"{0}-description\">{2}</desc>\n", picture.id,
                     escape_xml(picture.title), escape_xml(picture.description));
  Writer writer(picture, out);
  for (const Item& item : picture.items) std::visit(writer, item);
  out << "</svg>\n";
}

}  // namespace invmon::chart

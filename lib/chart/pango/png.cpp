#include <fmt/core.h>

#include <span>

#include "chart/pango/pango_fonts.hpp"

namespace invmon::chart {
namespace {

struct DestroySurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyCairo {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

/// Paints the items of a draw list one after the other.
template <class LayOut>
class Painter {
 public:
  Painter(cairo_t* cairo, LayOut lay_out) : cairo_(cairo), lay_out_(lay_out) {}

  void operator()(const RectItem& item) {
    trace(item.rect);
    fill(item.fill);
  }

  void operator()(const LineItem& item) {
    constexpr double kDashes[] = {6, 4};
    trace(item.points);
    cairo_set_line_width(cairo_, item.stroke.width);
    cairo_set_dash(cairo_, kDashes, item.stroke.dashed ? 2 : 0, 0);
    use(item.stroke.color);
    cairo_stroke(cairo_);
  }

  void operator()(const AreaItem& item) {
    trace(item.points);
    cairo_close_path(cairo_);
    fill(item.fill);
  }

  void operator()(const CircleItem& item) {
    constexpr double kFullTurn = 6.283185307179586;
    cairo_new_path(cairo_);
    cairo_arc(cairo_, item.center.x, item.center.y, item.radius, 0, kFullTurn);
    fill(item.fill);
  }

  void operator()(const TextItem& item) {
    const auto layout = lay_out_(item.text, item.style);
    const Rect box = bounds(item);
    use(item.color);
    cairo_move_to(cairo_, box.x, box.y);
    pango_cairo_show_layout(cairo_, layout.get());
  }

  void operator()(const ClipBegin& item) {
    cairo_save(cairo_);
    trace(item.rect);
    cairo_clip(cairo_);
  }

  void operator()(const ClipEnd&) { cairo_restore(cairo_); }

 private:
  void trace(const Rect& rect) {
    cairo_new_path(cairo_);
    cairo_rectangle(cairo_, rect.x, rect.y, rect.width, rect.height);
  }

  void trace(std::span<const Point> points) {
    cairo_new_path(cairo_);
    for (const Point point : points) cairo_line_to(cairo_, point.x, point.y);
  }

  void use(Color color) {
    cairo_set_source_rgba(cairo_, color.red / 255.0, color.green / 255.0, color.blue / 255.0, color.alpha);
  }

  void fill(Color color) {
    use(color);
    cairo_fill(cairo_);
  }

  cairo_t* cairo_;
  LayOut lay_out_;
};

cairo_status_t append(void* out, const unsigned char* bytes, unsigned length) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<std::string> PangoFonts::png(const DrawList& picture) const {
  const std::unique_ptr<cairo_surface_t, DestroySurface> surface(cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, static_cast<int>(picture.width * kScale), static_cast<int>(picture.height * kScale)));
  const std::unique_ptr<cairo_t, DestroyCairo> cairo(cairo_create(surface.get()));
  cairo_scale(cairo.get(), kScale, kScale);
  cairo_set_line_join(cairo.get(), CAIRO_LINE_JOIN_ROUND);
  Painter painter(cairo.get(), [this](std::string_view text, TextStyle style) { return lay_out(text, style); });
  for (const Item& item : picture.items) std::visit(painter, item);
  std::string bytes;
  auto status = cairo_status(cairo.get());
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_write_to_png_stream(surface.get(), append, &bytes);
  if (status != CAIRO_STATUS_SUCCESS) {
    return Error{ErrorKind::output, picture.id, fmt::format("can't be drawn: {}", cairo_status_to_string(status)), ""};
  }
  return bytes;
}

}  // namespace invmon::chart

#include <fmt/core.h>
#include <png.h>

#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

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

/// The pixels of a surface of CAIRO_FORMAT_RGB24, three bytes each: red, green, blue.
std::vector<std::uint8_t> pixels_of(cairo_surface_t* surface) {
  const auto width = static_cast<std::size_t>(cairo_image_surface_get_width(surface));
  const auto height = static_cast<std::size_t>(cairo_image_surface_get_height(surface));
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  std::vector<std::uint8_t> pixels(width * height * 3);
  std::uint8_t* out = pixels.data();
  for (std::size_t y = 0; y < height; ++y) {
    const unsigned char* row = cairo_image_surface_get_data(surface) + y * stride;
    for (std::size_t x = 0; x < width; ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, row + x * sizeof pixel, sizeof pixel);
      for (const int shift : {16, 8, 0}) *out++ = static_cast<std::uint8_t>(pixel >> shift);
    }
  }
  return pixels;
}

/// An sRGB picture as PNG; empty if there is no memory for it. Areas of one colour need no filters, which are most of the time
/// that Cairo takes for its PNG, and the file is of about the same size.
std::string encode(cairo_surface_t* surface) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(cairo_image_surface_get_width(surface));
  image.height = static_cast<png_uint_32>(cairo_image_surface_get_height(surface));
  image.format = PNG_FORMAT_RGB;
  image.flags = PNG_IMAGE_FLAG_FAST;
  const auto pixels = pixels_of(surface);
  std::string bytes(PNG_IMAGE_PNG_SIZE_MAX(image), '\0');
  png_alloc_size_t size = bytes.size();
  const bool done = png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.data(), 0, nullptr) != 0;
  bytes.resize(done ? size : 0);
  return bytes;
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
  cairo_surface_flush(surface.get());
  if (const auto status = cairo_status(cairo.get()); status != CAIRO_STATUS_SUCCESS) {
    return Error{ErrorKind::output, picture.id, fmt::format("can't be drawn: {}", cairo_status_to_string(status)), ""};
  }
  std::string bytes = encode(surface.get());
  if (bytes.empty()) return Error{ErrorKind::output, picture.id, "can't be written as PNG", "make it smaller with --size"};
  return bytes;
}

}  // namespace invmon::chart

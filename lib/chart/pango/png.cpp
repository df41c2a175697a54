#include <fmt/core.h>
#include <png.h>

#include <bit>
#include <csetjmp>
#include <cstddef>
#include <memory>
#include <span>
#include <string>

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

/// Frees what libpng keeps while it writes.
struct PngWriter {
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, fail, nullptr);
  png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);

  PngWriter() = default;
  PngWriter(const PngWriter&) = delete;
  PngWriter& operator=(const PngWriter&) = delete;
  ~PngWriter() { png_destroy_write_struct(&png, &info); }

  [[noreturn]] static void fail(png_structp png, png_const_charp) { png_longjmp(png, 1); }
};

/// Writes the rows of a surface of CAIRO_FORMAT_RGB24 to `bytes`; false if libpng gives up. Areas of one colour need no filters,
/// which are most of the time that Cairo takes for its PNG, and the file is of about the same size. Nothing here may need a
/// destructor, as libpng jumps.
bool write_rows(png_structp png, png_infop info, cairo_surface_t* surface, std::string* bytes) {
  constexpr int kLevel = 3;
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  const auto append = [](png_structp writer, png_bytep data, std::size_t size) {
    static_cast<std::string*>(png_get_io_ptr(writer))->append(reinterpret_cast<const char*>(data), size);
  };
  png_set_write_fn(png, bytes, append, nullptr);
  const auto width = static_cast<png_uint_32>(cairo_image_surface_get_width(surface));
  const auto height = static_cast<png_uint_32>(cairo_image_surface_get_height(surface));
  png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  png_set_compression_level(png, kLevel);
  png_write_info(png, info);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_NO_FILTERS);
  // A pixel is a 32-bit number, 0x__rrggbb.
  if constexpr (std::endian::native == std::endian::little) {
    png_set_bgr(png);
    png_set_filler(png, 0, PNG_FILLER_AFTER);
  } else {
    png_set_filler(png, 0, PNG_FILLER_BEFORE);
  }
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  for (std::size_t y = 0; y < height; ++y) png_write_row(png, cairo_image_surface_get_data(surface) + y * stride);
  png_write_end(png, info);
  return true;
}

/// An sRGB picture as PNG; empty if there is no memory for it.
std::string encode(cairo_surface_t* surface) {
  const PngWriter writer;
  std::string bytes;
  if (writer.info == nullptr || !write_rows(writer.png, writer.info, surface, &bytes)) bytes.clear();
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

#include "chart/pango/load_fonts.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>

#include <array>
#include <utility>

#include "chart/pango/pango_fonts.hpp"

namespace invmon::chart {
namespace {

struct DestroyConfig {
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};
using Config = std::unique_ptr<FcConfig, DestroyConfig>;

/// A configuration of these two files and nothing else.
Result<Config> private_config(std::string_view folder) {
  constexpr std::array<std::string_view, 2> kFiles = {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf"};
  Config config(FcConfigCreate());
  for (const auto file : kFiles) {
    const auto path = std::string(folder) + "/" + std::string(file);
    if (!config || !FcConfigAppFontAddFile(config.get(), reinterpret_cast<const FcChar8*>(path.c_str()))) {
      return Error{ErrorKind::configuration, path, "this font can't be read", "charts need the Debian package fonts-dejavu-core"};
    }
  }
  return config;
}

/// Everything that settings of a system or a user would choose otherwise.
void fix_options(PangoContext* context) {
  const std::unique_ptr<cairo_font_options_t, void (*)(cairo_font_options_t*)> options(cairo_font_options_create(),
                                                                                       cairo_font_options_destroy);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options.get());
  pango_cairo_context_set_resolution(context, 96);
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_context_set_language(context, pango_language_from_string("en"));
  pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
  const PangoMatrix matrix = {kScale, 0, 0, kScale, 0, 0};
  pango_context_set_matrix(context, &matrix);
}

}  // namespace

Layout PangoFonts::lay_out(std::string_view text, TextStyle style) const {
  Layout layout(pango_layout_new(context_.get()));
  const std::unique_ptr<PangoFontDescription, void (*)(PangoFontDescription*)> font(pango_font_description_new(),
                                                                                    pango_font_description_free);
  pango_font_description_set_family_static(font.get(), "DejaVu Sans");
  pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  pango_layout_set_auto_dir(layout.get(), FALSE);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return layout;
}

Result<std::unique_ptr<Fonts>> load_fonts(std::string_view folder) {
  const auto config = private_config(folder);
  if (!config) return config.error();
  std::unique_ptr<PangoFontMap, Unref> map(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map.get()), config->get());
  std::unique_ptr<PangoContext, Unref> context(pango_font_map_create_context(map.get()));
  fix_options(context.get());
  return std::unique_ptr<Fonts>(std::make_unique<PangoFonts>(std::move(map), std::move(context)));
}

TextSize PangoFonts::measure(std::string_view text, TextStyle style) const {
  const Layout layout = lay_out(text, style);
  PangoRectangle extent;
  pango_layout_get_extents(layout.get(), nullptr, &extent);
  const double baseline = pango_units_to_double(pango_layout_get_baseline(layout.get()));
  return {pango_units_to_double(extent.width), baseline, pango_units_to_double(extent.height) - baseline,
          static_cast<unsigned>(pango_layout_get_unknown_glyphs_count(layout.get()))};
}

}  // namespace invmon::chart

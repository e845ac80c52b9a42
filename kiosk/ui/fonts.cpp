#include "kiosk/ui/fonts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "kiosk/ui/utf8.h"

namespace menting::ui {

namespace {

// As high as fits the pages of a 4K screen in its largest type; memory is taken only for what is used.
constexpr int texture_width = 2048, store_width = texture_width - 2, store_height = 3072;
constexpr int border = 1;  // clear pixels around each character, so that no neighbour shines in
constexpr int coarsest = 16;

// The shadow is baked at half size: it has no sharp edge to lose.
constexpr int shadow_pad = 32, shadow_corner = 58, shadow_size = 2 * shadow_corner + 4;
constexpr float shadow_detail = 0.5F;

/// How far a point is outside a rounded box (negative: inside).
float rounded_distance(float x, float y, float half, float radius) {
  const float dx = std::max(std::fabs(x) - half + radius, 0.F), dy = std::max(std::fabs(y) - half + radius, 0.F);
  const float inside = std::min(std::max(std::fabs(x), std::fabs(y)) - half, 0.F);
  return dx > 0 || dy > 0 ? std::hypot(dx, dy) - radius : inside;
}

/// A blurred edge: 1 well inside, 0 well outside.
float blurred(float distance, float sigma) {
  return 0.5F * std::erfc(distance / (sigma * 1.41421356F));
}

/// Joiners, variation selectors and marks of direction: they have no shape of their own.
bool shapeless(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE0FFF);
}

/// What stands for a character that the font lacks: as wide as its neighbours.
int box_width(char32_t c, int pixels) {
  return c >= 0x1100 ? pixels : (pixels + 1) / 2;
}

font::Coverage hollow_box(char32_t c, int pixels) {
  font::Coverage box;
  const int pen = std::max(1, pixels / 16), margin = std::max(1, pixels / 10);
  box.advance = box_width(c, pixels);
  box.left = margin;
  box.width = std::max(1, box.advance - 2 * margin);
  box.height = std::max(1, pixels * 8 / 10);
  box.top = pixels * 3 / 4;
  box.grey.assign(static_cast<std::size_t>(box.width) * static_cast<std::size_t>(box.height), 0);
  for (int y = 0; y < box.height; ++y) {
    for (int x = 0; x < box.width; ++x) {
      if (std::min({x, y, box.width - 1 - x, box.height - 1 - y}) < pen)
        box.grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(box.width) + static_cast<std::size_t>(x)] = 255;
    }
  }
  return box;
}

std::uint64_t key_of(char32_t c, int pixels, bool bold) {
  return (static_cast<std::uint64_t>(c) << 32U) | (static_cast<std::uint64_t>(pixels) << 1U) | (bold ? 1U : 0U);
}

}  // namespace

Fonts::Fonts(const std::string& regular_file, const std::string& bold_file)
    : regular_(regular_file), bold_(bold_file), shelves_(store_width, store_height) {}

void Fonts::build(ImFontAtlas& atlas) {
  atlas_ = &atlas;
  atlas.Clear();
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight | ImFontAtlasFlags_NoMouseCursors;
  atlas.TexDesiredWidth = texture_width;
  atlas.AddFontDefault();  // ImGui does not go without one
  store_rect_ = atlas.AddCustomRectRegular(store_width, store_height);
  shadow_rect_ = atlas.AddCustomRectRegular(shadow_size, shadow_size);
  if (!atlas.Build()) throw std::runtime_error("ImGui's own font cannot be prepared; reinstall Menting");
  bake_shadow(atlas);
  // The store takes the texture's whole width: all else lies above or below it.
  const ImFontAtlasCustomRect* store = atlas.GetCustomRectByIndex(store_rect_);
  keep_rows(atlas, 0, store->Y);
  keep_rows(atlas, store->Y + store->Height, atlas.TexHeight);
  atlas.ClearTexData();
}

void Fonts::keep_rows(const ImFontAtlas& atlas, int from, int to) {
  if (from >= to) return;
  const unsigned char* pixels = atlas.TexPixelsAlpha8;
  patches_.push_back({.x = 0,
                      .y = from,
                      .width = atlas.TexWidth,
                      .height = to - from,
                      .ink = {pixels + static_cast<std::ptrdiff_t>(from) * atlas.TexWidth,
                              pixels + static_cast<std::ptrdiff_t>(to) * atlas.TexWidth}});
}

bool Fonts::again() {
  if (!full_ || coarseness_ >= coarsest) {
    fresh_ = full_ = false;
    return false;
  }
  coarseness_ = fresh_ ? coarseness_ * 2 : 1;
  full_ = false;
  fresh_ = true;
  glyphs_.clear();
  shelves_.clear();
  return true;
}

int Fonts::advance(char32_t character, int pixels, bool bold) const {
  if (face(bold).has(character)) return face(bold).advance(character, pixels);
  return shapeless(character) ? 0 : box_width(character, pixels);
}

font::Coverage Fonts::picture(char32_t character, int pixels, bool bold) {
  if (face(bold).has(character)) return (bold ? bold_ : regular_).render(character, pixels);
  return shapeless(character) ? font::Coverage{} : hollow_box(character, pixels);
}

const Glyph& Fonts::glyph(char32_t character, int pixels, bool bold) {
  const std::uint64_t key = key_of(character, pixels, bold);
  if (const auto known = glyphs_.find(key); known != glyphs_.end()) return known->second;
  const font::Coverage shape = picture(character, std::max(1, pixels / coarseness_), bold);
  Glyph glyph;
  glyph.advance = static_cast<float>(advance(character, pixels, bold));
  if (!shape.grey.empty()) {
    const int width = shape.width + 2 * border, height = shape.height + 2 * border;
    const auto place = shelves_.place(width, height);
    if (!place) {
      full_ = true;
      homeless_ = glyph;
      return homeless_;
    }
    const ImFontAtlasCustomRect* store = atlas_->GetCustomRectByIndex(store_rect_);
    Patch patch = {.x = store->X + place->x, .y = store->Y + place->y, .width = width, .height = height, .ink = {}};
    patch.ink.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
    for (int row = 0; row < shape.height; ++row)
      std::copy_n(shape.grey.begin() + static_cast<std::ptrdiff_t>(row) * shape.width, shape.width,
                  patch.ink.begin() + static_cast<std::ptrdiff_t>(row + border) * width + border);
    const auto enlarged = static_cast<float>(pixels) / static_cast<float>(std::max(1, pixels / coarseness_));
    const auto w = static_cast<float>(shape.width), h = static_cast<float>(shape.height);
    const ImVec2 texel = atlas_->TexUvScale;
    glyph.p0 = ImVec2(static_cast<float>(shape.left) * enlarged, static_cast<float>(-shape.top) * enlarged);
    glyph.p1 = ImVec2(glyph.p0.x + w * enlarged, glyph.p0.y + h * enlarged);
    glyph.uv0 = ImVec2(static_cast<float>(patch.x + border) * texel.x, static_cast<float>(patch.y + border) * texel.y);
    glyph.uv1 = ImVec2(glyph.uv0.x + w * texel.x, glyph.uv0.y + h * texel.y);
    patches_.push_back(std::move(patch));
  }
  return glyphs_.emplace(key, glyph).first->second;
}

float Fonts::width(std::string_view text, int pixels, bool bold) const {
  int sum = 0;
  for (std::size_t at = 0; at < text.size();) sum += advance(next_char(text, at), pixels, bold);
  return static_cast<float>(sum);
}

void Fonts::draw_text(ImDrawList& list, ImVec2 at, std::string_view text, int pixels, bool bold, ImU32 colour) {
  for (std::size_t i = 0; i < text.size();) {
    const Glyph& one = glyph(next_char(text, i), pixels, bold);
    if (one.p1.x > one.p0.x) {
      list.PrimReserve(6, 4);
      list.PrimRectUV(ImVec2(at.x + one.p0.x, at.y + one.p0.y), ImVec2(at.x + one.p1.x, at.y + one.p1.y), one.uv0,
                      one.uv1, colour);
    }
    at.x += one.advance;
  }
}

void Fonts::bake_shadow(ImFontAtlas& atlas) const {
  const ImFontAtlasCustomRect* rect = atlas.GetCustomRectByIndex(shadow_rect_);
  constexpr float centre = shadow_size / 2.F, half = centre - shadow_pad, radius = 36 * shadow_detail;
  for (int y = 0; y < shadow_size; ++y) {
    for (int x = 0; x < shadow_size; ++x) {
      const float dx = static_cast<float>(x) + 0.5F - centre, dy = static_cast<float>(y) + 0.5F - centre;
      const float far =
          0.10F * blurred(rounded_distance(dx, dy - 18 * shadow_detail, half, radius), 20 * shadow_detail);
      const float near = 0.06F * blurred(rounded_distance(dx, dy - 2 * shadow_detail, half, radius), 3 * shadow_detail);
      atlas.TexPixelsAlpha8[(rect->Y + y) * atlas.TexWidth + rect->X + x] =
          static_cast<unsigned char>(std::lround(255 * (far + near - far * near)));
    }
  }
}

void Fonts::draw_shadow(ImDrawList& list, const Box& box, float scale, ImU32 colour) const {
  const ImFontAtlasCustomRect* rect = atlas_->GetCustomRectByIndex(shadow_rect_);
  const float unit = scale / shadow_detail;
  const float pad = shadow_pad * unit;
  const float corner = std::min({shadow_corner * unit, pad + box.w / 2, pad + box.h / 2});
  const std::array<float, 4> xs = {box.x - pad, box.x - pad + corner, box.right() + pad - corner, box.right() + pad};
  const std::array<float, 4> ys = {box.y - pad, box.y - pad + corner, box.bottom() + pad - corner, box.bottom() + pad};
  const float used = corner / unit;
  const std::array<float, 4> cuts = {0, used, shadow_size - used, shadow_size};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 3; ++column) {
      if (row == 1 && column == 1) continue;  // the card itself lies there
      const ImVec2 uv0((static_cast<float>(rect->X) + cuts[column]) * atlas_->TexUvScale.x,
                       (static_cast<float>(rect->Y) + cuts[row]) * atlas_->TexUvScale.y);
      const ImVec2 uv1((static_cast<float>(rect->X) + cuts[column + 1]) * atlas_->TexUvScale.x,
                       (static_cast<float>(rect->Y) + cuts[row + 1]) * atlas_->TexUvScale.y);
      list.AddImage(atlas_->TexID, ImVec2(xs[column], ys[row]), ImVec2(xs[column + 1], ys[row + 1]), uv0, uv1, colour);
    }
  }
}

}  // namespace menting::ui

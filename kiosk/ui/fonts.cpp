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
  // Lines from the texture would have to be smoothed, which costs all else that is drawn from it more than double.
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight | ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  atlas.TexDesiredWidth = texture_width;
  atlas.AddFontDefault();  // ImGui does not go without one
  store_rect_ = atlas.AddCustomRectRegular(store_width, store_height);
  if (!atlas.Build()) throw std::runtime_error("ImGui's own font cannot be prepared; reinstall Menting");
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
  shadow_scale_ = 0;
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

bool Fonts::place_shadow(float scale) {
  if (shadow_scale_ == scale) return true;
  Shadow shadow = bake_shadow(scale);
  const auto place = shelves_.place(shadow.width(), shadow.height());
  if (!place) {
    full_ = true;
    return false;
  }
  const ImFontAtlasCustomRect* store = atlas_->GetCustomRectByIndex(store_rect_);
  shadow_x_ = store->X + place->x;
  shadow_y_ = store->Y + place->y;
  patches_.push_back({.x = shadow_x_,
                      .y = shadow_y_,
                      .width = shadow.width(),
                      .height = shadow.height(),
                      .ink = std::exchange(shadow.ink, {})});
  shadow_ = std::move(shadow);
  shadow_scale_ = scale;
  return true;
}

void Fonts::draw_shadow(ImDrawList& list, const Box& box, float scale, ImU32 colour) {
  if (!place_shadow(scale)) return;
  const Shadow& s = shadow_;
  const auto whole = [](float edge) { return static_cast<int>(std::lround(edge)); };
  const int left = whole(box.x), top = whole(box.y), right = whole(box.right()), bottom = whole(box.bottom());
  // A box smaller than two corners has what fits of them.
  const int in_side = std::clamp((right - left) / 2, 0, s.inner_side);
  const int in_top = std::clamp((bottom - top) / 2, 0, s.inner_top);
  const int in_bottom = std::clamp((bottom - top) / 2, 0, s.inner_bottom);
  const int column = s.side + s.inner_side, row = s.above + s.inner_top;  // the ones that are drawn out
  const int end_x = s.width(), end_y = s.height();
  const auto part = [&](int x0, int y0, int x1, int y1, int u0, int v0, int u1, int v1) {
    if (x1 <= x0 || y1 <= y0) return;
    const auto at = [](int x, int y) { return ImVec2(static_cast<float>(x), static_cast<float>(y)); };
    const auto uv = [&](int u, int v) {
      return ImVec2(static_cast<float>(shadow_x_ + u) * atlas_->TexUvScale.x,
                    static_cast<float>(shadow_y_ + v) * atlas_->TexUvScale.y);
    };
    list.PrimReserve(6, 4);
    list.PrimRectUV(at(x0, y0), at(x1, y1), uv(u0, v0), uv(u1, v1), colour);
  };
  // Under the box's own edge, soft as it is, by a pixel; further in nobody would see it.
  const int far_left = left - s.side, far_top = top - s.above, far_right = right + s.side,
            far_bottom = bottom + s.below;
  part(far_left, far_top, left + in_side, top + in_top, 0, 0, s.side + in_side, s.above + in_top);
  part(right - in_side, far_top, far_right, top + in_top, end_x - s.side - in_side, 0, end_x, s.above + in_top);
  part(far_left, bottom - in_bottom, left + in_side, far_bottom, 0, end_y - s.below - in_bottom, s.side + in_side,
       end_y);
  part(right - in_side, bottom - in_bottom, far_right, far_bottom, end_x - s.side - in_side,
       end_y - s.below - in_bottom, end_x, end_y);
  part(left + in_side, far_top, right - in_side, top + 1, column, 0, column + 1, s.above + 1);
  part(left + in_side, bottom - 1, right - in_side, far_bottom, column, end_y - s.below - 1, column + 1, end_y);
  part(far_left, top + in_top, left + 1, bottom - in_bottom, 0, row, s.side + 1, row + 1);
  part(right - 1, top + in_top, far_right, bottom - in_bottom, end_x - s.side - 1, row, end_x, row + 1);
}

}  // namespace menting::ui

#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/font/font_file.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/shadow.h"
#include "kiosk/ui/shelves.h"

namespace menting::ui {

/// A character in the texture. Pixels of the window, from the pen on the baseline; an empty box where there is no ink.
struct Glyph {
  float advance = 0;
  ImVec2 p0, p1;
  ImVec2 uv0, uv1;
};

/// Part of the texture that is to be brought up to date: how much ink each pixel has, row by row.
struct Patch {
  int x = 0, y = 0, width = 0, height = 0;
  std::vector<unsigned char> ink;
};

/// All that is drawn comes from one texture, ImGui's: its white pixel, and a store where every
/// character of every size, and the shadow, is put when it is first drawn. Knows no renderer: it hands out patches.
class Fonts {
 public:
  /// Throws std::runtime_error when a file cannot be read, saying which package brings it.
  Fonts(const std::string& regular_file, const std::string& bold_file);
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  /// Lays out the context's atlas, before its first frame. What is in it comes by patches.
  void build(ImFontAtlas& atlas);
  /// What changed in the texture since the last time; to be brought there before the picture is rendered.
  std::vector<Patch> take_patches() { return std::exchange(patches_, {}); }
  /// After each picture. True when the store had no room for all of its characters: it has been emptied, and the
  /// picture is to be drawn again.
  bool again();

  /// Whether the font knows the character; others are drawn as a hollow box.
  bool has(char32_t character) const { return regular_.has(character); }
  /// Stays valid until again() says true.
  const Glyph& glyph(char32_t character, int pixels, bool bold);
  /// Of one line, without drawing anything.
  float width(std::string_view text, int pixels, bool bold) const;
  /// With the pen at `at` on the baseline, whole pixels.
  void draw_text(ImDrawList& list, ImVec2 at, std::string_view text, int pixels, bool bold, ImU32 colour);
  /// A soft shadow around a rounded box, in window pixels. What lies inside the box is left out.
  void draw_shadow(ImDrawList& list, const Box& box, float scale, ImU32 colour);
  /// Characters are kept smaller than they are drawn: only then is the texture to be smoothed. All else is drawn
  /// pixel by pixel.
  bool enlarged() const { return coarseness_ > 1; }
  /// Characters in the store, each size of each counted.
  std::size_t glyph_count() const { return glyphs_.size(); }

 private:
  /// Puts it into the store where it is not there yet; false: no room.
  bool place_shadow(float scale);
  void keep_rows(const ImFontAtlas& atlas, int from, int to);
  const font::FontFile& face(bool bold) const { return bold ? bold_ : regular_; }
  int advance(char32_t character, int pixels, bool bold) const;
  font::Coverage picture(char32_t character, int pixels, bool bold);

  font::FontFile regular_, bold_;
  std::unordered_map<std::uint64_t, Glyph> glyphs_;
  Glyph homeless_;  ///< stands for what had no room
  Shelves shelves_;
  std::vector<Patch> patches_;
  ImFontAtlas* atlas_ = nullptr;
  int store_rect_ = -1;
  Shadow shadow_;  ///< its ink is in the store, at
  int shadow_x_ = 0, shadow_y_ = 0;
  float shadow_scale_ = 0;  ///< 0: not there
  bool full_ = false;       ///< since the picture began, a character had no room
  bool fresh_ = true;       ///< the picture began with an empty store
  int coarseness_ = 1;      ///< above 1: characters are kept smaller, as else one picture's would not fit
};

}  // namespace menting::ui

#pragma once

#include <imgui.h>

#include <array>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/geometry.h"
#include "kiosk/ui/type.h"

namespace menting::ui {

/// The type in one texture, with the baked shadow beside it. It holds the characters that were asked for and grows
/// when a text brings new ones: so every character of the font can be drawn at every size, and the start stays quick.
class Fonts {
 public:
  /// Throws std::runtime_error when a file cannot be read, saying which package brings it.
  Fonts(const std::string& regular_file, const std::string& bold_file);
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  /// Characters that will be wanted at every size but the largest.
  void expect(std::string_view text);
  /// Asks for the characters of a text about to be drawn; new ones are there after the next build.
  void want(Type type, std::string_view text);
  /// True when the atlas lacks something that was asked for, or was built for another scale.
  bool stale(float scale) const { return wanted_ || scale != scale_; }
  /// Fills the context's atlas. Between frames only; the renderer's texture is to be made again afterwards.
  void build(ImFontAtlas& atlas, float scale);

  ImFont* font(Type type) const { return fonts_[static_cast<std::size_t>(type)]; }
  /// ImGui's size of a font, in window pixels.
  float pixels(Type type) const;
  /// A soft shadow around a rounded box, in window pixels.
  void draw_shadow(ImDrawList& list, const Box& box, float scale, ImU32 colour) const;
  std::size_t glyph_count() const;

 private:
  struct File;
  void bake_shadow(ImFontAtlas& atlas) const;

  std::unique_ptr<File> regular_, bold_;
  std::array<std::set<char32_t>, type_count> glyphs_;
  std::array<ImFont*, type_count> fonts_{};
  std::array<std::vector<ImWchar>, type_count> ranges_;
  ImFontAtlas* atlas_ = nullptr;
  int shadow_rect_ = -1;
  float scale_ = 0;
  bool wanted_ = true;
};

}  // namespace menting::ui

#pragma once

#include <imgui.h>

#include <vector>

#include "kiosk/ui/fonts.h"

namespace menting::ui {

/// The characters' texture in OpenGL, one byte a pixel: a quarter of what ImGui's own backend takes for it. Lives and
/// ends with a current context.
class GlyphTexture {
 public:
  GlyphTexture() = default;
  ~GlyphTexture();
  GlyphTexture(const GlyphTexture&) = delete;
  GlyphTexture& operator=(const GlyphTexture&) = delete;

  /// Makes it as large as the built atlas and tells the atlas its name. Throws std::runtime_error when OpenGL does not
  /// take it.
  void create(ImFontAtlas& atlas);
  /// Whether what is drawn from it at another size is smoothed. In software that costs more than double, for every
  /// pixel that is drawn.
  void smooth(bool smoothed);
  void update(const std::vector<Patch>& patches);

 private:
  unsigned int name_ = 0;
  bool smoothed_ = true;  ///< as OpenGL makes them
};

}  // namespace menting::ui

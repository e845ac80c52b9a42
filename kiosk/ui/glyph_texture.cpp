#include "kiosk/ui/glyph_texture.h"

#include <SDL_opengl.h>

#include <cstdint>
#include <stdexcept>

namespace menting::ui {

GlyphTexture::~GlyphTexture() {
  if (name_ != 0) glDeleteTextures(1, &name_);
}

void GlyphTexture::create(ImFontAtlas& atlas) {
  while (glGetError() != GL_NO_ERROR) {
  }
  if (name_ == 0) glGenTextures(1, &name_);
  glBindTexture(GL_TEXTURE_2D, name_);
  smoothed_ = true;
  smooth(false);
  // The byte is how much of the vertices' colour is seen.
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_R, GL_ONE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_G, GL_ONE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_B, GL_ONE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_A, GL_RED);
  // Nothing is put in yet: a driver in software then takes memory only for what is used.
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, atlas.TexWidth, atlas.TexHeight, 0, GL_RED, GL_UNSIGNED_BYTE, nullptr);
  if (glGetError() != GL_NO_ERROR)
    throw std::runtime_error("OpenGL takes no texture of one byte a pixel (install libgl1-mesa-dri)");
  // NOLINTNEXTLINE(performance-no-int-to-ptr): ImGui's name for a texture is a pointer
  atlas.SetTexID(reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(name_)));
}

void GlyphTexture::smooth(bool smoothed) {
  if (smoothed == smoothed_) return;
  smoothed_ = smoothed;
  glBindTexture(GL_TEXTURE_2D, name_);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, smoothed ? GL_LINEAR : GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, smoothed ? GL_LINEAR : GL_NEAREST);
}

void GlyphTexture::update(const std::vector<Patch>& patches) {
  if (patches.empty()) return;
  glBindTexture(GL_TEXTURE_2D, name_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  for (const Patch& patch : patches)
    glTexSubImage2D(GL_TEXTURE_2D, 0, patch.x, patch.y, patch.width, patch.height, GL_RED, GL_UNSIGNED_BYTE,
                    patch.ink.data());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

}  // namespace menting::ui

#include "kiosk/ui/gl_textures.h"

#include <SDL_opengl.h>

#include <cstdint>
#include <stdexcept>

namespace menting::ui {

namespace {

ImTextureID make(const Raster& raster) {
  while (glGetError() != GL_NO_ERROR) {
  }
  GLuint name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, raster.width, raster.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               raster.rgba.data());
  if (glGetError() != GL_NO_ERROR) {
    glDeleteTextures(1, &name);
    throw std::runtime_error("OpenGL has no room for it; use a smaller one");
  }
  // NOLINTNEXTLINE(performance-no-int-to-ptr): ImGui's name for a texture is a pointer
  return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(name));
}

void drop(ImTextureID id) {
  const auto name = static_cast<GLuint>(reinterpret_cast<std::intptr_t>(id));
  glDeleteTextures(1, &name);
}

}  // namespace

TexturePort gl_textures() {
  return {.make = make, .drop = drop};
}

}  // namespace menting::ui

// What reaches OpenGL, read back from it.
#include <SDL.h>
#include <SDL_opengl.h>
#include <imgui.h>

#include <memory>

#include "kiosk/ui/gl_textures.h"
#include "kiosk/ui/glyph_texture.h"
#include "tests/kiosk/ui/virtual_display.h"
#include "tests/support/catch.h"

using namespace menting;

namespace {

/// A current OpenGL context on a display of its own.
struct Gl {
  tests::VirtualDisplay display{320, 240};
  SDL_Window* window = nullptr;
  SDL_GLContext context = nullptr;

  Gl() {
    REQUIRE(SDL_Init(SDL_INIT_VIDEO) == 0);
    window = SDL_CreateWindow("test", 0, 0, 64, 64, SDL_WINDOW_OPENGL);
    REQUIRE(window != nullptr);
    context = SDL_GL_CreateContext(window);
    REQUIRE(context != nullptr);
  }
  ~Gl() {
    SDL_GL_DeleteContext(context);
    SDL_DestroyWindow(window);
    SDL_Quit();
  }
  Gl(const Gl&) = delete;
  Gl& operator=(const Gl&) = delete;
};

std::vector<unsigned char> read_back(ImTextureID id, GLenum format, std::size_t bytes) {
  std::vector<unsigned char> found(bytes);
  glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(reinterpret_cast<std::intptr_t>(id)));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glGetTexImage(GL_TEXTURE_2D, 0, format, GL_UNSIGNED_BYTE, found.data());
  CHECK(glGetError() == GL_NO_ERROR);
  return found;
}

}  // namespace

TEST_CASE("textures hold what was put into them") {
  const Gl gl;
  SECTION("a picture, until it is dropped") {
    const ui::TexturePort port = ui::gl_textures();
    const ui::Raster raster = {.width = 3, .height = 1, .rgba = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}};
    const ImTextureID id = port.make(raster);
    CHECK(read_back(id, GL_RGBA, 12) == raster.rgba);
    port.drop(id);
    CHECK(glIsTexture(static_cast<GLuint>(reinterpret_cast<std::intptr_t>(id))) == GL_FALSE);
    const ui::Raster nothing = {.width = 1 << 20, .height = 1, .rgba = {}};
    CHECK_THROWS_AS(port.make(nothing), std::runtime_error);
  }
  SECTION("the characters, patch by patch") {
    ImFontAtlas atlas;
    atlas.TexWidth = 5;
    atlas.TexHeight = 3;
    ui::GlyphTexture texture;
    texture.create(atlas);
    texture.update({{.x = 0, .y = 0, .width = 5, .height = 3, .ink = std::vector<unsigned char>(15, 0)},
                    {.x = 1, .y = 1, .width = 3, .height = 1, .ink = {7, 8, 9}}});
    CHECK(read_back(atlas.TexID, GL_RED, 15) ==
          std::vector<unsigned char>{0, 0, 0, 0, 0, 0, 7, 8, 9, 0, 0, 0, 0, 0, 0});
  }
}

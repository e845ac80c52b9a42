#include "kiosk/ui/stage.h"

#include <SDL.h>
#include <SDL_opengl.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <cstring>

#include "kiosk/ui/gl_textures.h"
#include "kiosk/ui/glyph_texture.h"

namespace menting::ui {

namespace {

[[noreturn]] void unavailable(const std::string& why) {
  throw ScreenUnavailable(
      "the kiosk's screen cannot be opened: " + why +
      "; check that a display is running and DISPLAY or WAYLAND_DISPLAY is set, or start with --headless");
}

/// SDL's part, closed in the right order also when opening fails half-way.
struct SdlWindow {
  SDL_Window* window = nullptr;
  SDL_GLContext context = nullptr;

  explicit SdlWindow(const StageSettings& settings) {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    // Else SDL swallows a press in the first moments after the window got the focus.
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint("SDL_VIDEO_WAYLAND_ALLOW_LIBDECOR", "0");  // without its plugin the screen stays black
    if (SDL_Init(SDL_INIT_VIDEO) != 0) fail(SDL_GetError());
    const char* driver = SDL_GetCurrentVideoDriver();
    // Without a display SDL draws into memory that nobody sees, and says nothing.
    if (driver == nullptr || std::strcmp(driver, "offscreen") == 0 || std::strcmp(driver, "dummy") == 0)
      fail("there is no display");
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    const Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_SHOWN |
                         (settings.fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE);
    window = SDL_CreateWindow("Menting", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, settings.width,
                              settings.height, flags);
    if (window == nullptr) fail(SDL_GetError());
    context = SDL_GL_CreateContext(window);
    if (context == nullptr) fail(SDL_GetError());
    SDL_GL_SetSwapInterval(0);  // pictures are rare; waiting for the beam would only delay them
    if (settings.fullscreen) SDL_ShowCursor(SDL_DISABLE);
    // Without a window manager nobody else would give the keyboard, and with it the scanner, to this window.
    SDL_RaiseWindow(window);
    SDL_SetWindowInputFocus(window);
    SDL_StartTextInput();
  }
  ~SdlWindow() { close(); }
  SdlWindow(const SdlWindow&) = delete;
  SdlWindow& operator=(const SdlWindow&) = delete;

 private:
  void close() {
    if (context != nullptr) SDL_GL_DeleteContext(context);
    if (window != nullptr) SDL_DestroyWindow(window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    SDL_Quit();
  }
  [[noreturn]] void fail(const std::string& why) {
    close();
    unavailable(why);
  }
};

/// ImGui as a drawing board: no windows, no widgets of its own, no files.
struct Drawing {
  Drawing() {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().LogFilename = nullptr;
    if (!ImGui_ImplOpenGL3_Init("#version 130")) {
      ImGui::DestroyContext();
      unavailable("OpenGL 3.0 is missing (install libgl1-mesa-dri for drawing in software)");
    }
    // The backend makes a texture of the atlas as it is now: a tiny one, which gives way to our own.
    ImGui_ImplOpenGL3_CreateDeviceObjects();
    ImGui_ImplOpenGL3_DestroyFontsTexture();
  }
  ~Drawing() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
  }
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;
};

/// What was drawn and not yet shown: after that the buffer may hold anything.
Raster read_back(int width, int height) {
  Raster raster;
  raster.width = width;
  raster.height = height;
  const auto row = static_cast<std::size_t>(width) * 4;
  std::vector<unsigned char> upside_down(row * static_cast<std::size_t>(height));
  glReadBuffer(GL_BACK);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, upside_down.data());
  raster.rgba.reserve(upside_down.size());
  for (auto y = static_cast<std::size_t>(height); y-- > 0;) {
    const auto from = upside_down.begin() + static_cast<std::ptrdiff_t>(y * row);
    raster.rgba.insert(raster.rgba.end(), from, from + static_cast<std::ptrdiff_t>(row));
  }
  return raster;
}

}  // namespace

struct Stage::Impl {
  explicit Impl(const StageSettings& settings)
      : sdl(settings), fonts(settings.font_regular, settings.font_bold), pictures(gl_textures()) {
    fonts.build(*ImGui::GetIO().Fonts);
    texture.create(*ImGui::GetIO().Fonts);
  }

  SdlWindow sdl;
  Drawing drawing;
  Fonts fonts;
  GlyphTexture texture;
  Pictures pictures;
  int width = 0, height = 0;
  bool keeping = false;
  Raster look;
};

Stage::Stage(const StageSettings& settings) {
  try {
    impl_ = std::make_unique<Impl>(settings);
  } catch (const ScreenUnavailable&) {
    throw;
  } catch (const std::runtime_error& error) {
    unavailable(error.what());
  }
  measure();
}

Stage::~Stage() = default;

void Stage::measure() {
  SDL_GL_GetDrawableSize(impl_->sdl.window, &impl_->width, &impl_->height);
}

void Stage::show(const Picture& picture, const std::function<ImU32()>& ground) {
  measure();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(static_cast<float>(impl_->width), static_cast<float>(impl_->height));
  io.DeltaTime = 1.F / 60;
  do {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    picture(*ImGui::GetBackgroundDrawList(), impl_->fonts, impl_->width, impl_->height);
    ImGui::Render();
  } while (impl_->fonts.again());
  impl_->texture.smooth(impl_->fonts.enlarged());
  impl_->texture.update(impl_->fonts.take_patches());
  glViewport(0, 0, impl_->width, impl_->height);
  const ImVec4 colour = ImGui::ColorConvertU32ToFloat4(ground());
  glClearColor(colour.x, colour.y, colour.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  if (impl_->keeping) impl_->look = read_back(impl_->width, impl_->height);
  SDL_GL_SwapWindow(impl_->sdl.window);
}

void Stage::keep_looks() {
  impl_->keeping = true;
}

const Raster& Stage::look() const {
  return impl_->look;
}

SDL_Window* Stage::window() const {
  return impl_->sdl.window;
}
Fonts& Stage::fonts() {
  return impl_->fonts;
}
Pictures& Stage::pictures() {
  return impl_->pictures;
}
int Stage::width() const {
  return impl_->width;
}
int Stage::height() const {
  return impl_->height;
}

}  // namespace menting::ui

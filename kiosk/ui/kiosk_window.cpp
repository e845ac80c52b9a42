#include "kiosk/ui/kiosk_window.h"

#include <SDL.h>
#include <SDL_opengl.h>
#include <backends/imgui_impl_opengl3.h>
#include <fmt/core.h>
#include <imgui.h>

#include <chrono>
#include <cstring>
#include <mutex>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "kiosk/ui/glyph_texture.h"
#include "kiosk/ui/interface.h"
#include "kiosk/ui/sdl_input.h"

namespace menting::ui {

namespace {

constexpr std::int64_t stop_look_ms = 250;  ///< how often `stop` is looked at
constexpr std::int64_t board_gap_ms = 100;  ///< at most ten pictures a second for the Board's sake

std::int64_t steady_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

[[noreturn]] void unavailable(const std::string& why) {
  throw ScreenUnavailable(
      "the kiosk's screen cannot be opened: " + why +
      "; check that a display is running and DISPLAY or WAYLAND_DISPLAY is set, or start with --headless");
}

/// Wakes the window's loop from other threads, as long as there is one.
struct Wake {
  std::mutex mutex;  ///< held from the look at `alive` to the push: SDL must not end in between
  bool alive = true;
  std::atomic<bool> pending{false};
  Uint32 type = 0;
  void operator()() {
    const std::lock_guard lock(mutex);
    // One in the queue is enough: it carries nothing.
    if (!alive || pending.exchange(true)) return;
    SDL_Event event{};
    event.type = type;
    if (SDL_PushEvent(&event) <= 0) pending = false;
  }
  void end() {
    const std::lock_guard lock(mutex);
    alive = false;
  }
};

/// SDL's part, closed in the right order also when opening fails half-way.
struct SdlWindow {
  SDL_Window* window = nullptr;
  SDL_GLContext context = nullptr;

  explicit SdlWindow(const UiSettings& settings) {
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

FlowSettings flow_settings(const UiSettings& settings) {
  return {.languages = settings.languages,
          .idle_ms = settings.idle_s * std::int64_t{1000},
          .idle_warning_ms = settings.idle_warning_s * std::int64_t{1000}};
}

Ports ports_of(desk::Desk& desk, const desk::Health& health) {
  return {.board = [&desk] { return desk.board(); },
          .printer = [&health] { return health.printer(); },
          .post =
              [&desk](domain::Command command, std::function<void(const desk::Receipt&)> done) {
                if (auto* take = std::get_if<domain::TakeTicket>(&command)) take->code = crypto::random_code(12);
                return desk.post(desk::Request{.command = std::move(command),
                                               .request_id = crypto::random_uuid(),
                                               .fingerprint = "kiosk",
                                               .done = std::move(done)});
              }};
}

}  // namespace

struct KioskWindow::Impl {
  Impl(UiSettings given, desk::Desk& desk, const desk::Health& health)
      : settings(std::move(given)),
        sdl(settings),
        fonts(settings.font_regular, settings.font_bold),
        interface(flow_settings(settings), settings.timezone, desk.plan(), ports_of(desk, health)),
        targets_file(settings.targets_file) {
    fonts.build(*ImGui::GetIO().Fonts);
    texture.create(*ImGui::GetIO().Fonts);
    wake->type = SDL_RegisterEvents(1);
    desk.boards().subscribe([w = wake] { (*w)(); });
    interface.on_answer([w = wake] { (*w)(); });
  }
  ~Impl() { wake->end(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void run(std::atomic<bool>& stop);
  void measure() { SDL_GL_GetDrawableSize(sdl.window, &width, &height); }
  /// False: the window was closed.
  bool take_events(std::int64_t wait_ms);
  bool take_event(const SDL_Event& event);
  void draw();

  UiSettings settings;
  SdlWindow sdl;
  Drawing drawing;
  Fonts fonts;
  GlyphTexture texture;
  Interface interface;
  SdlInput input;
  TargetsFile targets_file;
  std::shared_ptr<Wake> wake = std::make_shared<Wake>();
  int width = 0, height = 0;
  bool exposed = true;  ///< the window's content was lost, or its size is another
};

bool KioskWindow::Impl::take_event(const SDL_Event& event) {
  if (event.type == SDL_QUIT) return false;
  if (event.type == wake->type) wake->pending = false;
  if (event.type == SDL_WINDOWEVENT &&
      (event.window.event == SDL_WINDOWEVENT_EXPOSED || event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED))
    exposed = true;
  int window_w = 0, window_h = 0;
  SDL_GetWindowSize(sdl.window, &window_w, &window_h);
  const float density = window_w > 0 ? static_cast<float>(width) / static_cast<float>(window_w) : 1.F;
  for (Input one : input.read(event, window_w, window_h)) {
    one.x *= density;
    one.y *= density;
    interface.put(one);
  }
  return true;
}

bool KioskWindow::Impl::take_events(std::int64_t wait_ms) {
  SDL_Event event;
  if (wait_ms > 0 && SDL_WaitEventTimeout(&event, static_cast<int>(wait_ms)) != 0 && !take_event(event)) return false;
  while (SDL_PollEvent(&event) != 0) {
    if (!take_event(event)) return false;
  }
  return true;
}

void KioskWindow::Impl::draw() {
  measure();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
  io.DeltaTime = 1.F / 60;
  do {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    interface.draw(*ImGui::GetBackgroundDrawList(), fonts, width, height, steady_ms(), base::wall_ms());
    ImGui::Render();
  } while (fonts.again());
  texture.update(fonts.take_patches());
  glViewport(0, 0, width, height);
  const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(Interface::ground());
  glClearColor(ground.x, ground.y, ground.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  SDL_GL_SwapWindow(sdl.window);
  exposed = false;
  targets_file.write(interface.json());
}

KioskWindow::KioskWindow(UiSettings settings, desk::Desk& desk, const desk::Health& health) {
  try {
    impl_ = std::make_unique<Impl>(std::move(settings), desk, health);
  } catch (const ScreenUnavailable&) {
    throw;
  } catch (const std::runtime_error& error) {
    unavailable(error.what());
  }
}

KioskWindow::~KioskWindow() = default;

void KioskWindow::Impl::run(std::atomic<bool>& stop) {
  const std::int64_t started_ms = steady_ms();
  std::int64_t drawn_ms = 0;
  draw();
  log::info("ui", fmt::format("first picture after {} ms: {} by {} pixels, {} characters drawn",
                              steady_ms() - started_ms, width, height, fonts.glyph_count()));
  std::int64_t wait_ms = 0;
  while (!stop) {
    if (!take_events(wait_ms)) {
      stop = true;
      return;
    }
    do {
      const std::int64_t now_ms = steady_ms(), wall_ms = base::wall_ms();
      const bool changed = interface.step(now_ms, wall_ms);
      wait_ms = interface.quiet_ms(now_ms, wall_ms, stop_look_ms);
      if (!changed && !exposed) break;
      const std::int64_t since_ms = now_ms - drawn_ms;
      if (!interface.urgent() && !exposed && since_ms < board_gap_ms) {
        wait_ms = board_gap_ms - since_ms;  // a busy hall: one picture for several changes
        break;
      }
      draw();
      drawn_ms = now_ms;
    } while (interface.has_input());
  }
}

void KioskWindow::run(std::atomic<bool>& stop) {
  try {
    impl_->run(stop);
  } catch (const std::runtime_error& error) {
    unavailable(error.what());  // the branch goes on without its screen
  }
}

}  // namespace menting::ui

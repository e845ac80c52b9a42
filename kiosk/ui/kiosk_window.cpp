#include "kiosk/ui/kiosk_window.h"

#include <SDL.h>
#include <fmt/core.h>

#include <chrono>
#include <mutex>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "kiosk/input/scanner.h"
#include "kiosk/ui/doorbell.h"
#include "kiosk/ui/fresh_codes.h"
#include "kiosk/ui/interface.h"
#include "kiosk/ui/sdl_input.h"
#include "kiosk/ui/stage.h"

namespace menting::ui {

namespace {

constexpr std::int64_t stop_look_ms = 250;  ///< how often `stop` is looked at
constexpr std::int64_t board_gap_ms = 100;  ///< at most ten pictures a second for the Board's sake

std::int64_t steady_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

/// What a scanner of its own has read, on its way from its thread.
struct Scans {
  std::mutex mutex;
  std::vector<std::string> waiting;

  void put(const std::string& text) {
    const std::lock_guard lock(mutex);
    waiting.push_back(text);
  }
  std::vector<std::string> take() {
    const std::lock_guard lock(mutex);
    return std::exchange(waiting, {});
  }
};

/// What is missing is not offered, and said once.
template <class Engine, class... Arguments>
std::shared_ptr<Engine> engine(const Arguments&... arguments) {
  try {
    return std::make_shared<Engine>(arguments...);
  } catch (const std::exception& error) {
    log::warn("ui", error.what());
    return nullptr;
  }
}

TextEngines engines_of(const UiSettings& settings, const Fonts& fonts) {
  const input::Shows shows = [&fonts](char32_t character) { return fonts.has(character); };
  TextEngines engines;
  if (!settings.pinyin_folder.empty()) {
    engines.pinyin = engine<input::Pinyin>(input::PinyinFolders{.staging = settings.pinyin_folder}, shows);
  }
  engines.handwriting = engine<input::Handwriting>(shows);
  return engines;
}

Ports ports_of(desk::Desk& desk, const desk::Health& health, Stage& stage, OutsidePorts outside) {
  Ports ports;
  ports.board = [&desk] { return desk.board(); };
  ports.printer = [&health] { return health.printer(); };
  ports.post = [&desk](domain::Command command, std::function<void(const desk::Receipt&)> done) {
    put_codes(command);
    return desk.post(desk::Request{.command = std::move(command),
                                   .request_id = crypto::random_uuid(),
                                   .fingerprint = "kiosk",
                                   .done = std::move(done)});
  };
  ports.able = [&health] { return health.well("storage"); };
  ports.picture = [&stage](const std::string& file, int width_max, int height_max) {
    return stage.pictures().find(file, width_max, height_max);
  };
  ports.slip_text = [&desk](const std::string& code) { return desk.slip_address().of(code); };
  ports.ask_repair = [&desk](AskRepair asked, const std::function<void(RepairAnswer)>& done) {
    return desk.post(repair_lookup(std::move(asked), done));
  };
  ports.print_repair = std::move(outside.slips.print_repair);
  ports.staff = std::move(outside.staff);
  ports.reading = std::move(outside.reading);
  ports.nearby = std::move(outside.nearby);
  return ports;
}

/// Events that other threads give to SDL wake the window's thread too; not the mark that each look for events leaves,
/// or looking would wake itself for ever.
int ring_for(void* bell, SDL_Event* event) {
  if (event->type != SDL_POLLSENTINEL) static_cast<const Doorbell*>(bell)->ring();
  return 0;
}

}  // namespace

struct KioskWindow::Impl {
  Impl(const UiSettings& settings, desk::Desk& desk, const desk::Health& health, OutsidePorts outside)
      : touched(outside.touched),
        stage(settings.stage),
        interface(settings.interface, desk.plan(), ports_of(desk, health, stage, std::move(outside)),
                  engines_of(settings, stage.fonts())),
        targets_file(settings.targets_file) {
    desk.boards().subscribe([b = bell] { b->ring(); });
    interface.on_answer([b = bell] { b->ring(); });
    SDL_AddEventWatch(ring_for, bell.get());
    if (settings.scanner_usb_id.empty()) return;
    scanner = std::make_unique<input::ScannerDevice>(input::usb_scanner(settings.scanner_usb_id),
                                                     [s = scans, b = bell](const std::string& text) {
                                                       s->put(text);
                                                       b->ring();
                                                     });
    scanner->start();
  }
  ~Impl() { SDL_DelEventWatch(ring_for, bell.get()); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void run(std::atomic<bool>& stop);
  /// False: the window was closed.
  bool take_events(std::int64_t wait_ms);
  bool take_event(const SDL_Event& event);
  void draw();

  const std::function<void()> touched;
  std::shared_ptr<Doorbell> bell = std::make_shared<Doorbell>();
  std::shared_ptr<Scans> scans = std::make_shared<Scans>();
  Stage stage;
  Interface interface;
  SdlInput input;
  TargetsFile targets_file;
  std::unique_ptr<input::ScannerDevice> scanner;
  bool exposed = true;  ///< the window's content was lost, or its size is another
};

bool KioskWindow::Impl::take_event(const SDL_Event& event) {
  if (event.type == SDL_QUIT) return false;
  if (event.type == SDL_WINDOWEVENT &&
      (event.window.event == SDL_WINDOWEVENT_EXPOSED || event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED))
    exposed = true;
  int window_w = 0, window_h = 0;
  SDL_GetWindowSize(stage.window(), &window_w, &window_h);
  const float density = window_w > 0 ? static_cast<float>(stage.width()) / static_cast<float>(window_w) : 1.F;
  for (Input one : input.read(event, window_w, window_h)) {
    one.x *= density;
    one.y *= density;
    if (touched) touched();
    interface.put(one);
  }
  return true;
}

bool KioskWindow::Impl::take_events(std::int64_t wait_ms) {
  const auto take_all = [&](bool& any) {
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) {
      any = true;
      if (!take_event(event)) return false;
    }
    return true;
  };
  bool any = false;
  if (!take_all(any)) return false;
  if (!any && wait_ms > 0) {
    bell->wait(stage.window(), wait_ms);
    if (!take_all(any)) return false;
  }
  for (const std::string& text : scans->take()) interface.put({.kind = Input::Kind::scan, .text = text});
  return true;
}

void KioskWindow::Impl::draw() {
  stage.show([this](ImDrawList& list, Fonts& fonts, int width,
                    int height) { interface.draw(list, fonts, width, height, steady_ms(), base::wall_ms()); },
             [this] { return interface.ground(); });
  exposed = false;
  targets_file.write(interface.json());
}

KioskWindow::KioskWindow(const UiSettings& settings, desk::Desk& desk, const desk::Health& health, OutsidePorts outside)
    : impl_(std::make_unique<Impl>(settings, desk, health, std::move(outside))) {}

KioskWindow::~KioskWindow() = default;

void KioskWindow::Impl::run(std::atomic<bool>& stop) {
  const std::int64_t started_ms = steady_ms();
  std::int64_t drawn_ms = 0;
  draw();
  log::info("ui", fmt::format("first picture after {} ms: {} by {} pixels, {} characters drawn",
                              steady_ms() - started_ms, stage.width(), stage.height(), stage.fonts().glyph_count()));
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
      if (!interface.urgent(now_ms) && !exposed && since_ms < board_gap_ms) {
        wait_ms = board_gap_ms - since_ms;  // a busy hall: one picture for several changes
        break;
      }
      draw();
      drawn_ms = now_ms;
      wait_ms = std::max<std::int64_t>(wait_ms - (steady_ms() - now_ms), 0);  // drawing has taken its share of it
      interface.deaf(steady_ms() - now_ms);
    } while (interface.has_input());
  }
}

void KioskWindow::run(std::atomic<bool>& stop) {
  try {
    impl_->run(stop);
  } catch (const std::runtime_error& error) {
    throw ScreenUnavailable(error.what());  // the branch goes on without its screen
  }
}

}  // namespace menting::ui

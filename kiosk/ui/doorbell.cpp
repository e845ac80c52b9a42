#include "kiosk/ui/doorbell.h"

#include <SDL.h>
#include <SDL_syswm.h>
#include <X11/Xlib.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace menting::ui {

namespace {

constexpr std::int64_t unwatched_ms = 20;

/// The connection that the window's input comes by; -1: not one that can be watched.
int connection_of(SDL_Window* window) {
  SDL_SysWMinfo info;
  SDL_VERSION(&info.version);
  if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_X11) return -1;
  return ConnectionNumber(info.info.x11.display);
}

}  // namespace

Doorbell::Doorbell() : bell_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (bell_ < 0) throw std::runtime_error("the system gives no descriptor for the window's thread; restart the kiosk");
}

Doorbell::~Doorbell() {
  close(bell_);
}

void Doorbell::ring() const {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = write(bell_, &one, sizeof one);
}

void Doorbell::wait(SDL_Window* window, std::int64_t wait_ms) const {
  const int connection = connection_of(window);
  if (connection < 0) wait_ms = std::min(wait_ms, unwatched_ms);
  pollfd watched[] = {{bell_, POLLIN, 0}, {connection, POLLIN, 0}};
  poll(watched, connection < 0 ? 1 : 2, static_cast<int>(wait_ms));
  std::uint64_t rings = 0;
  [[maybe_unused]] const auto count = read(bell_, &rings, sizeof rings);
}

}  // namespace menting::ui

#pragma once

#include <cstdint>

struct SDL_Window;

namespace menting::ui {

/// Wakes the window's thread from others. It never goes through the display's connection: one that has died would hold
/// whoever touches it, and the desk must not be held.
class Doorbell {
 public:
  /// Throws std::runtime_error when the system gives no descriptor.
  Doorbell();
  ~Doorbell();
  Doorbell(const Doorbell&) = delete;
  Doorbell& operator=(const Doorbell&) = delete;

  /// From any thread, at any time, also when the window is gone.
  void ring() const;
  /// Waits for a ring or something of the window's display, at most `wait_ms`. Where a display's connection cannot be
  /// watched, for no longer than a finger takes.
  void wait(SDL_Window* window, std::int64_t wait_ms) const;

 private:
  int bell_ = -1;
};

}  // namespace menting::ui

#include "kiosk/ui/display_loss.h"

#include <X11/Xlib.h>

#include <cstdlib>
#include <utility>

namespace menting::ui {
namespace {

std::function<void()>& what_to_do() {
  static std::function<void()> lost;
  return lost;
}

int connection_broke(Display*) {
  if (what_to_do()) what_to_do()();
  std::abort();  // returning would let Xlib end the program in its own way
}

}  // namespace

void on_display_loss(std::function<void()> lost) {
  what_to_do() = std::move(lost);
  XSetIOErrorHandler(connection_broke);
}

}  // namespace menting::ui

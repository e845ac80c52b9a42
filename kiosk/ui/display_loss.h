#pragma once

#include <functional>

namespace menting::ui {

/// What is done when the connection to the X server breaks under an open window (the server was stopped or crashed):
/// Xlib would end the program, and the branch with it. `lost` is run on the interface's thread, inside Xlib, and must
/// never return; nothing of SDL may be used any more.
void on_display_loss(std::function<void()> lost);

}  // namespace menting::ui

#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/ui/interface.h"

union SDL_Event;

namespace menting::ui {

/// Makes input of SDL's: mouse, one finger at a time, keyboard (a scanner types). Window pixels.
class SdlInput {
 public:
  /// `width`, `height`: of the window in pixels; SDL gives fingers as fractions.
  std::vector<Input> read(const SDL_Event& event, int width, int height);

 private:
  std::int64_t finger_ = 0;
  bool finger_down_ = false;
};

}  // namespace menting::ui

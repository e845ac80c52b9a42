#include "kiosk/ui/sdl_input.h"

#include <SDL.h>

namespace menting::ui {

namespace {

std::vector<Input> read_key(const SDL_KeyboardEvent& key) {
  switch (key.keysym.sym) {
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
      return {{Input::Kind::enter}};
    case SDLK_BACKSPACE:
      return {{Input::Kind::erase}};
    default:
      return {};
  }
}

std::vector<Input> read_text(const char* text) {
  std::vector<Input> inputs;
  for (const char* c = text; *c != '\0'; ++c) inputs.push_back({.kind = Input::Kind::character, .character = *c});
  return inputs;
}

}  // namespace

std::vector<Input> SdlInput::read(const SDL_Event& event, int width, int height) {
  switch (event.type) {
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: {
      // A touch that SDL also reports as a mouse has come as a finger already.
      if (event.button.button != SDL_BUTTON_LEFT || event.button.which == SDL_TOUCH_MOUSEID) return {};
      const bool down = event.type == SDL_MOUSEBUTTONDOWN;
      return {{down ? Input::Kind::press : Input::Kind::release, static_cast<float>(event.button.x),
               static_cast<float>(event.button.y)}};
    }
    case SDL_MOUSEMOTION:
      if (event.motion.which == SDL_TOUCH_MOUSEID || (event.motion.state & SDL_BUTTON_LMASK) == 0) return {};
      return {{Input::Kind::move, static_cast<float>(event.motion.x), static_cast<float>(event.motion.y)}};
    case SDL_FINGERMOTION:
      if (!finger_down_ || event.tfinger.fingerId != finger_) return {};
      return {{Input::Kind::move, event.tfinger.x * static_cast<float>(width),
               event.tfinger.y * static_cast<float>(height)}};
    case SDL_FINGERDOWN:
    case SDL_FINGERUP: {
      const bool down = event.type == SDL_FINGERDOWN;
      // A second finger (a sleeve, a resting palm) neither presses nor lets go.
      if (down == finger_down_ || (!down && event.tfinger.fingerId != finger_)) return {};
      finger_down_ = down;
      finger_ = event.tfinger.fingerId;
      return {{down ? Input::Kind::press : Input::Kind::release, event.tfinger.x * static_cast<float>(width),
               event.tfinger.y * static_cast<float>(height)}};
    }
    case SDL_WINDOWEVENT:
      if (event.window.event != SDL_WINDOWEVENT_FOCUS_LOST) return {};
      finger_down_ = false;
      return {{Input::Kind::cancel}};
    case SDL_KEYDOWN:
      return read_key(event.key);
    case SDL_TEXTINPUT:
      return read_text(event.text.text);
    default:
      return {};
  }
}

}  // namespace menting::ui

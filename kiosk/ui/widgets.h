#pragma once

#include <string>

#include "kiosk/ui/icons.h"
#include "kiosk/ui/view.h"

namespace menting::ui {

enum class Look { plain, primary, quiet };

struct Button {
  std::string id;
  std::string label;
  Icon icon = Icon::none;
  Look look = Look::plain;
  bool enabled = true;
};

/// Registers what was drawn at `box` as touchable. True while a finger is on it.
bool touchable(View& view, const std::string& id, const std::string& label, const Box& box, Intent intent,
               bool enabled = true);

void button(View& view, const Button& look, const Box& box, Intent intent);
/// Icon above, words below: back and home.
void corner_button(View& view, const Button& look, const Box& box, Intent intent);
void card(View& view, const Box& box, bool pressed = false);
void icon_tile(View& view, const Box& box, ImU32 colour, Icon icon);

/// Hall's name, clock, date.
void header(View& view);
/// Language switch, and home and back where asked for. Returns the room between them, for the page's own button.
Box footer(View& view, bool back, bool home);
/// Words of a title with a line below; returns where the content goes on (y).
float page_title(View& view, const Box& box, const std::string& title, const std::string& below);

/// "08:05"
std::string clock_text(int hour, int minute);

}  // namespace menting::ui

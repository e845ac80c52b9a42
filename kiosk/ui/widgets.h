#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

/// A button as wide as its box, words in the middle, on one line or two.
void button(View& view, const Button& look, const Box& box, Intent intent);
/// Icon above, words below.
void corner_button(View& view, const Button& look, const Box& box, Intent intent);
void card(View& view, const Box& box, bool pressed = false);
void icon_tile(View& view, const Box& box, ImU32 colour, Icon icon);

/// A card to choose: icon, title, what it is about, and at the right a figure with a word above it.
struct Choice {
  std::string id;
  std::string title;
  std::string below = {};  ///< left out where there is no room
  Icon icon = Icon::none;
  ImU32 colour = 0;         ///< of the icon's tile
  std::string figure = {};  ///< empty: an arrow
  std::string above = {};   ///< over the figure
  ImU32 figure_colour = 0;  ///< 0: ink
  bool enabled = true;
  bool chosen = false;              ///< ringed
  Type title_most = Type::heading;  ///< no larger, so that cards side by side are alike
  bool title_wraps = false;         ///< in two lines of that size rather than in one of a smaller
};
/// Arranges itself by the room there is: beside each other, or on top of each other in a high and narrow box.
void choice_card(View& view, const Choice& choice, const Box& box, Intent intent);
/// Cards that belong together, a box each: their titles in one size, and what is below them on all or none.
void choice_cards(View& view, std::vector<std::pair<Choice, Intent>> choices, const std::vector<Box>& boxes);

/// A coloured strip that says one thing: icon and words.
struct Strip {
  Icon icon = Icon::none;
  std::string words;
  ImU32 ground = 0, colour = 0;
};
void strip(View& view, const Strip& look, const Box& box);

/// One of a few words that can be switched on and off; returns the width it takes.
float chip_width(View& view, const std::string& label, Type type);
void chip(View& view, const std::string& id, const std::string& label, Type type, bool chosen, const Box& box,
          Intent intent);

/// A QR code in whole window pixels, dark on white, as large as fits with the white around it that readers need.
void draw_qr(View& view, const std::string& text, const Box& box);

/// Header, title and footer: the same on every page (chrome.cpp).
void header(View& view);
/// Language, manner, help; home and back where asked for. Always at the same places.
void footer(View& view, bool back, bool home);
/// In the low manner the header reaches down to the controls, behind the page's words.
void header_ground(View& view);
/// The page's words, in the title's room; what is read aloud first.
void page_title(View& view, const std::string& title, const std::string& below);
/// "08:05"
std::string clock_text(int hour, int minute);

}  // namespace menting::ui

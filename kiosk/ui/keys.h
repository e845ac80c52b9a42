#pragma once

#include <optional>
#include <string>

#include "kiosk/ui/widgets.h"

namespace menting::ui {

/// A page that asks for a number: its field, what is wrong with it, and the keys. Fills the controls.
struct NumberPage {
  std::string hint;     ///< in the empty field
  std::string wrong;    ///< why it leads nowhere; empty: nothing
  bool letters = true;  ///< the services' letters above the digits
  bool codes = false;   ///< and a switch to the keys of slip codes
  bool serial = false;  ///< all letters and digits
  /// Another way to go on, below the field or the keys.
  struct Aside {
    Button look;
    Intent intent;
  };
  std::optional<Aside> aside = {};
  bool hidden = false;     ///< a PIN: dots
  std::size_t enough = 1;  ///< characters before it can be entered
  bool right = true;       ///< what is there can be entered
  std::string enter;       ///< on the key that goes on
};
void draw_number_page(View& view, const NumberPage& page);

/// One key of a keyboard: a character, a word or an icon.
void draw_key(View& view, const std::string& id, const std::string& label, Icon icon, Look look, const Box& box,
              Intent intent, bool enabled = true);

/// Where keys stand.
struct KeyGrid {
  Box area;
  int columns = 1, rows = 1;
  float gap = 12;
  Box cell(float column, int row, float span = 1) const;
};

}  // namespace menting::ui

#pragma once

#include <string>
#include <vector>

#include "kiosk/ui/widgets.h"

namespace menting::ui {

/// One of many answers, on a card of its own.
struct Option {
  std::string id;
  std::string label;
  Intent intent;
  bool chosen = false;
  bool enabled = true;
  std::string value = {};   ///< below the label, which is small then; it is not part of the target's name
  std::string device = {};  ///< the kind of device drawn above the label
};

/// A button below them.
struct Way {
  Button look;
  Intent intent;
};

/// Cards beside and below each other, all in one size of type, as many as the manner allows; the others on further
/// leaves, behind a button "more" in front of the ways. Fills `area`.
struct OptionSheet {
  std::vector<Option> options = {};
  std::vector<Way> ways = {};
  std::size_t columns_max = 4;
  float high_max = 170;
};
void draw_options(View& view, const OptionSheet& sheet, Box area);

/// Buttons side by side at the lower end of `area`, which is left without them. The last one is where one goes on.
void draw_ways(View& view, const std::vector<Way>& ways, Box& area);

/// A drawing of such a device, `size` high.
void draw_device(View& view, const std::string& kind, float cx, float cy, float size, ImU32 colour);

}  // namespace menting::ui

#pragma once

#include <vector>

namespace menting::ui {

/// The soft shadow of a rounded box, in window pixels: four corners and, between them, one column and one row that are
/// drawn out to the box's size.
struct Shadow {
  int side = 0, above = 0, below = 0;                        ///< how far it reaches out of the box
  int inner_side = 0, inner_top = 0, inner_bottom = 0;       ///< how far its corners reach into the box
  int width() const { return 2 * (side + inner_side) + 1; }  ///< of the picture
  int height() const { return above + inner_top + 1 + inner_bottom + below; }
  std::vector<unsigned char> ink;  ///< row by row
};

/// For a window with this many pixels to a canvas unit.
Shadow bake_shadow(float scale);

}  // namespace menting::ui

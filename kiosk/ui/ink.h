#pragma once

#include "kiosk/input/handwriting.h"
#include "kiosk/ui/view.h"

namespace menting::ui {

/// A stroke as a brush would leave it: through the middles between the points, bending at each. The field's height is
/// the points' unit both ways.
void draw_ink(View& view, const Box& pad, const input::Stroke& stroke, float width);

}  // namespace menting::ui

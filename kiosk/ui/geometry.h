#pragma once

#include <algorithm>
#include <vector>

namespace menting::ui {

/// A rectangle in canvas units (the sketch's pixels), or in window pixels where it says so.
struct Box {
  float x = 0, y = 0, w = 0, h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  float cx() const { return x + w / 2; }
  float cy() const { return y + h / 2; }
  bool contains(float px, float py) const { return px >= x && py >= y && px < right() && py < bottom(); }
  bool overlaps(const Box& o) const { return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom(); }
  Box inset(float dx, float dy) const { return {x + dx, y + dy, w - 2 * dx, h - 2 * dy}; }
  Box inset(float d) const { return inset(d, d); }
  /// Takes `high` off the top (or the bottom), with `gap` left out between.
  Box cut_top(float high, float gap = 0) {
    const Box top = {x, y, w, high};
    y += high + gap;
    h -= high + gap;
    return top;
  }
  Box cut_bottom(float high, float gap = 0) {
    h -= high + gap;
    return {x, bottom() + gap, w, high};
  }
  Box cut_left(float wide, float gap = 0) {
    const Box left = {x, y, wide, h};
    x += wide + gap;
    w -= wide + gap;
    return left;
  }
};

/// The drawing surface: designed on 1080x1920 upright or 1920x1080 lying, scaled to the window, longer where the
/// window's shape is another.
struct Canvas {
  bool landscape = false;
  float scale = 1;  ///< window pixels for one canvas unit
  float width = 1080, height = 1920;
};

Canvas make_canvas(int window_width, int window_height);

/// How the customer wants it. Both end with the visit.
struct Manner {
  bool elderly = false;    ///< larger, fewer, slower, with more contrast
  bool low_reach = false;  ///< everything to touch in the lower half
  bool operator==(const Manner&) const = default;
  float type_scale() const { return elderly ? 1.5F : 1.F; }
};

/// The parts every page has, at the same place. Upright, nothing to touch but the staff's corner lies in the top third.
struct Frame {
  Box header;
  Box title;     ///< words about the page: nothing to touch
  Box controls;  ///< where everything to touch is, and what else the page shows
  Box footer;
  bool landscape = false;
  Manner manner;

  /// Little room: draw what must be there.
  bool tight() const { return controls.h < 700; }
};

/// `tall_header`: home's, with the newest calls in it.
Frame make_frame(const Canvas& canvas, const Manner& manner, bool tall_header);

/// `count` boxes of one size in `area`, row by row: as many columns as it takes for boxes of `high_min`, at most
/// `columns_max`; none is higher than `high_max`.
std::vector<Box> grid(const Box& area, std::size_t count, std::size_t columns_max, float high_min, float high_max,
                      float gap);

}  // namespace menting::ui

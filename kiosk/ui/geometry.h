#pragma once

#include <algorithm>

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
};

/// The drawing surface: designed on 1080x1920 upright or 1920x1080 lying, scaled to the window, longer where the
/// window's shape is another.
struct Canvas {
  bool landscape = false;
  float scale = 1;  ///< window pixels for one canvas unit
  float width = 1080, height = 1920;
};

inline Canvas make_canvas(int window_width, int window_height) {
  const float w = static_cast<float>(std::max(window_width, 1));
  const float h = static_cast<float>(std::max(window_height, 1));
  Canvas canvas;
  canvas.landscape = w > h;
  const float design_w = canvas.landscape ? 1920.F : 1080.F;
  const float design_h = canvas.landscape ? 1080.F : 1920.F;
  canvas.scale = std::min(w / design_w, h / design_h);
  canvas.width = w / canvas.scale;
  canvas.height = h / canvas.scale;
  return canvas;
}

/// The parts every page has, at the same place.
struct Frame {
  Box header, content, footer;
  bool landscape = false;
};

/// `tall_header`: home's, with the newest calls in it.
inline Frame make_frame(const Canvas& canvas, bool tall_header) {
  Frame frame;
  frame.landscape = canvas.landscape;
  const float header = canvas.landscape ? 160.F : (tall_header ? 470.F : 300.F);
  const float footer = canvas.landscape ? 150.F : 190.F;
  const float column = canvas.landscape ? 1776.F : 936.F;
  const float left = (canvas.width - column) / 2;
  frame.header = {0, 0, canvas.width, header};
  frame.footer = {0, canvas.height - footer, canvas.width, footer};
  frame.content = {left, header, column, canvas.height - header - footer};
  return frame;
}

}  // namespace menting::ui

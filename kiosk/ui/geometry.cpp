#include "kiosk/ui/geometry.h"

namespace menting::ui {

Canvas make_canvas(int window_width, int window_height) {
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

Frame make_frame(const Canvas& canvas, const Manner& manner, bool tall_header) {
  Frame frame;
  frame.landscape = canvas.landscape;
  frame.manner = manner;
  const bool lying = canvas.landscape;
  const float header = lying ? 160.F : (tall_header && !manner.elderly ? 450.F : 280.F);
  const float footer = lying ? 150.F : 190.F;
  const float column = lying ? 1776.F : 936.F;
  const float left = (canvas.width - column) / 2;
  // Upright, arms of all heights reach the lower two thirds; lying, the whole screen hangs lower.
  const float first = manner.low_reach ? canvas.height / 2 : lying ? 330.F : canvas.height / 3 + 4;
  const float last = canvas.height - footer - (lying ? 28.F : 40.F);
  frame.header = {0, 0, canvas.width, header};
  frame.footer = {0, canvas.height - footer, canvas.width, footer};
  frame.title = {left, header, column, first - header};
  frame.controls = {left, first, column, last - first};
  return frame;
}

std::vector<Box> grid(const Box& area, std::size_t count, std::size_t columns_max, float high_min, float high_max,
                      float gap) {
  std::vector<Box> boxes;
  if (count == 0) return boxes;
  std::size_t columns = 1, rows = count;
  const auto high = [&] { return (area.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows); };
  while (columns < columns_max && columns < count && high() < high_min) {
    ++columns;
    rows = (count + columns - 1) / columns;
  }
  const float wide = (area.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float tall = std::min(high(), high_max);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t line = i / columns;
    boxes.push_back({area.x + static_cast<float>(i % columns) * (wide + gap),
                     area.y + static_cast<float>(line) * (tall + gap), wide, tall});
  }
  return boxes;
}

}  // namespace menting::ui

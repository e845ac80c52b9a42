#include "kiosk/ui/icons.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/theme.h"

namespace menting::ui {

namespace {

constexpr float pi = 3.14159265F;

/// Draws on a field of 84 by 84 around its middle, as the sketch's icons are.
struct Pen {
  Painter& paint;
  float cx, cy, unit;
  ImU32 colour;

  ImVec2 at(float x, float y) const { return {cx + x * unit, cy + y * unit}; }
  /// Small icons get relatively stronger strokes.
  float width() const { return std::max(5.8F * unit, 3.4F); }
  void path(std::initializer_list<ImVec2> points, bool closed = false) const {
    // The list's closing stroke needs the points moved; a dozen at most.
    ImVec2 moved[14];
    std::size_t n = 0;
    for (const ImVec2& p : points) moved[n++] = at(p.x, p.y);
    for (std::size_t i = 0; i + 1 < n; ++i) paint.path({moved[i], moved[i + 1]}, colour, width());
    if (closed) paint.path({moved[n - 1], moved[0]}, colour, width());
  }
  /// Like path, its corners rounded.
  void soft(const std::vector<ImVec2>& points, float radius, bool closed = false) const {
    std::vector<ImVec2> line;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const ImVec2 p = points[i];
      if (!closed && (i == 0 || i + 1 == points.size())) {
        line.push_back(at(p.x, p.y));
        continue;
      }
      const ImVec2 before = towards(p, points[(i + points.size() - 1) % points.size()], radius);
      const ImVec2 after = towards(p, points[(i + 1) % points.size()], radius);
      for (int step = 0; step <= 8; ++step) {
        const float t = static_cast<float>(step) / 8, u = 1 - t;
        line.push_back(at(u * u * before.x + 2 * u * t * p.x + t * t * after.x,
                          u * u * before.y + 2 * u * t * p.y + t * t * after.y));
      }
    }
    paint.trace(line, colour, width(), closed);
  }
  /// From `p` on the way to `q`, at most half of it.
  static ImVec2 towards(ImVec2 p, ImVec2 q, float far) {
    const float dx = q.x - p.x, dy = q.y - p.y, length = std::max(std::hypot(dx, dy), 0.01F);
    const float part = std::min(far / length, 0.5F);
    return {p.x + dx * part, p.y + dy * part};
  }
  void box(float x0, float y0, float x1, float y1, float radius) const {
    const ImVec2 a = at(x0, y0), b = at(x1, y1);
    paint.frame({a.x, a.y, b.x - a.x, b.y - a.y}, colour, radius * unit, width());
  }
  void disc(float x, float y, float r) const { paint.disc(at(x, y).x, at(x, y).y, r * unit, colour); }
  /// As thick as a stroke and a little more.
  void dot(float x, float y) const { disc(x, y, std::max(4.2F, width() * 0.62F / unit)); }
  void ring(float x, float y, float r) const { paint.ring(at(x, y).x, at(x, y).y, r * unit, colour, width()); }
  void arc(float x, float y, float r, float from, float to) const {
    paint.arc(at(x, y).x, at(x, y).y, r * unit, from, to, colour, width());
  }
  void curve(ImVec2 a, ImVec2 b, ImVec2 c, ImVec2 d) const {
    paint.curve(at(a.x, a.y), at(b.x, b.y), at(c.x, c.y), at(d.x, d.y), colour, width());
  }
};

void draw_ticket(const Pen& p) {
  p.soft({{-38, -9}, {-38, -26}, {38, -26}, {38, -9}}, 7);
  p.soft({{38, 9}, {38, 26}, {-38, 26}, {-38, 9}}, 7);
  p.arc(-38, 0, 9, -0.5F, 0.5F);
  p.arc(38, 0, 9, 0.5F, 1.5F);
  for (const float y : {-12.F, 0.F, 12.F}) p.path({{10, y - 2}, {10, y + 2}});
}

void draw_smile(const Pen& p) {
  p.ring(0, 0, 36);
  p.dot(-13, -9);
  p.dot(13, -9);
  p.curve({-18, 11}, {-10, 24}, {10, 24}, {18, 11});
}

void draw_home_icon(const Pen& p) {
  p.path({{-38, -2}, {0, -34}, {38, -2}});
  p.soft({{-27, -10}, {-27, 34}, {27, 34}, {27, -10}}, 7);
  p.soft({{-9, 33}, {-9, 12}, {9, 12}, {9, 33}}, 4);
}

/// A SIM card.
void draw_card(const Pen& p) {
  p.soft({{-28, -38}, {9, -38}, {28, -19}, {28, 38}, {-28, 38}}, 8, true);
  p.box(-13, -2, 13, 22, 5);
}

void draw_question(const Pen& p) {
  p.soft({{-36, -32}, {36, -32}, {36, 22}, {2, 22}, {-16, 37}, {-16, 22}, {-36, 22}}, 8, true);
  p.arc(0, -12, 10, -1.0F, 0.35F);
  p.curve({5, -3}, {1, 0}, {0, 1}, {0, 3});
  p.dot(0, 13);
}

/// A spanner, its jaw up at the right.
void draw_repair_icon(const Pen& p) {
  constexpr float head = 22, jaw = 8.5F, grip = 8.5F, end = 62;
  constexpr float turn = 0.75F * pi, far = 16.5F;
  std::vector<ImVec2> line;
  // Along the handle, across it.
  const auto put = [&](float along, float across) {
    const float x = along * std::cos(turn) - across * std::sin(turn),
                y = along * std::sin(turn) + across * std::cos(turn);
    line.push_back(p.at(x + far, y - far));
  };
  const auto round = [&](float middle, float r, float from, float to) {
    for (int i = 0; i <= 20; ++i) {
      const float angle = from + (to - from) * static_cast<float>(i) / 20;
      put(middle + r * std::cos(angle), r * std::sin(angle));
    }
  };
  const float opening = std::asin(jaw / head), wrist = std::asin(grip / head);
  round(-3, jaw, 0.5F * pi, -0.5F * pi);
  round(0, head, pi + opening, 2 * pi - wrist);
  round(end - grip, grip, -0.5F * pi, 0.5F * pi);
  round(0, head, wrist, pi - opening);
  p.paint.trace(line, p.colour, p.width(), true);
}

void draw_megaphone(const Pen& p) {
  p.soft({{-36, -12}, {-14, -12}, {17, -31}, {17, 31}, {-14, 12}, {-36, 12}}, 5, true);
  p.soft({{-25, 14}, {-19, 34}, {-7, 34}, {-11, 15}}, 4);
  p.arc(20, 0, 17, -0.32F, 0.32F);
}

void draw_globe(const Pen& p) {
  p.ring(0, 0, 35);
  p.path({{-34, 0}, {34, 0}});
  p.curve({0, -35}, {-21, -14}, {-21, 14}, {0, 35});
  p.curve({0, -35}, {21, -14}, {21, 14}, {0, 35});
}

void draw_printer(const Pen& p) {
  p.soft({{-20, -15}, {-20, -36}, {20, -36}, {20, -15}}, 5);
  p.soft({{-20, 19}, {-37, 19}, {-37, -15}, {37, -15}, {37, 19}, {20, 19}}, 7);
  p.soft({{-20, 6}, {20, 6}, {20, 36}, {-20, 36}}, 4, true);
}

void draw_camera(const Pen& p) {
  p.soft({{-38, -21}, {-19, -21}, {-11, -33}, {11, -33}, {19, -21}, {38, -21}, {38, 30}, {-38, 30}}, 7, true);
  p.ring(0, 4, 15);
}

void draw_erase(const Pen& p) {
  p.soft({{-40, 0}, {-17, -27}, {38, -27}, {38, 27}, {-17, 27}}, 6, true);
  p.path({{-1, -10}, {19, 10}});
  p.path({{19, -10}, {-1, 10}});
}

void draw_people(const Pen& p) {
  p.ring(-12, -16, 14);
  p.curve({-38, 32}, {-38, 0}, {14, 0}, {14, 32});
  p.arc(16, -16, 14, -0.45F, 0.45F);
  p.curve({24, 10}, {36, 14}, {38, 22}, {38, 32});
}

void draw_keyboard(const Pen& p) {
  p.box(-40, -27, 40, 27, 9);
  for (const float x : {-24.F, -8.F, 8.F, 24.F}) p.disc(x, -11, 3.6F);
  for (const float x : {-16.F, 0.F, 16.F}) p.disc(x, 1, 3.6F);
  p.path({{-15, 14}, {15, 14}});
}

void draw_speaker(const Pen& p) {
  p.soft({{-38, -12}, {-21, -12}, {-1, -30}, {-1, 30}, {-21, 12}, {-38, 12}}, 4, true);
  p.arc(2, 0, 17, -0.3F, 0.3F);
  p.arc(2, 0, 34, -0.3F, 0.3F);
}

/// A bell on a counter, just rung.
void draw_help_icon(const Pen& p) {
  p.soft({{-36, 30}, {-36, 18}, {36, 18}, {36, 30}}, 4, true);
  p.arc(0, 18, 28, 1.0F, 2.0F);
  p.path({{0, -10}, {0, -18}});
  p.path({{-8, -20}, {8, -20}});
  p.path({{-24, -26}, {-30, -33}});
  p.path({{24, -26}, {30, -33}});
}

/// Larger letters.
void draw_elderly(const Pen& p) {
  p.path({{-38, 32}, {-12, -30}, {14, 32}});
  p.path({{-28, 11}, {4, 11}});
  p.path({{27, -30}, {27, -4}});
  p.path({{14, -17}, {40, -17}});
}

/// A heart in a hand's keeping.
void draw_care(const Pen& p) {
  p.curve({0, 12}, {-40, -12}, {-24, -48}, {0, -24});
  p.curve({0, 12}, {40, -12}, {24, -48}, {0, -24});
  p.curve({-36, 14}, {-26, 42}, {26, 42}, {36, 14});
}

/// Somebody in a wheelchair: everything within their reach.
void draw_wheelchair(const Pen& p) {
  p.disc(-8, -33, 7);
  p.soft({{-8, -18}, {-6, 6}, {17, 6}, {26, 30}, {36, 27}}, 4);
  p.path({{-7, -8}, {14, -8}});
  p.arc(-4, 15, 23, 0.08F, 1.32F);
}

void draw_pen(const Pen& p) {
  p.soft({{-35, 35}, {-29, 12}, {20, -37}, {37, -20}, {-12, 29}}, 4, true);
  p.path({{8, -25}, {25, -8}});
}

void draw_phone(const Pen& p) {
  p.box(-23, -39, 23, 39, 10);
  p.path({{-6, 26}, {6, 26}});
}

void draw_warning(const Pen& p) {
  p.soft({{0, -36}, {40, 33}, {-40, 33}}, 9, true);
  p.path({{0, -11}, {0, 8}});
  p.dot(0, 21);
}

void draw_pin(const Pen& p) {
  p.curve({0, 38}, {-44, -4}, {-28, -38}, {0, -38});
  p.curve({0, 38}, {44, -4}, {28, -38}, {0, -38});
  p.ring(0, -12, 10);
}

void draw_search(const Pen& p) {
  p.ring(-6, -6, 27);
  p.path({{14, 14}, {36, 36}});
}

void draw_restart(const Pen& p) {
  p.arc(0, 2, 30, 0.06F, 1.76F);
  p.path({{25, -38}, {25, -18}, {5, -18}});
}

/// A hollow arrow.
void draw_hollow_arrow(const Pen& p, float way) {
  p.soft({{0, -36 * way}, {36, 0}, {15, 0}, {15, 34 * way}, {-15, 34 * way}, {-15, 0}, {-36, 0}}, 4, true);
}

void draw_arrow(const Pen& p) {
  p.path({{-30, 0}, {30, 0}});
  p.path({{8, -22}, {30, 0}, {8, 22}});
}

void draw_clock(const Pen& p) {
  p.ring(0, 0, 36);
  p.path({{0, -20}, {0, 2}, {15, 10}});
}

void draw_plus(const Pen& p) {
  p.path({{0, -26}, {0, 26}});
  p.path({{-26, 0}, {26, 0}});
}

void draw_pause(const Pen& p) {
  p.path({{-12, -26}, {-12, 26}});
  p.path({{12, -26}, {12, 26}});
}

void draw_moon(const Pen& p) {
  p.arc(0, 0, 34, 0.0823F, 1.466F);
  p.arc(14, -12, 28, 0.2645F, 1.284F);
}

/// Somebody behind a desk.
void draw_clerk(const Pen& p) {
  p.ring(0, -23, 13);
  p.curve({-26, 14}, {-26, -10}, {26, -10}, {26, 14});
  p.path({{-40, 15}, {40, 15}});
  p.soft({{-31, 16}, {-31, 36}, {31, 36}, {31, 16}}, 5);
}

/// A finger that touches.
void draw_touch(const Pen& p) {
  p.soft({{-8, 16}, {-8, -24}, {5, -24}, {5, 4}, {29, 9}, {29, 22}, {23, 40}}, 6.4F);
  p.soft({{-8, 15}, {-18, 6}, {-26, 13}, {-7, 40}}, 6);
  p.arc(-1.5F, -17, 20, 0.85F, 2.15F);
}

using IconDrawing = void (*)(const Pen&);

/// In the order of Icon.
constexpr std::array icon_drawings = std::to_array<IconDrawing>({
    [](const Pen&) {},
    draw_ticket,
    draw_smile,
    [](const Pen& p) {
      p.path({{12, -28}, {-16, 0}, {12, 28}});
    },  // back
    draw_home_icon,
    draw_globe,
    draw_card,
    draw_question,
    draw_repair_icon,
    draw_megaphone,
    [](const Pen& p) {
      p.path({{-30, 2}, {-8, 24}, {32, -22}});
    },  // check
    draw_arrow,
    draw_printer,
    draw_camera,
    draw_erase,
    draw_clock,
    draw_people,
    draw_keyboard,
    draw_speaker,
    [](const Pen& p) { draw_hollow_arrow(p, 1); },   // up
    [](const Pen& p) { draw_hollow_arrow(p, -1); },  // down
    draw_help_icon,
    draw_elderly,
    draw_search,
    draw_care,
    draw_pen,
    draw_phone,
    draw_warning,
    draw_pin,
    draw_restart,
    draw_plus,
    [](const Pen& p) {
      p.path({{-26, 0}, {26, 0}});
    },  // minus
    draw_pause,
    draw_wheelchair,
    draw_moon,
    draw_clerk,
    draw_touch,
});
static_assert(icon_drawings.size() == static_cast<std::size_t>(Icon::touch) + 1);

}  // namespace

Icon kind_icon(domain::ServiceGroup group) {
  switch (group) {
    case domain::ServiceGroup::new_business:
      return Icon::card;
    case domain::ServiceGroup::enquiry:
      return Icon::question;
    case domain::ServiceGroup::after_sales:
      return Icon::repair;
    case domain::ServiceGroup::complaint:
      return Icon::megaphone;
  }
  return Icon::card;
}

void draw_icon(Painter& paint, Icon icon, float cx, float cy, float size, ImU32 colour) {
  icon_drawings[static_cast<std::size_t>(icon)](Pen{paint, cx, cy, size / 84, colour});
}

void draw_face(Painter& paint, int score, float cx, float cy, float radius, bool lit) {
  const ImU32 full = face_colours[static_cast<std::size_t>(score - 1)];
  const ImU32 skin = lit ? full : (full & ~IM_COL32_A_MASK) | (112U << IM_COL32_A_SHIFT);
  const ImU32 features = lit ? face_ink : (face_ink & ~IM_COL32_A_MASK) | (140U << IM_COL32_A_SHIFT);
  paint.disc(cx, cy, radius, skin);
  const float u = radius / 100;
  for (const float side : {-1.F, 1.F}) paint.disc(cx + side * 32 * u, cy - 20 * u, 11 * u, features);
  // From a deep frown over a straight line to a wide smile.
  const float bend = (static_cast<float>(score) - 3) * 22 * u;
  const float ends = cy + 38 * u - bend * 0.5F;
  paint.curve({cx - 40 * u, ends}, {cx - 18 * u, ends + bend}, {cx + 18 * u, ends + bend}, {cx + 40 * u, ends},
              features, 9 * u);
  if (score == 1) {  // brows drawn together
    paint.path({{cx - 52 * u, cy - 52 * u}, {cx - 22 * u, cy - 40 * u}}, features, 8 * u);
    paint.path({{cx + 52 * u, cy - 52 * u}, {cx + 22 * u, cy - 40 * u}}, features, 8 * u);
  }
}

}  // namespace menting::ui

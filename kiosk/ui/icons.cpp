#include "kiosk/ui/icons.h"

#include "kiosk/ui/theme.h"

namespace menting::ui {

namespace {

/// Draws on a field of 84 by 84 around its middle, as the sketch's icons are.
struct Pen {
  Painter& paint;
  float cx, cy, unit;
  ImU32 colour;

  ImVec2 at(float x, float y) const { return {cx + x * unit, cy + y * unit}; }
  float width() const { return 5.4F * unit; }
  void path(std::initializer_list<ImVec2> points, bool closed = false) const {
    // The list's closing stroke needs the points moved; a dozen at most.
    ImVec2 moved[14];
    std::size_t n = 0;
    for (const ImVec2& p : points) moved[n++] = at(p.x, p.y);
    for (std::size_t i = 0; i + 1 < n; ++i) paint.path({moved[i], moved[i + 1]}, colour, width());
    if (closed) paint.path({moved[n - 1], moved[0]}, colour, width());
  }
  void box(float x0, float y0, float x1, float y1, float radius) const {
    const ImVec2 a = at(x0, y0), b = at(x1, y1);
    paint.frame({a.x, a.y, b.x - a.x, b.y - a.y}, colour, radius * unit, width());
  }
  void disc(float x, float y, float r) const { paint.disc(at(x, y).x, at(x, y).y, r * unit, colour); }
  void ring(float x, float y, float r) const { paint.ring(at(x, y).x, at(x, y).y, r * unit, colour, width()); }
  void arc(float x, float y, float r, float from, float to) const {
    paint.arc(at(x, y).x, at(x, y).y, r * unit, from, to, colour, width());
  }
  void curve(ImVec2 a, ImVec2 b, ImVec2 c, ImVec2 d) const {
    paint.curve(at(a.x, a.y), at(b.x, b.y), at(c.x, c.y), at(d.x, d.y), colour, width());
  }
};

void draw_ticket(const Pen& p) {
  p.path({{-36, -9}, {-36, -24}, {36, -24}, {36, -9}});
  p.path({{36, 9}, {36, 24}, {-36, 24}, {-36, 9}});
  p.arc(-36, 0, 9, -0.5F, 0.5F);
  p.arc(36, 0, 9, 0.5F, 1.5F);
  for (const float y : {-13.F, 0.F, 13.F}) p.path({{10, y - 3}, {10, y + 3}});
}

void draw_question(const Pen& p) {
  p.path({{-34, -30}, {34, -30}, {34, 22}, {2, 22}, {-16, 36}, {-16, 22}, {-34, 22}}, true);
  p.arc(0, -11, 10, -1.0F, 0.35F);
  p.path({{5, -2}, {0, 3}, {0, 6}});
  p.disc(0, 14, 3.6F);
}

void draw_repair(const Pen& p) {
  p.box(-30, -38, 10, 38, 8);
  p.path({{-14, 26}, {-6, 26}});
  // A spanner leaning on the phone.
  p.arc(30, -8, 13, -0.25F, 1.25F);
  p.path({{30, 5}, {30, 36}});
}

void draw_megaphone(const Pen& p) {
  p.path({{-34, -12}, {-14, -12}, {18, -30}, {18, 30}, {-14, 12}, {-34, 12}}, true);
  p.path({{-22, 14}, {-16, 33}, {-6, 33}, {-9, 17}});
  p.arc(20, 0, 16, -0.32F, 0.32F);
}

void draw_globe(const Pen& p) {
  p.ring(0, 0, 34);
  p.path({{-33, 0}, {33, 0}});
  p.curve({0, -34}, {-22, -14}, {-22, 14}, {0, 34});
  p.curve({0, -34}, {22, -14}, {22, 14}, {0, 34});
}

void draw_printer(const Pen& p) {
  p.path({{-20, -14}, {-20, -36}, {20, -36}, {20, -14}});
  p.path({{-20, 18}, {-36, 18}, {-36, -14}, {36, -14}, {36, 18}, {20, 18}});
  p.path({{-20, 6}, {20, 6}, {20, 36}, {-20, 36}}, true);
}

void draw_camera(const Pen& p) {
  p.path({{-38, -20}, {-18, -20}, {-10, -32}, {10, -32}, {18, -20}, {38, -20}, {38, 30}, {-38, 30}}, true);
  p.ring(0, 4, 15);
}

void draw_people(const Pen& p) {
  p.ring(-12, -16, 14);
  p.curve({-38, 32}, {-38, 0}, {14, 0}, {14, 32});
  p.arc(16, -16, 14, -0.45F, 0.45F);
  p.curve({24, 10}, {36, 14}, {38, 22}, {38, 32});
}

void draw_keyboard(const Pen& p) {
  p.box(-38, -26, 38, 26, 8);
  for (const float x : {-22.F, 0.F, 22.F}) p.disc(x, -8, 4);
  p.path({{-18, 10}, {18, 10}});
}

void draw_speaker(const Pen& p) {
  p.path({{-36, -12}, {-20, -12}, {0, -30}, {0, 30}, {-20, 12}, {-36, 12}}, true);
  p.arc(2, 0, 18, -0.3F, 0.3F);
  p.arc(2, 0, 34, -0.3F, 0.3F);
}

/// A person who raises a hand.
void draw_help(const Pen& p) {
  p.ring(-6, -20, 13);
  p.curve({-34, 36}, {-34, 2}, {22, 2}, {22, 36});
  p.path({{22, -4}, {32, -36}});
}

/// Large and small letters.
void draw_elderly(const Pen& p) {
  p.path({{-38, 30}, {-16, -30}, {6, 30}});
  p.path({{-30, 10}, {-2, 10}});
  p.path({{14, 30}, {26, 0}, {38, 30}});
  p.path({{18, 20}, {34, 20}});
}

/// A heart in a hand's keeping.
void draw_care(const Pen& p) {
  p.curve({0, 30}, {-52, -4}, {-30, -44}, {0, -16});
  p.curve({0, 30}, {52, -4}, {30, -44}, {0, -16});
}

void draw_pen(const Pen& p) {
  p.path({{-34, 34}, {-28, 12}, {20, -36}, {36, -20}, {-12, 28}, {-34, 34}});
  p.path({{8, -24}, {24, -8}});
}

void draw_phone(const Pen& p) {
  p.box(-22, -38, 22, 38, 9);
  p.path({{-7, 27}, {7, 27}});
}

void draw_warning(const Pen& p) {
  p.path({{0, -34}, {38, 32}, {-38, 32}}, true);
  p.path({{0, -10}, {0, 10}});
  p.disc(0, 21, 3.6F);
}

void draw_pin(const Pen& p) {
  p.curve({0, 38}, {-44, -4}, {-28, -38}, {0, -38});
  p.curve({0, 38}, {44, -4}, {28, -38}, {0, -38});
  p.ring(0, -12, 10);
}

void draw_search(const Pen& p) {
  p.ring(-6, -6, 26);
  p.path({{13, 13}, {36, 36}});
}

void draw_restart(const Pen& p) {
  p.arc(0, 2, 30, -0.25F, 1.3F);
  p.path({{4, -40}, {20, -24}, {2, -12}});
}

/// Towards a line: where everything to touch goes.
void draw_to_edge(const Pen& p, float way) {
  p.path({{0, -26 * way}, {0, 16 * way}});
  p.path({{-18, -2 * way}, {0, 16 * way}, {18, -2 * way}});
  p.path({{-28, 34 * way}, {28, 34 * way}});
}

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
  const Pen p{paint, cx, cy, size / 84, colour};
  switch (icon) {
    case Icon::none:
      return;
    case Icon::ticket:
      return draw_ticket(p);
    case Icon::smile:
      p.ring(0, 0, 36);
      p.disc(-13, -9, 5);
      p.disc(13, -9, 5);
      return p.curve({-18, 11}, {-10, 24}, {10, 24}, {18, 11});
    case Icon::back:
      return p.path({{12, -28}, {-16, 0}, {12, 28}});
    case Icon::home:
      p.path({{-38, 0}, {0, -34}, {38, 0}});
      return p.path({{-26, -8}, {-26, 34}, {26, 34}, {26, -8}});
    case Icon::globe:
      return draw_globe(p);
    case Icon::card:  // a SIM card
      p.path({{-26, -38}, {10, -38}, {28, -20}, {28, 38}, {-26, 38}}, true);
      return p.box(-12, 0, 14, 22, 5);
    case Icon::question:
      return draw_question(p);
    case Icon::repair:
      return draw_repair(p);
    case Icon::megaphone:
      return draw_megaphone(p);
    case Icon::check:
      return p.path({{-30, 2}, {-8, 24}, {32, -22}});
    case Icon::arrow:
      p.path({{-30, 0}, {30, 0}});
      return p.path({{8, -22}, {30, 0}, {8, 22}});
    case Icon::printer:
      return draw_printer(p);
    case Icon::camera:
      return draw_camera(p);
    case Icon::erase:
      p.path({{-40, 0}, {-16, -26}, {38, -26}, {38, 26}, {-16, 26}}, true);
      p.path({{-2, -10}, {18, 10}});
      return p.path({{18, -10}, {-2, 10}});
    case Icon::clock:
      p.ring(0, 0, 36);
      return p.path({{0, -20}, {0, 2}, {15, 10}});
    case Icon::people:
      return draw_people(p);
    case Icon::keyboard:
      return draw_keyboard(p);
    case Icon::speaker:
      return draw_speaker(p);
    case Icon::up:
      return draw_to_edge(p, -1);
    case Icon::down:
      return draw_to_edge(p, 1);
    case Icon::help:
      return draw_help(p);
    case Icon::elderly:
      return draw_elderly(p);
    case Icon::search:
      return draw_search(p);
    case Icon::care:
      return draw_care(p);
    case Icon::pen:
      return draw_pen(p);
    case Icon::phone:
      return draw_phone(p);
    case Icon::warning:
      return draw_warning(p);
    case Icon::pin:
      return draw_pin(p);
    case Icon::restart:
      return draw_restart(p);
    case Icon::plus:
      p.path({{0, -26}, {0, 26}});
      return p.path({{-26, 0}, {26, 0}});
    case Icon::minus:
      return p.path({{-26, 0}, {26, 0}});
    case Icon::pause:
      p.path({{-12, -26}, {-12, 26}});
      return p.path({{12, -26}, {12, 26}});
  }
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

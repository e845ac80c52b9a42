#pragma once

#include "kiosk/domain/plan.h"
#include "kiosk/ui/painter.h"

namespace menting::ui {

enum class Icon {
  none,
  ticket,
  smile,
  back,
  home,
  globe,
  card,
  question,
  repair,
  megaphone,
  check,
  arrow,
  printer,
  camera,
  erase,
  clock,
  people,
  keyboard,
  speaker,
  up,
  down,
  help,
  elderly,
  search,
  care,
  pen,
  phone,
  warning,
  pin,
  restart,
  plus,
  minus,
  pause,
  wheelchair,
  moon,
  clerk,
  touch
};

Icon kind_icon(domain::ServiceGroup group);

/// A line drawing around a middle, `size` wide.
void draw_icon(Painter& paint, Icon icon, float cx, float cy, float size, ImU32 colour);

/// A face that says how it was: score 1..5. Not `lit`: paler, another one is chosen.
void draw_face(Painter& paint, int score, float cx, float cy, float radius, bool lit);

}  // namespace menting::ui

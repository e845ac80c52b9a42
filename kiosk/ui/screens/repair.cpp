#include <algorithm>
#include <array>

#include "kiosk/ui/keys.h"
#include "kiosk/ui/options.h"

namespace menting::ui {

namespace {

struct Step {
  const char* title;
  const char* below;
};

/// What happens with a device that is left here, in the order in which it happens.
constexpr std::array<Step, 3> steps = {
    {{"Back up your data", "Contacts, photos, chats. Take out your SIM card."},
     {"Answer a few questions here", "Which device, what is wrong, how to reach you. About three minutes."},
     {"Get a repair slip and a number", "A technician takes it over. Ask for a loaner if you need one."}}};

/// Number, what to do, and a word about it: beside each other, or on top of each other in a high and narrow box. All
/// steps in one size, and all with their words or none.
struct StepLook {
  bool stacked = false, words = true;
  Type type = Type::figure;
  float radius = 46, left = 0, wide = 0;  ///< of the title, in its box
  float title_high = 0;
};

StepLook look_of_steps(View& view, const Box& box) {
  Painter& paint = view.paint;
  StepLook look;
  look.stacked = box.w < 700 && box.h > 280;
  look.radius = std::min(46.F, box.h * 0.3F);
  look.left = look.stacked ? 40 : 40 + 2 * look.radius + 32;
  look.wide = box.w - look.left - 32;
  const auto lines_of = [&](Type type) {
    std::size_t most = 1;
    for (const Step& s : steps) most = std::max(most, paint.break_lines(type, view.say(s.title), look.wide).size());
    return most;
  };
  const auto high_of = [&](Type type) { return paint.size(type) * (lines_of(type) == 1 ? 1.5F : 2.6F); };
  // Large letters are what the elderly manner is for: rather two lines than smaller ones.
  const std::size_t lines_most = view.elderly() ? 2 : 1;
  const float title_room = box.h - (look.stacked ? 2 * look.radius + 34 + 24 + 16 : 24);
  for (const Type type : {Type::figure, Type::strong, Type::small_strong}) {
    look.type = type;
    if (lines_of(type) <= lines_most && high_of(type) <= title_room) break;
  }
  look.title_high = high_of(look.type);
  const float room = box.h - look.title_high - (look.stacked ? 2 * look.radius + 34 + 24 + 24 : 30);
  look.words = std::ranges::all_of(steps, [&](const Step& s) {
    const auto lines = paint.break_lines(Type::small, view.say(s.below), look.wide).size();
    return static_cast<float>(lines) * paint.line_height(Type::small) <= room;
  });
  return look;
}

void draw_step(View& view, int number, const Step& step, const StepLook& look, const Box& box) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  card(view, box);
  const std::string below = view.say(step.below);
  const auto lines = static_cast<float>(paint.break_lines(Type::small, below, look.wide).size());
  const float words = look.words ? lines * paint.line_height(Type::small) : 0;
  const float disc = look.stacked ? 2 * look.radius + 24 : 0;
  const float top = look.stacked ? box.y + 34 : box.cy() - (look.title_high + words) / 2;
  const float cy = look.stacked ? top + look.radius : box.cy();
  paint.disc(box.x + 40 + look.radius, cy, look.radius, t.tint);
  paint.text(Type::figure, std::to_string(number), box.x + 40 + look.radius, cy, t.deep, Align::centre);
  paint.text_fit({look.type}, view.say(step.title), box.x + look.left, top + disc + look.title_high / 2, t.ink,
                 Align::left, look.wide, 2);
  if (!look.words) return;
  paint.paragraph(Type::small, below, {box.x + look.left, top + disc + look.title_high, look.wide, 0}, t.second);
}

}  // namespace

void draw_repair(View& view) {
  const Frame frame = view.frame;
  // The steps are to read, not to touch: low down, they stand above the controls.
  const float above = !frame.manner.low_reach ? 0.F : view.lying() ? 130.F : 260.F;
  view.frame.title.h -= above;
  page_title(view, view.say("Repair a device"),
             view.say("Bought anywhere, handed in here. You can follow every step."));
  view.frame = frame;
  const float gap = view.look.gap * 0.8F;
  Box area = frame.controls;
  const Way status = {{"repair.status", view.say("How is my repair?"), Icon::search, Look::quiet, true},
                      Go{Page::repair_status}};
  const Way begin = {{"repair.begin", view.say("Hand in a device"), Icon::arrow, Look::primary,
                      view.able && view.plan.repair_service() != nullptr},
                     DoRepair{BeginHandIn{}}};
  if (view.lying()) {
    draw_ways(view, {status, begin}, area);
  } else {
    button(view, status.look, area.cut_bottom(view.elderly() ? 140.F : 118.F, gap), status.intent);
    button(view, begin.look, area.cut_bottom(view.elderly() ? 160.F : 148.F, view.look.gap), begin.intent);
  }
  area = {area.x, area.y - above, area.w, area.h + above};
  const KeyGrid grid = {area, view.lying() ? 3 : 1, view.lying() ? 1 : 3, gap};
  for (int i = 0; i < static_cast<int>(steps.size()); ++i) {
    const Box box = view.lying() ? grid.cell(static_cast<float>(i), 0) : grid.cell(0, i);
    draw_step(view, i + 1, steps[static_cast<std::size_t>(i)], look_of_steps(view, box), box);
  }
}

}  // namespace menting::ui

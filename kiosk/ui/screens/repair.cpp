#include <algorithm>
#include <array>

#include "kiosk/ui/keys.h"

namespace menting::ui {

namespace {

struct Step {
  const char* title;
  const char* below;
};

/// What happens with a device that is left here, in the order in which it happens.
constexpr std::array<Step, 3> steps = {
    {{"Back up your data", "Contacts, photos, chats. Take out your SIM card."},
     {"Take a number for repairs", "Staff look at the device with you and write down its faults."},
     {"Get a repair slip", "It names the date promised. Ask for a loaner if you need one."}}};

const desk::ServiceView* repair_service(const View& view) {
  const auto found = std::ranges::find_if(view.board.services, [](const desk::ServiceView& s) {
    return s.group == domain::ServiceGroup::after_sales && s.open;
  });
  return found == view.board.services.end() ? nullptr : &*found;
}

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
  const auto one_line = [&](Type type) {
    return std::ranges::all_of(steps, [&](const Step& s) { return paint.width(type, view.say(s.title)) <= look.wide; });
  };
  for (const Type type : {Type::figure, Type::strong, Type::small_strong}) {
    look.type = type;
    if (one_line(type)) break;
  }
  look.title_high = paint.size(look.type) * (one_line(look.type) ? 1.5F : 2.6F);
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
  Box area = view.frame.controls;
  area = {area.x, area.y - above, area.w, area.h + above};
  const desk::ServiceView* service = repair_service(view);
  const bool asked = view.state.pending && view.state.pending->service != 0;
  const std::string label = asked                ? view.say("Please wait…")
                            : service != nullptr ? view.say("Take a number for {1}", {view.name(service->name)})
                                                 : view.say(view.board.open ? "No numbers left today" : "Closed now");
  const Button take = {"repair.take_number", label, Icon::ticket, Look::primary,
                       service != nullptr && view.board.open && view.busy == Busy::no};
  const Button status = {"repair.status", view.say("How is my repair?"), Icon::search, Look::quiet, true};
  const ChooseService choose{service != nullptr ? service->letter : 'A'};
  if (view.lying()) {
    Box row = area.cut_bottom(view.elderly() ? 130.F : 120.F, gap);
    button(view, take, row.cut_left(row.w * 0.62F, gap), choose);
    button(view, status, row, Go{Page::repair_status});
  } else {
    button(view, status, area.cut_bottom(view.elderly() ? 140.F : 118.F, gap), Go{Page::repair_status});
    button(view, take, area.cut_bottom(view.elderly() ? 160.F : 148.F, view.look.gap), choose);
  }
  const KeyGrid grid = {area, view.lying() ? 3 : 1, view.lying() ? 1 : 3, gap};
  for (int i = 0; i < static_cast<int>(steps.size()); ++i) {
    const Box box = view.lying() ? grid.cell(static_cast<float>(i), 0) : grid.cell(0, i);
    draw_step(view, i + 1, steps[static_cast<std::size_t>(i)], look_of_steps(view, box), box);
  }
}

void draw_repair_status(View& view) {
  const bool phone = view.state.wants_phone;
  page_title(
      view, view.say("How is my repair?"),
      phone ? view.say("Now the last four digits of the phone number that you left with us.")
            : view.say("Enter the number on your repair slip, for example {1}, or scan its code.", {"R261125-001"}));
  NumberPage page;
  page.hint = view.say(phone ? "Last 4 digits" : "Repair number");
  page.letters = false;
  page.enough = phone ? 4 : 1;
  page.enter = view.say("Continue");
  if (view.state.repair_unknown) {
    page.wrong = view.say("No repair has this number and phone. Please check both, or ask our staff.");
  }
  draw_number_page(view, page);
}

}  // namespace menting::ui

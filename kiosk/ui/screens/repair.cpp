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

/// Number, what to do, and a word about it: beside each other, or on top of each other in a high and narrow box.
void draw_step(View& view, int number, const Step& step, const Box& box) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  card(view, box);
  const bool stacked = box.w < 700;
  const float radius = std::min(stacked ? 44.F : 52.F, box.h * 0.3F);
  const float cx = box.x + 40 + radius, cy = stacked ? box.y + 34 + radius : box.cy();
  const bool low = stacked && box.h < 300;  // number and words share a line
  paint.disc(cx, cy, radius, t.tint);
  paint.text(Type::figure, std::to_string(number), cx, cy, t.deep, Align::centre);
  const float left = stacked && !low ? box.x + 40 : cx + radius + 32, wide = box.right() - left - 32;
  const std::string title = view.say(step.title), below = view.say(step.below);
  const float line = paint.line_height(Type::small);
  const bool one_line = paint.width(Type::small_strong, title) <= wide;
  const float title_high = paint.size(Type::figure) * (one_line ? 1.5F : 2.2F);
  const float words = line * static_cast<float>(paint.break_lines(Type::small, below, low ? box.w - 72 : wide).size());
  const float from = stacked ? (low ? cy - title_high / 2 : cy + radius + 24) : box.cy() - (title_high + words) / 2;
  const float words_from = low ? std::max(from + title_high, cy + radius) + 12 : from + title_high;
  const bool both = words_from + words < box.bottom() - 12 && from > box.y;
  paint.text_fit({Type::figure, Type::strong, Type::small_strong}, title, left,
                 both              ? from + title_high / 2
                 : stacked && !low ? from + title_high
                                   : box.cy(),
                 t.ink, Align::left, wide, 2);
  const Box place = {low ? box.x + 40 : left, words_from, low ? box.w - 72 : wide, 0};
  if (both) paint.paragraph(Type::small, below, place, t.second);
}

}  // namespace

void draw_repair(View& view) {
  page_title(view, view.say("Repair a device"),
             view.say("Bought anywhere, handed in here. You can follow every step."));
  const float gap = view.look.gap * 0.8F;
  Box area = view.frame.controls;
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
    draw_step(view, i + 1, steps[static_cast<std::size_t>(i)], box);
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

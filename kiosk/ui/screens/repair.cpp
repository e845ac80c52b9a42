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

void draw_step(View& view, int number, const Step& step, const Box& box) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  card(view, box);
  const float radius = std::min(46.F, box.h * 0.3F), cx = box.x + 44 + radius;
  paint.disc(cx, box.cy(), radius, t.tint);
  paint.text(Type::figure, std::to_string(number), cx, box.cy(), t.deep, Align::centre);
  const float left = cx + radius + 36, wide = box.right() - left - 36;
  const bool both = box.h >= 128 * paint.type_scale && !view.elderly();
  const float apart = std::min(34 * paint.type_scale, box.h * 0.2F);
  paint.text_fit({Type::figure, Type::strong, Type::small_strong}, view.say(step.title), left,
                 both ? box.cy() - apart : box.cy(), t.ink, Align::left, wide, both ? 1 : 2);
  if (both) paint.text_fit({Type::small}, view.say(step.below), left, box.cy() + apart, t.second, Align::left, wide, 2);
}

}  // namespace

void draw_repair(View& view) {
  page_title(view, view.say("Repair a device"),
             view.say("Bought anywhere, handed in here. You can follow every step."));
  const Theme& t = view.look;
  Box area = view.frame.controls;
  const float high = view.lying() ? 116.F : view.elderly() ? 150.F : 132.F;
  const desk::ServiceView* service = repair_service(view);
  const bool asked = view.state.pending && view.state.pending->service != 0;
  const std::string label = asked                ? view.say("Please wait…")
                            : service != nullptr ? view.say("Take a number for {1}", {view.name(service->name)})
                                                 : view.say("No numbers left today");
  button(view, {"repair.take_number", label, Icon::ticket, Look::primary, service != nullptr && view.busy == Busy::no},
         area.cut_bottom(high, t.gap * 0.8F), ChooseService{service != nullptr ? service->letter : 'A'});
  button(view, {"repair.status", view.say("How is my repair?"), Icon::search, Look::quiet, true},
         area.cut_bottom(high, t.gap), Go{Page::repair_status});
  const auto boxes = grid(area, steps.size(), view.lying() ? 3 : 1, view.lying() ? 1e6F : 10.F,
                          view.lying() ? area.h : 190.F, t.gap * 0.8F);
  for (std::size_t i = 0; i < boxes.size(); ++i) draw_step(view, static_cast<int>(i) + 1, steps[i], boxes[i]);
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

#include <algorithm>

#include "kiosk/ui/keys.h"

namespace menting::ui {

namespace {

std::string verdict_words(View& view, const PinVerdict& verdict) {
  switch (verdict.kind) {
    case PinVerdict::Kind::right:
      return {};
    case PinVerdict::Kind::wrong:
      return view.say("The staff number or the PIN is wrong. Please check both and try again.");
    case PinVerdict::Kind::locked:
      return view.say("Too many wrong PINs. Please try again in {1} s.", {std::to_string(verdict.retry_after_s)});
    case PinVerdict::Kind::unable:
      return view.say("The PIN could not be checked. Please try again.");
  }
  return {};
}

void draw_facts(View& view, const Box& box) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  card(view, box);
  const Box inside = box.inset(36, 24);
  const auto count = static_cast<float>(std::max<std::size_t>(view.facts.size(), 1));
  const float row = std::min(inside.h / count, 74.F);
  float y = inside.y + row / 2;
  for (const StaffFact& fact : view.facts) {
    const float label = std::min(260.F, inside.w * 0.36F);
    paint.disc(inside.x + 10, y, 10, fact.bad ? t.bad : t.good);
    paint.text_fit({Type::small}, fact.what, inside.x + 40, y, t.second, Align::left, label - 50);
    paint.text_fit({Type::small_strong, Type::small}, fact.how, inside.x + label, y, fact.bad ? t.bad : t.ink,
                   Align::left, inside.w - label, 2);
    y += row;
  }
}

struct Work {
  const char* id;
  const char* label;
  Icon icon;
  StaffTask task;
};

void draw_tasks(View& view, const Box& area, std::size_t columns) {
  const std::vector<Work> all = {{"staff.print_test", "Test print", Icon::printer, StaffTask::print_test},
                                 {"staff.sound_test", "Test sound", Icon::speaker, StaffTask::sound_test},
                                 {"staff.quieter", "Quieter", Icon::minus, StaffTask::quieter},
                                 {"staff.louder", "Louder", Icon::plus, StaffTask::louder},
                                 view.state.set_aside
                                     ? Work{"staff.put_back", "Back in service", Icon::check, StaffTask::put_back}
                                     : Work{"staff.set_aside", "Out of service", Icon::pause, StaffTask::set_aside},
                                 {"staff.restart", "Restart", Icon::restart, StaffTask::restart}};
  const auto boxes = grid(area, all.size(), columns, 1e6F, 120, 16);
  for (std::size_t i = 0; i < all.size(); ++i) {
    button(view, {all[i].id, view.say(all[i].label), all[i].icon, Look::quiet, view.busy == Busy::no}, boxes[i],
           DoStaffTask{all[i].task});
  }
}

/// The newest numbers, those without a slip first; one tap prints again.
void draw_reprints(View& view, Box area) {
  std::vector<const domain::Ticket*> tickets;
  for (const desk::TicketPtr& ticket : view.board.tickets) {
    if (domain::is_active(ticket->state)) tickets.push_back(ticket.get());
  }
  const auto before = [](const domain::Ticket* a, const domain::Ticket* b) {
    const bool a_failed = a->print == domain::PrintState::failed, b_failed = b->print == domain::PrintState::failed;
    return a_failed != b_failed ? a_failed : a->taken_steady_ms > b->taken_steady_ms;
  };
  std::sort(tickets.begin(), tickets.end(), before);
  Painter& paint = view.paint;
  const Theme& t = view.look;
  const Box words = area.cut_top(52 * paint.type_scale, 8);
  paint.text_fit({Type::strong, Type::small_strong}, view.say("Print a slip again"), words.x, words.cy(), t.ink,
                 Align::left, words.w);
  if (tickets.empty()) {
    paint.text_fit({Type::body, Type::small}, view.say("Nobody is waiting"), area.x, area.y + 40, t.second, Align::left,
                   area.w);
    return;
  }
  const auto columns = static_cast<std::size_t>(std::max(1.F, area.w / (220 * paint.type_scale)));
  const auto rows = static_cast<std::size_t>(std::max(1.F, (area.h + 16) / (96 * paint.type_scale + 16)));
  const std::size_t count = std::min(tickets.size(), columns * rows);
  const auto boxes = grid(area, count, columns, 1e6F, 96 * paint.type_scale, 16);
  for (std::size_t i = 0; i < count; ++i) {
    const bool failed = tickets[i]->print == domain::PrintState::failed;
    const std::string name = domain::ticket_name(*tickets[i]);
    const bool down = touchable(view, "staff.reprint." + name, view.say("Print {1} again", {name}), boxes[i],
                                PrintAgain{tickets[i]->id}, view.busy == Busy::no);
    paint.fill(boxes[i], down ? t.button_pressed : failed ? t.warn_tint : t.card, 22);
    paint.frame(boxes[i], failed ? t.warn : t.edge, 22, 3);
    paint.text_fit({Type::strong, Type::small_strong}, name, boxes[i].cx(), boxes[i].cy(), failed ? t.warn : t.ink,
                   Align::centre, boxes[i].w - 20);
  }
}

}  // namespace

void draw_staff_sign_in(View& view) {
  const bool pin = view.state.corner.wants_pin;
  page_title(view, view.say("For staff"), view.say(pin ? "Enter your PIN." : "Enter your staff number."));
  NumberPage page;
  page.hint = view.say(pin ? "PIN" : "Staff number");
  page.letters = false;
  page.hidden = pin;
  page.enough = pin ? 4 : 1;
  page.enter = view.say("Continue");
  if (view.state.corner.verdict) page.wrong = verdict_words(view, *view.state.corner.verdict);
  draw_number_page(view, page);
}

void draw_staff(View& view) {
  const domain::StaffPlan* person = view.plan.person(view.state.corner.staff);
  page_title(view, view.say("For staff"), person == nullptr ? std::string() : person->name);
  const Theme& t = view.look;
  Box area = view.frame.controls;
  const StaffCorner& corner = view.state.corner;
  const std::string said = corner.copied ? view.say("A copy is on its way to the printer.") : corner.said;
  if (!said.empty()) {
    const bool bad = corner.said_bad && !corner.copied;
    strip(view, {bad ? Icon::warning : Icon::check, said, bad ? t.bad_tint : t.good_tint, bad ? t.bad : t.good},
          area.cut_bottom(96 * (1 + (view.paint.type_scale - 1) * 0.5F), 20));
  }
  if (view.lying()) {
    draw_facts(view, area.cut_left(area.w * 0.42F, 32));
    draw_tasks(view, area.cut_top(std::min(250.F, area.h * 0.55F), 24), 3);
    return draw_reprints(view, area);
  }
  const bool tight = view.frame.tight();
  if (tight) {
    draw_tasks(view, area.cut_top(230, 24), 3);
  } else {
    draw_facts(view, area.cut_top(view.elderly() ? 330.F : 400.F, 28));
    draw_tasks(view, area.cut_top(view.elderly() ? 290.F : 256.F, 28), view.elderly() ? 2 : 3);
  }
  draw_reprints(view, area);
}

}  // namespace menting::ui

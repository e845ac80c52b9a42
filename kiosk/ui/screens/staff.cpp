#include <algorithm>
#include <functional>

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

/// What came of the last task, under the facts.
void draw_said(View& view, Box& area) {
  const StaffCorner& corner = view.state.corner;
  const std::string said = corner.copied ? view.say("A copy is on its way to the printer.") : corner.said;
  if (said.empty()) return;
  const Theme& t = view.look;
  const bool bad = corner.said_bad && !corner.copied;
  strip(view, {bad ? Icon::warning : Icon::check, said, bad ? t.bad_tint : t.card, bad ? t.bad : t.good},
        area.cut_bottom(view.elderly() ? 124.F : 92.F, 20));
}

/// What the fact is about and how it is: beside each other, or in little width one below the other.
struct FactRow {
  StaffFact fact;
  float high = 0;
};

void draw_fact(View& view, const StaffFact& fact, const Box& row, float label, bool below) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  constexpr float sign = 54;
  const float line = paint.size(Type::small) * 1.25F, left = row.x + sign;
  if (!fact.plain) {
    draw_icon(paint, fact.bad ? Icon::warning : Icon::check, row.x + 18, below ? row.y + line * 0.6F : row.cy(), 38,
              fact.bad ? t.bad : t.good);
  }
  const ImU32 colour = fact.bad ? t.bad : t.ink;
  if (below) {
    paint.text(Type::small, fact.what, left, row.y + line * 0.6F, t.second, Align::left, row.w - sign);
    const float rest = row.h - line * 1.2F;
    paint.text_fit({Type::small_strong}, fact.how, left, row.y + line * 1.2F + rest / 2 - 4, colour, Align::left,
                   row.w - sign, 3);
    return;
  }
  paint.text_fit({Type::small}, fact.what, left, row.cy(), t.second, Align::left, label, 2);
  const float how = left + label + 24;
  paint.text_fit({Type::small_strong}, fact.how, how, row.cy(), colour, Align::left, row.right() - how, 3);
}

/// How everything is: a sign and words. Where there is not room for all, what is bad comes first.
void draw_facts(View& view, Box area) {
  draw_said(view, area);
  Painter& paint = view.paint;
  card(view, area);
  const Box inside = area.inset(36, 22);
  std::vector<StaffFact> facts = view.facts;
  if (view.elderly()) std::ranges::stable_sort(facts, std::greater{}, &StaffFact::bad);
  float label = 0;
  for (const StaffFact& fact : facts) label = std::max(label, paint.width(Type::small, fact.what) + 2);
  label = std::min(label, inside.w * 0.36F);
  const bool below = view.elderly();
  const float wide = inside.w - 54 - (below ? 0 : label + 24), line = paint.size(Type::small) * 1.25F;
  std::vector<FactRow> rows;
  float used = 0;
  for (const StaffFact& fact : facts) {
    const std::size_t how = paint.break_lines(Type::small_strong, fact.how, wide).size();
    const std::size_t what = below ? 1 : paint.break_lines(Type::small, fact.what, label).size();
    const auto lines = static_cast<float>(std::max(how, what));
    const float high = line * (lines + (below ? 1.2F : 0.F)) + 6;
    if (used + high > inside.h) break;
    rows.push_back({fact, high});
    used += high;
  }
  if (rows.empty()) return;
  const float slack = std::min((inside.h - used) / static_cast<float>(rows.size()), 34 * paint.type_scale);
  Box rest = inside;
  for (const FactRow& row : rows) draw_fact(view, row.fact, rest.cut_top(row.high + slack), label, below);
}

struct Work {
  const char* id;
  std::string label;
  Icon icon;
  StaffTask task;
  Look look = Look::quiet;
};

void draw_task(View& view, const Work& work, const Box& box) {
  button(view, {work.id, work.label, work.icon, work.look, view.busy == Busy::no}, box, DoStaffTask{work.task});
}

/// Quieter, how loud it is, louder.
void draw_volume(View& view, Box box) {
  const Theme& t = view.look;
  view.paint.fill(box, t.card, std::min(t.radius * 0.8F, box.h / 2));
  const float each = std::max(target_min + 20, box.w * 0.3F);
  const Box louder = {box.right() - each, box.y, each, box.h};
  corner_button(view, {"staff.quieter", view.say("Quieter"), Icon::minus, Look::plain, view.busy == Busy::no},
                {box.x, box.y, each, box.h}, DoStaffTask{StaffTask::quieter});
  corner_button(view, {"staff.louder", view.say("Louder"), Icon::plus, Look::plain, view.busy == Busy::no}, louder,
                DoStaffTask{StaffTask::louder});
  const std::string value = view.volume ? std::to_string(*view.volume) : std::string("–");
  draw_icon(view.paint, Icon::speaker, box.cx() - 40, box.cy(), 44, t.second);
  view.paint.text(Type::strong, value, box.cx() - 4, box.cy(), t.ink);
}

/// In two columns and three rows, or in three and two.
void draw_tasks(View& view, const Box& area, int columns) {
  const bool asked = view.state.corner.restart_asked;
  const Work print = {"staff.print_test", view.say("Test print"), Icon::printer, StaffTask::print_test};
  const Work sound = {"staff.sound_test", view.say("Test sound"), Icon::speaker, StaffTask::sound_test};
  const Work restart = {"staff.restart", view.say(asked ? "Tap again to restart" : "Restart"), Icon::restart,
                        StaffTask::restart, asked ? Look::primary : Look::quiet};
  const Work aside =
      view.state.set_aside
          ? Work{"staff.put_back", view.say("Back in service"), Icon::check, StaffTask::put_back, Look::primary}
          : Work{"staff.set_aside", view.say("Out of service"), Icon::pause, StaffTask::set_aside};
  const KeyGrid grid = {area, columns, columns == 2 ? 3 : 2, 16};
  draw_task(view, print, grid.cell(0, 0));
  draw_task(view, sound, grid.cell(1, 0));
  draw_volume(view, grid.cell(0, 1, 2));
  draw_task(view, aside, columns == 2 ? grid.cell(0, 2) : grid.cell(2, 0));
  draw_task(view, restart, columns == 2 ? grid.cell(1, 2) : grid.cell(2, 1));
}

/// How much a slip is in doubt: 2 none came out, 1 nobody knows.
int doubt(const domain::Ticket& ticket) {
  return ticket.print == domain::PrintState::failed ? 2 : ticket.print == domain::PrintState::unconfirmed ? 1 : 0;
}

std::vector<const domain::Ticket*> reprintable(const View& view) {
  std::vector<const domain::Ticket*> tickets;
  for (const desk::TicketPtr& ticket : view.board.tickets) {
    if (domain::is_active(ticket->state)) tickets.push_back(ticket.get());
  }
  std::ranges::sort(tickets, [](const domain::Ticket* a, const domain::Ticket* b) {
    return doubt(*a) != doubt(*b) ? doubt(*a) > doubt(*b) : a->taken_steady_ms > b->taken_steady_ms;
  });
  return tickets;
}

/// The newest numbers, those without a slip first and marked; one tap prints again.
void draw_reprints(View& view, Box area) {
  const auto tickets = reprintable(view);
  Painter& paint = view.paint;
  const Theme& t = view.look;
  const Box words = area.cut_top(48 * paint.type_scale, 6);
  paint.text_fit({Type::strong, Type::small_strong}, view.say("Print a slip again"), words.x, words.cy(), t.ink,
                 Align::left, words.w);
  if (tickets.empty()) {
    paint.text_fit({Type::body, Type::small}, view.say("Nobody is waiting"), area.x, area.y + 36, t.second, Align::left,
                   area.w);
    return;
  }
  const float gap = 16, least = target_min + 2, k = paint.type_scale;
  const auto columns = static_cast<std::size_t>(std::max(1.F, (area.w + gap) / (210 * k + gap)));
  const auto rows = static_cast<std::size_t>(std::max(1.F, (area.h + gap) / (std::max(least, 92 * k) + gap)));
  const std::size_t count = std::min(tickets.size(), columns * std::min<std::size_t>(rows, 3));
  const KeyGrid grid = {{area.x, area.y, area.w, 0}, static_cast<int>(columns), 1, gap};
  const float high = std::max(least, std::min(area.h, 96 * k));
  for (std::size_t i = 0; i < count; ++i) {
    Box box = grid.cell(static_cast<float>(i % columns), 0);
    const std::size_t row = i / columns;
    box = {box.x, area.y + static_cast<float>(row) * (high + gap), box.w, high};
    const bool doubtful = doubt(*tickets[i]) > 0;
    const std::string name = domain::ticket_name(*tickets[i]);
    const bool down = touchable(view, "staff.reprint." + name, view.say("Print {1} again", {name}), box,
                                PrintAgain{tickets[i]->id}, view.busy == Busy::no);
    paint.fill(box, down ? t.button_pressed : doubtful ? t.warn_tint : t.card, 22);
    paint.frame(box, doubtful ? t.warn : t.edge, 22, 3);
    if (doubtful) draw_icon(paint, Icon::warning, box.x + 42, box.cy(), 40, t.warn);
    paint.text_fit({Type::strong, Type::small_strong}, name, box.cx() + (doubtful ? 24.F : 0.F), box.cy(),
                   doubtful ? t.warn : t.ink, Align::centre, box.w - (doubtful ? 84.F : 20.F));
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
  const Frame frame = view.frame;
  // Facts are to read, not to touch: they may begin above the controls.
  const float title = view.lying() && !frame.manner.low_reach ? frame.title.h : view.elderly() ? 250.F : 200.F;
  view.frame.title.h = title;
  view.frame.manner.low_reach = false;
  page_title(view, view.say("For staff"), person == nullptr ? std::string() : person->name);
  view.frame = frame;
  const float top = frame.title.y + title, gap = 28;
  Box area = frame.controls;
  if (view.lying()) {
    const Box left = area.cut_left(area.w * 0.45F, 32);
    draw_facts(view, {left.x, top, left.w, left.bottom() - top});
    const bool low = area.h < 450;
    const int columns = view.elderly() ? 2 : 3;
    draw_tasks(view, area.cut_top(view.elderly() ? 370.F : low ? 212.F : 256.F, low ? 12.F : gap), columns);
    return draw_reprints(view, area);
  }
  const float facts_end = frame.manner.low_reach ? area.y - gap : top + (view.elderly() ? 540.F : 470.F);
  draw_facts(view, {area.x, top, area.w, facts_end - top});
  const float bottom = area.bottom();
  area.y = std::max(area.y, facts_end + gap);
  area.h = bottom - area.y;
  draw_tasks(view, area.cut_top(view.elderly() ? 400.F : 380.F, gap), 2);
  draw_reprints(view, area);
}

}  // namespace menting::ui

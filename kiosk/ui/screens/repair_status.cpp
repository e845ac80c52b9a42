#include <algorithm>

#include "kiosk/ui/keys.h"
#include "kiosk/ui/lines.h"
#include "kiosk/ui/repair_parts.h"
#include "kiosk/ui/ticket_parts.h"
#include "kiosk/ui/word_stack.h"
#include "kiosk/words/repair_words.h"
#include "kiosk/words/words.h"

// How far a repair is, what it costs, and what its owner may do about it.

namespace menting::ui {

namespace {

using domain::RepairState;

Lead lead_of(View& view, const domain::RepairOrder& order) {
  const Theme& t = view.look;
  const std::string words = words::repair_state(order.state, view.state.language);
  const std::string below = words::repair_told(order.state, view.state.language);
  switch (order.state) {
    case RepairState::ready:
    case RepairState::handed_over:
    case RepairState::tested:
      return {Icon::check, words, below, t.good_tint, t.good};
    case RepairState::quoted:
    case RepairState::waiting_for_parts:
    case RepairState::abandoned:
      return {Icon::warning, words, below, t.warn_tint, t.warn};
    case RepairState::handed_in:
    case RepairState::received:
    case RepairState::diagnosing:
    case RepairState::approved:
    case RepairState::declined:
    case RepairState::repairing:
    case RepairState::at_repair_centre:
    case RepairState::returned_unrepaired:
      return {Icon::repair, words, below, t.tint, t.deep};
  }
  return {};
}

std::string cost_words(View& view, const domain::RepairOrder& order) {
  if (order.cost.currency.empty()) return view.say(order.warranty ? "Free of charge: warranty" : "Not known yet");
  const std::string sum = money_words(order.cost.total_minor(), order.cost.currency);
  if (order.state == RepairState::quoted) return view.say("{1}, if you agree", {sum});
  return order.approved ? sum : view.say("Nothing: you declined");
}

/// What there is to know, the most important first.
std::vector<Fact> facts_of(View& view, const RepairStory& story) {
  const domain::RepairOrder& order = story.order;
  std::vector<Fact> facts;
  if (domain::is_open(order.state) && order.state != RepairState::ready) {
    facts.push_back({view.say("Ready by"), day_words(view, order.promised_day)});
  }
  facts.push_back({view.say("Cost"), cost_words(view, order)});
  if (story.loaner && order.loaner != 0) {
    facts.push_back({view.say("Loaner, to be returned by"), day_words(view, story.loaner->due_day)});
  }
  std::string said;
  for (const std::string& one : story.said) {
    if (!one.empty()) said = one;
  }
  if (!said.empty()) facts.push_back({view.say("What our technician says"), said});
  facts.push_back(
      {view.say("Device"), order.device.brand + (order.device.model == "?" ? "" : " " + order.device.model)});
  return facts;
}

void draw_order_facts(View& view, const std::vector<Fact>& facts, const Box& box) {
  card(view, box);
  const Box inside = box.inset(44, 26);
  std::vector<WordStack> stacks;
  float high = 0;
  constexpr float between = 26;
  for (const Fact& fact : facts) {
    WordStack stack(view.paint, inside.w);
    stack.add({Type::small}, fact.label, view.look.second);
    stack.add({Type::figure, Type::strong, Type::small_strong}, fact.figure, view.look.ink, 2, 4);
    const float more = stack.high() + (stacks.empty() ? 0 : between);
    if (!stack.fits() || high + more > inside.h) continue;
    high += more;
    stacks.push_back(std::move(stack));
  }
  float y = inside.y;
  const float air = stacks.size() < 2 ? 0 : std::min((inside.h - high) / static_cast<float>(stacks.size() - 1), 40.F);
  for (std::size_t i = 0; i < stacks.size(); ++i) {
    stacks[i].draw(inside.x, y);
    y += stacks[i].high() + between / 2 + air / 2;
    if (i + 1 < stacks.size()) view.paint.dashes(inside.x, inside.right(), y, view.look.line, 3);
    y += between / 2 + air / 2;
  }
}

/// The steps behind and the one it is at, newest last.
void draw_steps(View& view, const domain::RepairOrder& order, const Box& box) {
  card(view, box);
  const Theme& t = view.look;
  const Box inside = box.inset(44, 26);
  std::vector<std::string> steps = {words::repair_state(RepairState::handed_in, view.state.language)};
  for (const domain::RepairMove& move : order.moves) steps.push_back(words::repair_state(move.to, view.state.language));
  const float least = view.paint.line_height(Type::body);
  const auto most = static_cast<std::size_t>(std::max(1.F, inside.h / least));
  if (steps.size() > most) steps.erase(steps.begin(), steps.end() - static_cast<std::ptrdiff_t>(most));
  const float each = std::min(inside.h / static_cast<float>(steps.size()), least * 1.5F);
  float y = inside.y + (inside.h - each * static_cast<float>(steps.size())) / 2 + each / 2;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool last = i + 1 == steps.size();
    if (!last) view.paint.line(inside.x + 16, y, inside.x + 16, y + each, t.edge, 4);
    view.paint.disc(inside.x + 16, y, last ? 16.F : 11.F, last ? t.brand : t.edge);
    view.paint.text_fit({last ? Type::strong : Type::body, last ? Type::small_strong : Type::small}, steps[i],
                        inside.x + 60, y, last ? t.ink : t.second, Align::left, inside.w - 60);
    y += each;
  }
}

std::vector<Way> ways_of(View& view, const domain::RepairOrder& order) {
  const bool free = view.busy == Busy::no;
  std::vector<Way> ways;
  if (order.state == RepairState::quoted) {
    ways.push_back(
        {{"repair.decline", view.say("Decline"), Icon::none, Look::plain, free}, DoRepair{AskForAnswer{false}}});
    ways.push_back(
        {{"repair.approve", view.say("Approve"), Icon::check, Look::primary, free}, DoRepair{AskForAnswer{true}}});
  } else if (order.state == RepairState::ready) {
    ways.push_back({{"found.done", view.say("Done"), Icon::check, Look::quiet, free}, LeaveTicket{}});
    ways.push_back(
        {{"repair.fetch", view.say("Fetch it now"), Icon::ticket, Look::primary, free && view.board.open && view.able},
         DoRepair{FetchDevice{}}});
  } else {
    ways.push_back({{"found.done", view.say("Done"), Icon::check, Look::primary, free}, LeaveTicket{}});
  }
  return ways;
}

}  // namespace

void draw_repair_status(View& view) {
  const bool phone = view.state.wants_phone;
  page_title(
      view, view.say("How is my repair?"),
      phone ? view.say("Now the last four digits of the phone number that you left with us.")
            : view.say("Enter the number on your repair slip, for example {1}, or scan its code.", {"R2611250016"}));
  NumberPage page;
  page.hint = view.say(phone ? "Last 4 digits" : "Repair number");
  page.letters = false;
  page.enough = phone ? 4 : 1;
  page.enter = view.say("Continue");
  if (view.state.repair_wait_s > 0) {
    page.wrong = view.say("Too many wrong tries. Please ask our staff, or try again in {1} min.",
                          {std::to_string((view.state.repair_wait_s + 59) / 60)});
  } else if (view.state.repair_unknown) {
    page.wrong = view.say("No repair has this number and phone. Please check both, or ask our staff.");
  } else if (view.state.not_so) {
    page.wrong = view.say("This is no repair number. Please compare it with your slip.");
  }
  draw_number_page(view, page);
}

void draw_repair_found(View& view) {
  if (!view.state.story) return;
  const RepairStory& story = *view.state.story;
  const Lead lead = lead_of(view, story.order);
  const std::vector<Fact> facts = facts_of(view, story);
  if (view.aloud != nullptr) {
    view.aloud->insert(view.aloud->end(), {lead.words, lead.below});
    for (const Fact& fact : facts) view.aloud->insert(view.aloud->end(), {fact.label, fact.figure});
  }
  const float gap = view.look.gap * 0.8F, k = view.paint.type_scale;
  Box area = view.frame.controls;
  const float top = view.frame.title.y + (view.lying() ? 24.F : 40.F);
  draw_ways(view, ways_of(view, story.order), area);
  area = {area.x, top, area.w, area.bottom() - top};
  view.paint.text_fit({Type::strong, Type::small_strong}, view.say("Repair {1}", {story.order.number}), area.x,
                      area.y + view.paint.size(Type::strong) / 2, view.look.second, Align::left, area.w);
  area.cut_top(view.paint.size(Type::strong), gap);
  if (view.lying()) {
    Box left = area.cut_left(area.w * 0.5F, gap);
    view.paint.shadow(left);
    draw_lead(view, lead, left.cut_top(std::min(250 * k, left.h * (view.elderly() ? 0.55F : 0.44F)), gap));
    draw_steps(view, story.order, left);
    return draw_order_facts(view, facts, area);
  }
  const Box first = area.cut_top(std::min(260 * k, area.h * 0.3F), gap);
  draw_lead(view, lead, first);
  draw_order_facts(view, facts, area.cut_top((area.h - gap) * 0.55F, gap));
  draw_steps(view, story.order, area);
}

void draw_repair_answer(View& view) {
  if (!view.state.story) return;
  const domain::RepairOrder& order = view.state.story->order;
  const bool approve = view.state.approves;
  const std::string sum = money_words(order.cost.total_minor(), order.cost.currency);
  page_title(view, approve ? view.say("Repair it for {1}?", {sum}) : view.say("Do you decline the repair?"),
             approve ? view.say("You pay when you fetch the device.")
                     : view.say("You get the device back as it is, and pay nothing for the repair."));
  const std::string yes =
      approve ? view.say("Yes, repair it for {1}", {sum}) : view.say("Yes, give it back unrepaired");
  const auto boxes = grid(view.frame.controls, 2, view.lying() ? 2 : 1, view.lying() ? 1e6F : 10.F, 300, view.look.gap);
  choice_cards(
      view,
      {{{.id = "repair.answer.yes",
         .title = yes,
         .icon = approve ? Icon::check : Icon::repair,
         .colour = approve ? view.look.good : view.look.warn,
         .enabled = view.busy == Busy::no},
        DoRepair{AnswerQuote{}}},
       {{.id = "repair.answer.no", .title = view.say("No, go back"), .icon = Icon::back, .colour = view.look.brand},
        GoBack{}}},
      boxes);
}

}  // namespace menting::ui

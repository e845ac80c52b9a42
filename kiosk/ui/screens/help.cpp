#include <algorithm>

#include "kiosk/ui/ticket_parts.h"

namespace menting::ui {

namespace {

bool still_open(const View& view) {
  return std::ranges::any_of(view.board.assistance,
                             [&](const domain::AssistanceCall& call) { return call.number == view.state.help; });
}

}  // namespace

/// Staff was called: that it was heard, and when somebody is on the way.
void draw_help(View& view) {
  const Theme& t = view.look;
  const bool waiting = still_open(view);
  std::string below = view.say("Please stay here for a moment.");
  if (waiting && !view.plan.service_phone.empty()) below += " " + view.say("Or call {1}", {view.plan.service_phone});
  const Lead lead = {waiting ? Icon::help : Icon::check,
                     waiting ? view.say("We have called our staff") : view.say("Somebody is coming to you"), below,
                     waiting ? t.tint : t.good_tint, waiting ? t.deep : t.good};
  if (view.aloud != nullptr) view.aloud->insert(view.aloud->end(), {lead.words, lead.below});
  TicketPage page;
  page.lead = lead;
  page.ways = {
      {{"help.done", view.say("Done ({1})", {std::to_string(view.seconds_left)}), Icon::check, Look::primary, true},
       LeaveTicket{}}};
  draw_ticket_page(view, page);
}

}  // namespace menting::ui

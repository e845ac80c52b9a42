#include <algorithm>

#include "kiosk/ui/widgets.h"

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
  const std::string title = waiting ? view.say("We have called our staff") : view.say("Somebody is coming to you");
  const std::string below = view.say("Please stay here for a moment.");
  if (view.aloud != nullptr) view.aloud->insert(view.aloud->end(), {title, below});
  Box area = view.frame.controls;
  const float top = view.frame.title.y;
  button(view,
         {"help.done", view.say("Done ({1})", {std::to_string(view.seconds_left)}), Icon::check, Look::primary, true},
         area.cut_bottom(view.elderly() ? 140.F : 124.F, t.gap), LeaveTicket{});
  const Box page = {area.x, top, area.w, area.bottom() - top};
  const float middle = page.y + page.h * 0.42F, radius = std::min(130.F, page.h * 0.2F), k = view.paint.type_scale;
  view.paint.disc(page.cx(), middle - radius * 0.5F, radius, waiting ? t.tint : t.good_tint);
  draw_icon(view.paint, waiting ? Icon::help : Icon::check, page.cx(), middle - radius * 0.5F, radius * 1.1F,
            waiting ? t.deep : t.good);
  view.paint.text_fit({Type::hero, Type::title, Type::heading}, title, page.cx(), middle + radius * 0.5F + 84 * k,
                      t.ink, Align::centre, page.w, 2);
  view.paint.text_fit({Type::body, Type::small}, below, page.cx(), middle + radius * 0.5F + 170 * k, t.second,
                      Align::centre, page.w, 2);
}

}  // namespace menting::ui

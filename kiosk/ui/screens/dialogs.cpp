#include <algorithm>
#include <vector>

#include "kiosk/ui/widgets.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

struct Way {
  Button look;
  Intent intent;
};

/// Question over a veiled page. Nothing of the page can be touched meanwhile.
void draw_dialog(View& view, Icon icon, ImU32 colour, const std::string& title, const std::string& below,
                 const std::vector<Way>& ways) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  view.targets.clear();
  paint.fill({0, 0, view.canvas.width, view.canvas.height}, t.veil);
  if (view.aloud != nullptr) *view.aloud = {title, below};
  const bool lying = view.lying(), low = view.frame.manner.low_reach;
  const float wide = lying ? 1180 : 936, side = 60, inner = wide - 2 * side, k = paint.type_scale;
  const bool small = lying && (low || view.elderly());
  const float disc = small ? 0 : 160, title_high = 92 * k;
  const auto lines = static_cast<float>(paint.break_lines(Type::body, below, inner).size());
  const float buttons = view.elderly() ? 150 : 124;
  const float high =
      44 + (disc > 0 ? disc + 28 : 0) + title_high + lines * paint.line_height(Type::body) + 44 + buttons + 52;
  // A little below the middle, within reach from a wheelchair too; all the way down for who asked for it.
  const float top = (view.canvas.height - high) * (low ? 0.96F : lying ? 0.5F : 0.62F);
  Box box = {(view.canvas.width - wide) / 2, std::max(top, 12.F), wide, high};
  paint.shadow(box);
  paint.fill(box, t.card, t.radius + 8);
  box = {box.x + side, box.y + 44, inner, box.h - 44 - 52};
  if (disc > 0) {
    const Box place = box.cut_top(disc, 28);
    paint.disc(place.cx(), place.cy(), disc / 2, colour);
    draw_icon(paint, icon, place.cx(), place.cy(), disc * 0.52F, t.white);
  }
  const Box words = box.cut_top(title_high);
  paint.text_fit({Type::title, Type::heading, Type::strong}, title, words.cx(), words.cy(), t.ink, Align::centre, inner,
                 2);
  paint.paragraph(Type::body, below, {box.x, box.y, inner, 0}, t.second, Align::centre);
  Box row = box.cut_bottom(buttons);
  const auto count = static_cast<float>(ways.size());
  for (const Way& way : ways) button(view, way.look, row.cut_left((inner - 24 * (count - 1)) / count, 24), way.intent);
}

Way home_way(View& view) {
  return {{"home", view.say("Home"), Icon::home, Look::plain, true}, GoHome{}};
}

}  // namespace

void draw_notice(View& view, const domain::Refusal& refusal) {
  draw_dialog(view, Icon::question, view.look.warn, view.say("That did not work"),
              words::refusal(refusal, view.state.language),
              {home_way(view), {{"notice.close", view.say("OK"), Icon::none, Look::primary, true}, CloseNotice{}}});
}

void draw_idle_question(View& view) {
  draw_dialog(
      view, Icon::clock, view.look.brand, view.say("Are you still there?"),
      view.say("Back to the start in {1} s. What was typed will be erased.", {std::to_string(view.seconds_left)}),
      {home_way(view), {{"idle.stay", view.say("I am still here"), Icon::none, Look::primary, true}, Stay{}}});
}

void draw_slow(View& view) {
  draw_dialog(view, Icon::clock, view.look.warn, view.say("This is taking longer than usual"),
              view.say("Please wait a little, or ask our staff. A number that was taken is not lost."),
              {home_way(view)});
}

}  // namespace menting::ui

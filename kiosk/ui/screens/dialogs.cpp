#include <vector>

#include "kiosk/ui/theme.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

struct Choice {
  Button look;
  Intent intent;
};

/// Question over a veiled page. Nothing of the page can be touched meanwhile.
void draw_dialog(View& view, Icon icon, ImU32 colour, const std::string& title, const std::string& below,
                 const std::vector<Choice>& choices) {
  Painter& paint = view.paint;
  view.targets.clear();
  paint.fill({0, 0, view.canvas.width, view.canvas.height}, theme::veil);
  constexpr float wide = 888, side = 64;
  const float inner = wide - 2 * side;
  const auto lines = static_cast<float>(paint.break_lines(Type::body, below, inner).size());
  const float text_high = lines * paint.line_height(Type::body);
  const float high = 300 + 96 + text_high + 60 + 124 + 64;
  // A little below the middle: within reach from a wheelchair too.
  const Box box = {(view.canvas.width - wide) / 2, (view.canvas.height - high) * (view.frame.landscape ? 0.5F : 0.56F),
                   wide, high};
  paint.shadow(box);
  paint.fill(box, theme::card, theme::radius + 8);
  paint.disc(box.cx(), box.y + 156, 88, colour);
  draw_icon(paint, icon, box.cx(), box.y + 156, 92, theme::white);
  paint.text_fit({Type::title, Type::heading, Type::strong}, title, box.cx(), box.y + 318, theme::ink, Align::centre,
                 inner, 2);
  paint.paragraph(Type::body, below, {box.x + side, box.y + 384, inner, 0}, theme::second, Align::centre);
  const auto count = static_cast<float>(choices.size());
  const float each = (inner - 24 * (count - 1)) / count;
  Box place = {box.x + side, box.bottom() - 64 - 124, each, 124};
  for (const Choice& choice : choices) {
    button(view, choice.look, place, choice.intent);
    place.x += each + 24;
  }
}

}  // namespace

void draw_notice(View& view, const domain::Refusal& refusal) {
  draw_dialog(view, Icon::question, theme::warn, view.say("That did not work"),
              words::refusal(refusal, view.state.language),
              {{{"home", view.say("Home"), Icon::home, Look::plain, true}, GoHome{}},
               {{"notice.close", view.say("OK"), Icon::none, Look::primary, true}, CloseNotice{}}});
}

void draw_idle_question(View& view) {
  draw_dialog(
      view, Icon::clock, theme::brand, view.say("Are you still there?"),
      view.say("Back to the start in {1} s. What was typed will be erased.", {std::to_string(view.seconds_left)}),
      {{{"home", view.say("Home"), Icon::home, Look::plain, true}, GoHome{}},
       {{"idle.stay", view.say("I am still here"), Icon::none, Look::primary, true}, Stay{}}});
}

void draw_slow(View& view) {
  draw_dialog(view, Icon::clock, theme::warn, view.say("This is taking longer than usual"),
              view.say("Please wait a little, or ask our staff. A number that was taken is not lost."),
              {{{"home", view.say("Home"), Icon::home, Look::plain, true}, GoHome{}}});
}

}  // namespace menting::ui

#include <algorithm>
#include <vector>

#include "kiosk/ui/lines.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

struct DialogWay {
  Button look;
  Intent intent;
};

struct Question {
  Icon icon = Icon::question;
  ImU32 colour = 0;
  std::string title, below;
  int seconds = 0;      ///< in place of the icon, until it answers itself; 0: it does not
  float part_left = 0;  ///< of the time there was
};

/// The sign on top: an icon, or the seconds with a ring that shrinks.
void draw_sign(View& view, const Question& question, const Box& place) {
  Painter& paint = view.paint;
  const float radius = place.h / 2;
  if (question.seconds == 0) {
    paint.disc(place.cx(), place.cy(), radius, question.colour);
    draw_icon(paint, question.icon, place.cx(), place.cy(), place.h * 0.52F, view.look.white);
    return;
  }
  paint.ring(place.cx(), place.cy(), radius - 8, view.look.line, 14);
  paint.arc(place.cx(), place.cy(), radius - 8, -0.5F, -0.5F + 2 * std::clamp(question.part_left, 0.01F, 0.999F),
            question.colour, 14);
  draw_largest(paint, std::to_string(question.seconds), place.inset(radius * 0.5F), question.colour);
}

/// Over a veiled page. Nothing of the page can be touched meanwhile.
void draw_dialog(View& view, const Question& question, const std::vector<DialogWay>& ways) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  view.targets.clear();
  paint.veil({0, 0, view.canvas.width, view.canvas.height}, t.veil);
  if (view.aloud != nullptr) *view.aloud = {question.title, question.below};
  const bool lying = view.lying(), low = view.frame.manner.low_reach;
  const float wide = lying ? 1180 : 936, inner = wide - 2 * 60, k = paint.type_scale;
  const float buttons = view.elderly() ? 150 : 124, edge = 52, gap = 40;
  const Lines title = fit_lines(paint, {Type::title, Type::heading, Type::figure}, question.title, inner, 160 * k);
  const Lines below = fit_lines(paint, {Type::body}, question.below, inner, 400 * k);
  const float words = title.high() + gap * 0.8F + below.high() + gap * 1.2F + buttons + 2 * edge;
  const float most = view.canvas.height * 0.94F;
  float sign = 180;
  if (words + sign + gap > most) sign = 0;
  const float high = words + (sign > 0 ? sign + gap : 0);
  // A little below the middle, within reach from a wheelchair too; all the way down for who asked for it.
  const float top = (view.canvas.height - high) * (low ? 0.96F : lying ? 0.5F : 0.62F);
  Box box = {(view.canvas.width - wide) / 2, std::max(top, 12.F), wide, high};
  paint.shadow(box);
  paint.fill(box, t.card, t.radius + 8);
  box = box.inset(60, edge);
  if (sign > 0) draw_sign(view, question, box.cut_top(sign, gap));
  const Box first = box.cut_top(title.high(), gap * 0.8F);
  draw_lines(paint, title, first.cx(), first.cy(), t.ink, Align::centre, inner);
  const Box second = box.cut_top(below.high());
  draw_lines(paint, below, second.cx(), second.cy(), t.second, Align::centre, inner);
  Box row = box.cut_bottom(buttons);
  const auto count = static_cast<float>(ways.size());
  for (const DialogWay& way : ways)
    button(view, way.look, row.cut_left((inner - 24 * (count - 1)) / count, 24), way.intent);
}

DialogWay home_way(View& view) {
  return {{"home", view.say("Home"), Icon::home, Look::plain, true}, GoHome{}};
}

/// An appointment that came to nothing: a number can be had all the same.
bool leads_to_number(const domain::Refusal& refusal) {
  return refusal.code == domain::RefusalCode::appointment_too_late ||
         refusal.code == domain::RefusalCode::appointment_cancelled ||
         refusal.code == domain::RefusalCode::appointment_used;
}

}  // namespace

void draw_notice(View& view, const domain::Refusal& refusal) {
  DialogWay way = {{"notice.close", view.say("OK"), Icon::none, Look::primary, true}, CloseNotice{}};
  if (leads_to_number(refusal) && view.board.open && view.able) {
    way = {{"notice.take_number", view.say("Take a number"), Icon::ticket, Look::primary, true},
           Go{Page::choose_service}};
  }
  draw_dialog(
      view,
      {Icon::warning, view.look.warn, view.say("That did not work"), words::refusal(refusal, view.state.language)},
      {home_way(view), way});
}

void draw_idle_question(View& view) {
  const double whole_s =
      static_cast<double>(view.settings.idle_warning_ms) / 1000 * (view.elderly() ? view.settings.elderly_factor : 1);
  const auto left = static_cast<float>(view.seconds_left / std::max(whole_s, 1.0));
  draw_dialog(
      view,
      {Icon::clock, view.look.brand, view.say("Are you still there?"),
       view.say("Back to the start in {1} s. What was typed will be erased.", {std::to_string(view.seconds_left)}),
       view.seconds_left, left},
      {home_way(view), {{"idle.stay", view.say("I am still here"), Icon::none, Look::primary, true}, Stay{}}});
}

void draw_slow(View& view) {
  draw_dialog(view,
              {Icon::clock, view.look.warn, view.say("This is taking longer than usual"),
               view.say("Please wait a little, or ask our staff. A number that was taken is not lost.")},
              {home_way(view)});
}

}  // namespace menting::ui

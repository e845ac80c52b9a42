#include <algorithm>

#include "kiosk/domain/repair_intake.h"
#include "kiosk/ui/ink.h"
#include "kiosk/ui/keys.h"
#include "kiosk/ui/repair_parts.h"
#include "kiosk/ui/text_keyboard.h"
#include "kiosk/words/repair_words.h"

// Whose device it is: consent, name, telephone, terms and signature.

namespace menting::ui {

void draw_repair_consent(View& view) {
  const std::string days = std::to_string(view.plan.repairs.retention_days);
  draw_statement(
      view, view.say("Your name and telephone"), {},
      {{view.say("We ask for them to reach you, and to give the device back to nobody but you."),
        view.say("Only our staff see them, for this repair alone. They are not used for advertising."),
        view.say("They are kept under lock and erased {1} days after the repair, or earlier if you ask.", {days})},
       {{{"repair.consent.no", view.say("I do not agree"), Icon::none, Look::quiet, true}, GoHome{}},
        {{"repair.next", view.say("I agree"), Icon::check, Look::primary, true}, DoRepair{NextQuestion{}}}}});
}

void draw_repair_name(View& view) {
  draw_progress(view);
  draw_text_page(view, {view.say("Your name"), view.say("As our staff may call you")});
}

void draw_repair_phone(View& view) {
  const std::string& typed = view.state.typed;
  const bool abroad = typed.starts_with('+');
  question_title(view, view.say("Your telephone number"), view.say("We send word there when the device is ready."));
  NumberPage page;
  page.hint = view.say("Telephone");
  page.letters = false;
  page.enough = abroad ? 9 : 11;
  page.enter = view.say("Continue");
  const bool known = domain::read_phone(typed).has_value();
  page.right = known;
  if (!known && typed.size() >= (abroad ? 16U : 11U)) {
    page.wrong = words::field_invalid("customer.phone", view.state.language);
  }
  page.aside = {{"repair.phone.abroad", view.say(abroad ? "A number of mainland China" : "A number from abroad (+)"),
                 Icon::globe, Look::plain, true},
                DoRepair{ToggleAbroad{}}};
  draw_number_page(view, page);
}

void draw_repair_terms(View& view) {
  const std::string days = std::to_string(view.plan.repairs.abandon_after_days);
  draw_statement(
      view, view.say("How we repair"), view.say("Please read these sentences."),
      {{view.say("We examine the device first, and ask you before anything costs money."),
        view.say("A repair can erase data. What is not backed up may be lost."),
        view.say("If the same fault comes back within 30 days, we repair it free of charge."),
        view.say("Please fetch the device within {1} days of being told that it is ready.", {days})},
       {{{"repair.next", view.say("I agree"), Icon::check, Look::primary, true}, DoRepair{NextQuestion{}}}}});
}

void draw_repair_sign(View& view) {
  const Theme& t = view.look;
  question_title(view, view.say("Please sign"), view.say("With your finger, as on paper."));
  Box area = view.frame.controls;
  const bool signed_ = !view.state.draft.signature.empty();
  draw_ways(view,
            {{{"repair.sign.clear", view.say("Clear"), Icon::erase, Look::plain, signed_}, DoRepair{ClearSignature{}}},
             next_way(view, signed_)},
            area);
  const std::string label = view.say("Sign here");
  touchable(view, "repair.sign", label, area, WriteHere{});
  view.paint.shadow(area);
  view.paint.fill(area, t.card, t.radius);
  view.paint.frame(area, t.brand, t.radius, 4);
  const float line = area.y + area.h * 0.78F;
  view.paint.dashes(area.x + 60, area.right() - 60, line, t.edge, 4);
  if (!signed_) {
    view.paint.text_fit({Type::body, Type::small}, label, area.x + 60, line - view.paint.size(Type::body), t.second,
                        Align::left, area.w - 120);
  }
  for (const input::Stroke& stroke : view.state.draft.signature) draw_ink(view, area, stroke, 9);
}

}  // namespace menting::ui

#include "kiosk/ui/keys.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/words/words.h"

namespace menting::ui {

void draw_check_in(View& view) {
  const bool phone = view.state.wants_phone;
  page_title(view, view.say("Check in"),
             phone ? view.say("Now the last four digits of the phone number that you booked with.")
                   : view.say("Scan the appointment's code, or enter its number, for example {1}.", {"P4821"}));
  NumberPage page;
  page.hint = view.say(phone ? "Last 4 digits" : "Appointment number");
  page.letters = false;
  page.enough = 4;
  page.enter = view.say("Continue");
  if (view.state.repair_wait_s > 0) {
    page.wrong = view.say("Too many wrong tries. Please ask our staff, or try again in {1} min.",
                          {std::to_string((view.state.repair_wait_s + 59) / 60)});
  } else if (view.state.not_so) {
    page.wrong = words::refusal(*view.state.not_so, view.state.language);
  }
  draw_number_page(view, page);
}

}  // namespace menting::ui

#include "kiosk/ui/text_keyboard.h"

namespace menting::ui {

void draw_comment(View& view) {
  draw_text_page(view, {view.say("Your comment"), view.say("Please write no names or phone numbers.")});
}

}  // namespace menting::ui

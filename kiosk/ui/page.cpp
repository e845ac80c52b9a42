#include "kiosk/ui/page.h"

#include <array>

namespace menting::ui {

const PageRule& rule_of(Page page) {
  static constexpr std::array<PageRule, 16> rules = {{
      {"home", Page::home, false, false},
      {"attract", Page::home, false, false},
      {"choose_lane", Page::home, true, true},
      {"choose_service", Page::home, true, true},
      {"ticket_taken", Page::home, false, false, false},
      {"find_ticket", Page::home, true, true},
      {"ticket_found", Page::find_ticket, true, true, false},
      {"rate", Page::home, true, true},
      {"rate", Page::find_visit, true, true},
      {"comment", Page::rate, true, true},
      {"rated", Page::home, false, false, false},
      {"repair", Page::home, true, true},
      {"repair_status", Page::home, true, true},
      {"help", Page::home, false, false, false},
      {"staff_sign_in", Page::home, true, true},
      {"staff", Page::home, false, true, false},
  }};
  return rules[static_cast<std::size_t>(page)];
}

}  // namespace menting::ui

#include "kiosk/ui/page.h"

#include <array>

namespace menting::ui {

const PageRule& rule_of(Page page) {
  static constexpr std::array<PageRule, page_count> rules = {{
      {"home", Page::home, false, false},
      {"attract", Page::home, false, false},
      {"choose_lane", Page::home, true, true},
      {"choose_service", Page::home, true, true},
      {"ticket_taken", Page::home, false, false, false},
      {"find_ticket", Page::home, true, true},
      {"ticket_found", Page::find_ticket, true, true, false},
      {"check_in", Page::home, true, true},
      {"rate", Page::home, true, true},
      {"rate", Page::find_visit, true, true},
      {"comment", Page::rate, true, true},
      {"rated", Page::home, false, false, false},
      {"repair", Page::home, true, true},
      {"repair_kind", Page::repair, true, true},
      {"repair_brand", Page::repair_kind, true, true},
      {"repair_model", Page::repair_brand, true, true},
      {"repair_serial", Page::repair_model, true, true},
      {"repair_faults", Page::repair_serial, true, true},
      {"repair_body", Page::repair_faults, true, true},
      {"repair_bought", Page::repair_body, true, true},
      {"repair_left_with", Page::repair_bought, true, true},
      {"repair_data", Page::repair_left_with, true, true},
      {"repair_lock", Page::repair_data, true, true},
      {"repair_consent", Page::repair_lock, true, true},
      {"repair_name", Page::repair_consent, true, true},
      {"repair_phone", Page::repair_name, true, true},
      {"repair_terms", Page::repair_phone, true, true},
      {"repair_sign", Page::repair_terms, true, true},
      {"repair_review", Page::repair_sign, true, true},
      {"repair_words", Page::repair_faults, true, true},
      {"repair_taken", Page::home, false, false, false},
      {"repair_status", Page::home, true, true},
      {"repair_found", Page::repair_status, true, true, false},
      {"repair_answer", Page::repair_found, true, true},
      {"help", Page::home, false, false, false},
      {"staff_sign_in", Page::home, true, true},
      {"staff", Page::home, false, true, false},
  }};
  return rules[static_cast<std::size_t>(page)];
}

bool is_hand_in(Page page) {
  return page >= Page::repair_kind && page <= Page::repair_words;
}

}  // namespace menting::ui

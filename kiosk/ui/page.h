#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace menting::ui {

/// What the kiosk can show. Home shows itself as closed or out of order where the branch is.
enum class Page {
  home,
  attract,      ///< nobody is there
  choose_lane,  ///< whether one needs care; a page of its own in elderly mode only
  choose_service,
  ticket_taken,
  find_ticket,  ///< enter a number to see how far the queue is
  ticket_found,
  check_in,    ///< an appointment: its number and the phone, or its code in the scanner
  find_visit,  ///< enter a number to rate
  rate,
  comment,
  rated,
  repair,  ///< what happens with a device that is handed in
  // The questions of a hand-in, a page each.
  repair_kind,
  repair_brand,
  repair_model,
  repair_serial,
  repair_faults,
  repair_body,
  repair_bought,
  repair_left_with,
  repair_data,
  repair_lock,
  repair_consent,
  repair_name,
  repair_phone,
  repair_terms,
  repair_sign,
  repair_review,
  repair_words,   ///< one of the answers is written
  repair_taken,   ///< the device has its order
  repair_status,  ///< enter a number to see how far a repair is
  repair_found,
  repair_answer,  ///< whether a quote is to be approved or declined
  help,           ///< staff was called
  staff_sign_in,
  staff,
};

struct PageRule {
  std::string_view name;   ///< in --targets
  Page back = Page::home;  ///< where "back" leads
  bool has_back = true;
  bool asks_idle = true;  ///< an abandoned one asks "are you still there?" before it goes home
  bool titled = true;     ///< begins with words of its own in the title's room
};

const PageRule& rule_of(Page page);
/// How much of a phone's number proves whose order or appointment it is.
inline constexpr std::size_t phone_digits = 4;

inline constexpr std::size_t page_count = static_cast<std::size_t>(Page::staff) + 1;
/// A question of a hand-in, or what belongs to one.
bool is_hand_in(Page page);

}  // namespace menting::ui

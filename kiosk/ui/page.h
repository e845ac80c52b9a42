#pragma once

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
  find_visit,  ///< enter a number to rate
  rate,
  comment,
  rated,
  repair,  ///< hand in a device
  repair_status,
  help,  ///< staff was called
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

}  // namespace menting::ui

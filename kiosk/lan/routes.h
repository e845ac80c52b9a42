#pragma once

#include <span>
#include <string>
#include <string_view>

namespace menting::lan {

/// Who may use a route.
enum class Access {
  open,        ///< anybody on the branch's network
  staff,       ///< whoever is signed in
  taker,       ///< whoever is signed in, and the kiosk itself
  clerk,       ///< signed in as clerk or manager
  manager,     ///< signed in as manager
  technician,  ///< signed in as technician or manager
};

enum class Action {
  health,
  board,
  stream,
  call_sound,
  list_announcements,
  show_announcement_picture,
  sign_in,
  sign_out,
  session,
  take_ticket,
  list_tickets,
  show_ticket,
  reprint_ticket,
  list_counters,
  show_counter,
  open_counter,
  pause_counter,
  close_counter,
  call_next,
  call_ticket,
  recall,
  start_serving,
  finish_serving,
  mark_no_show,
  hold_ticket,
  transfer_ticket,
  resume_ticket,
  return_ticket,
  cancel_ticket,
  add_service,
  change_lane,
  list_queues,
  show_rating,
  rate_visit,
  call_assistance,
  list_assistance,
  answer_assistance,
  show_estimates,
  close_service,
  reopen_service,
  reassign_counter,
  answer_rating,
  open_repair,
  list_repairs,
  repair_catalogue,
  show_repair,
  advance_repair,
  correct_repair,
  promise_repair,
  erase_repair,
  lend_loaner,
  return_loaner,
  add_loaner,
  list_loaners,
  retire_loaner,
  repair_status,
  answer_quote,
  fetch_repair,
  report_repairs,
};

struct Route {
  std::string_view method;
  std::string_view
      pattern;  ///< "{}" stands for one segment: a counter's number, a ticket's id, a service's letter, a call for help
  Action action;
  Access access;
};

/// Every route of the API: what is not in this table does not exist.
std::span<const Route> routes();

struct Match {
  const Route* route = nullptr;  ///< none: no such address, or not with this method
  std::string item;              ///< what stood for "{}"
  std::string allow;             ///< methods the address knows, for 405; empty: no such address
};
Match find_route(std::string_view method, std::string_view path);

}  // namespace menting::lan

#pragma once

#include <cstddef>
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
  counter,     ///< the same, or as technician where it is about the service that repairs use
  manager,     ///< signed in as manager
  technician,  ///< signed in as technician or manager
};

enum class Action {
  health,
  show_metrics,
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
  show_counter_queue,
  show_own_day,
  list_alerts,
  show_day_report,
  list_audit,
  close_service,
  reopen_service,
  reassign_counter,
  answer_rating,
  check_in,
  list_appointments,
  repairs,  ///< the route says which; the last one, see action_count
};
constexpr std::size_t action_count = static_cast<std::size_t>(Action::repairs) + 1;

/// What is done about repairs and loaners.
enum class RepairAction {
  none,
  open,
  list,
  catalogue,
  devices,
  show,
  advance,
  correct,
  promise,
  erase,
  lend_loaner,
  return_loaner,
  add_loaner,
  list_loaners,
  retire_loaner,
  status,
  answer_quote,
  fetch,
  report,
  print,
  read_notes,
};

struct Route {
  std::string_view method;
  std::string_view
      pattern;  ///< "{}" stands for one segment: a counter's number, a ticket's id, a service's letter, a call for help
  Action action;
  Access access;
  RepairAction repair = RepairAction::none;
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

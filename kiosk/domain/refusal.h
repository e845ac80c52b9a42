#pragma once

#include <string>
#include <string_view>

namespace menting::domain {

/// Every obstacle a command can meet. Texts: kiosk/words; HTTP status: kiosk/lan. Both tables are exhaustive.
enum class RefusalCode {
  branch_closed,
  service_unknown,
  service_full,
  service_closed,  ///< by a manager, for the rest of the day
  intake_over,     ///< the last number before closing was given
  on_break,        ///< the hall gives no numbers now
  counter_unknown,
  counter_closed,
  counter_paused,
  counter_open_elsewhere,  ///< another clerk has it open
  clerk_at_other_counter,  ///< this clerk has another one open
  counter_busy,            ///< a ticket is there already
  counter_has_no_ticket,
  queue_empty,
  ticket_unknown,
  ticket_not_waiting,
  ticket_not_for_counter,  ///< its service is not one of the counter's
  ticket_not_called,
  ticket_not_serving,
  ticket_not_held,
  ticket_not_missed,      ///< only a no-show can come back
  ticket_at_counter,      ///< the clerk there has to do it
  visit_over,             ///< finished, cancelled or missed
  service_added_already,  ///< it is part of the visit
  service_twice,          ///< one of a counter's services was named more than once
  transfer_to_itself,     ///< it is there
  counter_unstaffed,      ///< nobody is there to whom a customer could be passed on
  recall_too_soon,
  no_show_too_early,
  already_rated,
  visit_not_finished,
  rating_closed,
  score_out_of_range,
  aspect_unknown,
  comment_too_long,
  rating_unknown,   ///< no such visit was rated
  rating_answered,  ///< a manager said what was done already
  action_unknown,
  lane_not_offered,
  let_pass_count_invalid,  ///< about how many at most
  let_pass_used_up,        ///< about how often in a visit
  nobody_behind,           ///< who could go first
  print_not_pending,
  place_unknown,
  assistance_unknown,
  assistance_answered,  ///< somebody is with them already
  repair_unknown,
  repair_step_not_allowed,  ///< about the state that it is in
  repair_field_invalid,     ///< about the field
  repair_over,       ///< handed over, returned or abandoned; about its number, or where somebody fetches it its state
  repair_open,       ///< that can be done only when it is over
  repair_erased,     ///< its personal data is gone
  repair_not_ready,  ///< about the state that it is in
  pickup_at_desk,    ///< no number can be had for it now
  device_already_here,  ///< about the open order, where staff ask
  quote_missing,        ///< it is paid for, and the customer has not been asked
  quote_changed,        ///< the answer is to another one than the newest
  shelf_taken,          ///< about the place
  abandon_too_early,    ///< about the days that it has to lie there still
  promise_on_rest_day,  ///< about the next day on which the branch repairs
  identity_wrong,       ///< neither the code nor a look at papers
  loaner_unknown,
  loaner_not_free,  ///< lent already, or retired
  loaner_not_lent,
  loaner_out,             ///< the customer still has it
  loaner_there,           ///< the customer has one already
  loaner_label_taken,     ///< another device of the stock has it
  appointment_unknown,    ///< no such code or number, or another telephone: nobody is told which
  appointment_elsewhere,  ///< at another branch, about its id
  appointment_other_day,  ///< about day and time, "2026-11-27 10:00"
  appointment_too_early,  ///< about when to come, "09:30"
  appointment_too_late,   ///< about the service, of which a number can be had
  appointment_cancelled,
  appointment_used,  ///< its visit is over
  staff_unknown,
  role_missing,
  idempotency_key_reused,
  branch_unable,  ///< storage failed; nothing was done
};

struct Refusal {
  RefusalCode code = RefusalCode::branch_unable;
  std::string about;  ///< what it is about, for the text: a letter, a counter's number, seconds left; may be empty
  bool operator==(const Refusal&) const = default;
};

/// "queue_empty", the name on the wire.
std::string_view to_string(RefusalCode code);
bool from_string(std::string_view text, RefusalCode& out);

}  // namespace menting::domain

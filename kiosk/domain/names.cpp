#include "kiosk/domain/alert.h"
#include "kiosk/domain/counter.h"
#include "kiosk/domain/ids.h"
#include "kiosk/domain/name_table.h"
#include "kiosk/domain/refusal.h"
#include "kiosk/domain/ticket.h"

// Every code's name on the wire, once. from_string reads the same tables, so that both directions always agree.

namespace menting::domain {
namespace {

constexpr Names<Lane, 4> lanes{
    {{Lane::standard, "standard"}, {Lane::care, "care"}, {Lane::vip, "vip"}, {Lane::appointment, "appointment"}}};
constexpr Names<TicketState, 7> ticket_states{{{TicketState::waiting, "waiting"},
                                               {TicketState::called, "called"},
                                               {TicketState::serving, "serving"},
                                               {TicketState::held, "held"},
                                               {TicketState::no_show, "no_show"},
                                               {TicketState::cancelled, "cancelled"},
                                               {TicketState::finished, "finished"}}};
constexpr Names<Why, 8> whys{{{Why::none, "none"},
                              {Why::first_come, "first_come"},
                              {Why::priority_lane, "priority_lane"},
                              {Why::priority_run_ended, "priority_run_ended"},
                              {Why::waited_too_long, "waited_too_long"},
                              {Why::chosen_by_clerk, "chosen_by_clerk"},
                              {Why::sent_to_counter, "sent_to_counter"},
                              {Why::appointment_due, "appointment_due"}}};
constexpr Names<PrintState, 5> print_states{{{PrintState::none, "none"},
                                             {PrintState::pending, "pending"},
                                             {PrintState::printed, "printed"},
                                             {PrintState::failed, "failed"},
                                             {PrintState::unconfirmed, "unconfirmed"}}};
constexpr Names<CounterState, 3> counter_states{
    {{CounterState::closed, "closed"}, {CounterState::open, "open"}, {CounterState::paused, "paused"}}};
constexpr Names<AlertKind, 14> alert_kinds{{{AlertKind::target_passed, "target_passed"},
                                            {AlertKind::target_near, "target_near"},
                                            {AlertKind::low_rating, "low_rating"},
                                            {AlertKind::printer, "printer"},
                                            {AlertKind::paper_low, "paper_low"},
                                            {AlertKind::disk, "disk"},
                                            {AlertKind::hq_lag, "hq_lag"},
                                            {AlertKind::assistance, "assistance"},
                                            {AlertKind::storage, "storage"},
                                            {AlertKind::no_counter, "no_counter"},
                                            {AlertKind::repair_overdue, "repair_overdue"},
                                            {AlertKind::repair_due, "repair_due"},
                                            {AlertKind::repair_stuck, "repair_stuck"},
                                            {AlertKind::loaner_overdue, "loaner_overdue"}}};
constexpr Names<RefusalCode, 78> refusal_codes{{{RefusalCode::branch_closed, "branch_closed"},
                                                {RefusalCode::service_unknown, "service_unknown"},
                                                {RefusalCode::service_full, "service_full"},
                                                {RefusalCode::service_closed, "service_closed"},
                                                {RefusalCode::intake_over, "intake_over"},
                                                {RefusalCode::on_break, "on_break"},
                                                {RefusalCode::counter_unknown, "counter_unknown"},
                                                {RefusalCode::counter_closed, "counter_closed"},
                                                {RefusalCode::counter_paused, "counter_paused"},
                                                {RefusalCode::counter_open_elsewhere, "counter_open_elsewhere"},
                                                {RefusalCode::clerk_at_other_counter, "clerk_at_other_counter"},
                                                {RefusalCode::counter_busy, "counter_busy"},
                                                {RefusalCode::counter_has_no_ticket, "counter_has_no_ticket"},
                                                {RefusalCode::queue_empty, "queue_empty"},
                                                {RefusalCode::ticket_unknown, "ticket_unknown"},
                                                {RefusalCode::ticket_not_waiting, "ticket_not_waiting"},
                                                {RefusalCode::ticket_not_for_counter, "ticket_not_for_counter"},
                                                {RefusalCode::ticket_not_called, "ticket_not_called"},
                                                {RefusalCode::ticket_not_serving, "ticket_not_serving"},
                                                {RefusalCode::ticket_not_held, "ticket_not_held"},
                                                {RefusalCode::ticket_not_missed, "ticket_not_missed"},
                                                {RefusalCode::ticket_at_counter, "ticket_at_counter"},
                                                {RefusalCode::visit_over, "visit_over"},
                                                {RefusalCode::service_added_already, "service_added_already"},
                                                {RefusalCode::service_twice, "service_twice"},
                                                {RefusalCode::transfer_to_itself, "transfer_to_itself"},
                                                {RefusalCode::counter_unstaffed, "counter_unstaffed"},
                                                {RefusalCode::recall_too_soon, "recall_too_soon"},
                                                {RefusalCode::no_show_too_early, "no_show_too_early"},
                                                {RefusalCode::already_rated, "already_rated"},
                                                {RefusalCode::visit_not_finished, "visit_not_finished"},
                                                {RefusalCode::rating_closed, "rating_closed"},
                                                {RefusalCode::score_out_of_range, "score_out_of_range"},
                                                {RefusalCode::aspect_unknown, "aspect_unknown"},
                                                {RefusalCode::comment_too_long, "comment_too_long"},
                                                {RefusalCode::rating_unknown, "rating_unknown"},
                                                {RefusalCode::rating_answered, "rating_answered"},
                                                {RefusalCode::action_unknown, "action_unknown"},
                                                {RefusalCode::lane_not_offered, "lane_not_offered"},
                                                {RefusalCode::let_pass_count_invalid, "let_pass_count_invalid"},
                                                {RefusalCode::let_pass_used_up, "let_pass_used_up"},
                                                {RefusalCode::nobody_behind, "nobody_behind"},
                                                {RefusalCode::print_not_pending, "print_not_pending"},
                                                {RefusalCode::place_unknown, "place_unknown"},
                                                {RefusalCode::assistance_unknown, "assistance_unknown"},
                                                {RefusalCode::assistance_answered, "assistance_answered"},
                                                {RefusalCode::repair_unknown, "repair_unknown"},
                                                {RefusalCode::repair_step_not_allowed, "repair_step_not_allowed"},
                                                {RefusalCode::repair_field_invalid, "repair_field_invalid"},
                                                {RefusalCode::repair_over, "repair_over"},
                                                {RefusalCode::repair_open, "repair_open"},
                                                {RefusalCode::repair_erased, "repair_erased"},
                                                {RefusalCode::repair_not_ready, "repair_not_ready"},
                                                {RefusalCode::pickup_at_desk, "pickup_at_desk"},
                                                {RefusalCode::device_already_here, "device_already_here"},
                                                {RefusalCode::quote_missing, "quote_missing"},
                                                {RefusalCode::quote_changed, "quote_changed"},
                                                {RefusalCode::shelf_taken, "shelf_taken"},
                                                {RefusalCode::abandon_too_early, "abandon_too_early"},
                                                {RefusalCode::promise_on_rest_day, "promise_on_rest_day"},
                                                {RefusalCode::identity_wrong, "identity_wrong"},
                                                {RefusalCode::loaner_unknown, "loaner_unknown"},
                                                {RefusalCode::loaner_not_free, "loaner_not_free"},
                                                {RefusalCode::loaner_not_lent, "loaner_not_lent"},
                                                {RefusalCode::loaner_out, "loaner_out"},
                                                {RefusalCode::loaner_there, "loaner_there"},
                                                {RefusalCode::loaner_label_taken, "loaner_label_taken"},
                                                {RefusalCode::appointment_unknown, "appointment_unknown"},
                                                {RefusalCode::appointment_elsewhere, "appointment_elsewhere"},
                                                {RefusalCode::appointment_other_day, "appointment_other_day"},
                                                {RefusalCode::appointment_too_early, "appointment_too_early"},
                                                {RefusalCode::appointment_too_late, "appointment_too_late"},
                                                {RefusalCode::appointment_cancelled, "appointment_cancelled"},
                                                {RefusalCode::appointment_used, "appointment_used"},
                                                {RefusalCode::staff_unknown, "staff_unknown"},
                                                {RefusalCode::role_missing, "role_missing"},
                                                {RefusalCode::idempotency_key_reused, "idempotency_key_reused"},
                                                {RefusalCode::branch_unable, "branch_unable"}}};

std::string padded(int number, std::size_t digits) {
  std::string text = std::to_string(number);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

}  // namespace

std::string_view to_string(Lane lane) {
  return name_of(lanes, lane);
}
std::string_view to_string(TicketState state) {
  return name_of(ticket_states, state);
}
std::string_view to_string(Why why) {
  return name_of(whys, why);
}
std::string_view to_string(PrintState state) {
  return name_of(print_states, state);
}
std::string_view to_string(CounterState state) {
  return name_of(counter_states, state);
}
std::string_view to_string(AlertKind kind) {
  return name_of(alert_kinds, kind);
}
std::string_view to_string(AlertLevel level) {
  return level == AlertLevel::urgent ? "urgent" : "warning";
}
std::string_view to_string(RefusalCode code) {
  return name_of(refusal_codes, code);
}
bool from_string(std::string_view text, Lane& out) {
  return code_of(lanes, text, out);
}
bool from_string(std::string_view text, TicketState& out) {
  return code_of(ticket_states, text, out);
}
bool from_string(std::string_view text, Why& out) {
  return code_of(whys, text, out);
}
bool from_string(std::string_view text, PrintState& out) {
  return code_of(print_states, text, out);
}
bool from_string(std::string_view text, CounterState& out) {
  return code_of(counter_states, text, out);
}
bool from_string(std::string_view text, RefusalCode& out) {
  return code_of(refusal_codes, text, out);
}

std::string to_string(BusinessDay day) {
  const int y = day.yyyymmdd / 10000;
  return padded(y, 4) + "-" + padded(day.yyyymmdd / 100 % 100, 2) + "-" + padded(day.yyyymmdd % 100, 2);
}

std::string ticket_name(ServiceLetter service, int number) {
  return std::string(1, service) + padded(number, 3);
}

TicketId ticket_id(BusinessDay day, ServiceLetter service, int number) {
  return padded(day.yyyymmdd, 8) + "-" + ticket_name(service, number);
}

bool is_active(TicketState state) {
  return state == TicketState::waiting || state == TicketState::called || state == TicketState::serving ||
         state == TicketState::held;
}

}  // namespace menting::domain

#include <cstddef>

#include "base/text/catalog.h"
#include "kiosk/words/repair_words.h"
#include "kiosk/words/words.h"

namespace menting::words {
namespace {

/// What is said of a refusal: `plain`, or `naming` where the rule told what it is about ({1}).
struct Sentence {
  const char* plain;
  const char* naming = nullptr;
};

constexpr Sentence branch_closed{
    MENTING_TEXT("We are closed now. Please come back during opening hours."),
    MENTING_TEXT("We are closed now. Please come back during opening hours ({1})."),
};
constexpr Sentence service_unknown{
    MENTING_TEXT("This service is not offered here. Please choose one from the list."),
    MENTING_TEXT("Service {1} is not offered here. Please choose one from the list."),
};
constexpr Sentence service_full{
    MENTING_TEXT("All of today's numbers for this service are taken. Please ask our staff for help."),
    MENTING_TEXT("All of today's numbers for service {1} are taken. Please ask our staff for help."),
};
constexpr Sentence service_closed{
    MENTING_TEXT("This service gives no more numbers today. Please choose another one or ask our staff."),
    MENTING_TEXT("Service {1} gives no more numbers today. Please choose another one or ask our staff."),
};
constexpr Sentence intake_over{
    MENTING_TEXT("Today's last number has been given. Please come back on the next working day."),
    MENTING_TEXT("The last numbers are given at {1}. Please come back on the next working day."),
};
constexpr Sentence on_break{
    MENTING_TEXT("The hall is having a break. Please take a number afterwards."),
    MENTING_TEXT("The hall is having a break until {1}. Please take a number afterwards."),
};
constexpr Sentence counter_unknown{
    MENTING_TEXT("There is no such counter. Please choose one of this hall's counters."),
    MENTING_TEXT("There is no counter {1}. Please choose one of this hall's counters."),
};
constexpr Sentence counter_closed{
    MENTING_TEXT("This counter is closed. Please open it first."),
    MENTING_TEXT("Counter {1} is closed. Please open it first."),
};
constexpr Sentence counter_paused{
    MENTING_TEXT("This counter is paused. Please open it again first."),
    MENTING_TEXT("Counter {1} is paused. Please open it again first."),
};
constexpr Sentence counter_open_elsewhere{
    MENTING_TEXT("A colleague has this counter open. Please choose another counter."),
    MENTING_TEXT("A colleague has counter {1} open. Please choose another counter."),
};
constexpr Sentence clerk_at_other_counter{
    MENTING_TEXT("You have another counter open. Please close it first."),
    MENTING_TEXT("You have counter {1} open. Please close it first."),
};
constexpr Sentence counter_busy{
    MENTING_TEXT("A customer is still at this counter. Please finish the visit or mark a no-show first."),
    MENTING_TEXT("{1} is still at this counter. Please finish the visit or mark a no-show first."),
};
constexpr Sentence counter_has_no_ticket{
    MENTING_TEXT("Nobody has been called to this counter. Please call the next customer first."),
};
constexpr Sentence queue_empty{
    MENTING_TEXT("Nobody is waiting for this counter's services."),
};
constexpr Sentence ticket_unknown{
    MENTING_TEXT("There is no such ticket today. Please check the number on the slip."),
    MENTING_TEXT("There is no ticket {1} today. Please check the number on the slip."),
};
constexpr Sentence ticket_not_waiting{
    MENTING_TEXT("This ticket is not waiting any more. Please choose one from the waiting list."),
    MENTING_TEXT("{1} is not waiting any more. Please choose one from the waiting list."),
};
constexpr Sentence ticket_not_for_counter{
    MENTING_TEXT("This ticket's service is not one of this counter's. Please let another counter call it."),
    MENTING_TEXT("The service of {1} is not one of this counter's. Please let another counter call it."),
};
constexpr Sentence ticket_not_called{
    MENTING_TEXT("The customer at this counter is being served already."),
    MENTING_TEXT("{1} is being served already."),
};
constexpr Sentence ticket_not_serving{
    MENTING_TEXT("The service has not been started yet. Please start it first."),
    MENTING_TEXT("The service of {1} has not been started yet. Please start it first."),
};
constexpr Sentence ticket_not_held{
    MENTING_TEXT("This ticket is not on hold. Please choose one from the list of held ones."),
    MENTING_TEXT("{1} is not on hold. Please choose one from the list of held ones."),
};
constexpr Sentence ticket_not_missed{
    MENTING_TEXT("This ticket was not marked as a no-show today, so it cannot come back."),
    MENTING_TEXT("{1} was not marked as a no-show today, so it cannot come back."),
};
constexpr Sentence ticket_at_counter{
    MENTING_TEXT("The customer is at a counter. Please let the clerk there finish the visit or pass it on."),
    MENTING_TEXT("{1} is at a counter. Please let the clerk there finish the visit or pass it on."),
};
constexpr Sentence visit_over{
    MENTING_TEXT("This visit is over. Please give the customer a new number."),
    MENTING_TEXT("The visit of {1} is over. Please give the customer a new number."),
};
constexpr Sentence service_added_already{
    MENTING_TEXT("That service is part of this visit already. Please choose another one."),
    MENTING_TEXT("Service {1} is part of this visit already. Please choose another one."),
};
constexpr Sentence service_twice{
    MENTING_TEXT("A service was named twice. Please name each one once."),
    MENTING_TEXT("Service {1} was named twice. Please name each one once."),
};
constexpr Sentence transfer_to_itself{
    MENTING_TEXT("The customer is there already. Please choose another service or counter."),
};
constexpr Sentence counter_unstaffed{
    MENTING_TEXT("Nobody works at that counter. Please choose another counter or a service."),
    MENTING_TEXT("Nobody works at counter {1}. Please choose another counter or a service."),
};
constexpr Sentence recall_too_soon{
    MENTING_TEXT("The number was called a moment ago. Please wait a little before calling it again."),
    MENTING_TEXT("The number was called a moment ago. Please call it again in {1} s."),
};
constexpr Sentence no_show_too_early{
    MENTING_TEXT("The number has not been called often enough. Please call it again before marking a no-show."),
    MENTING_TEXT("The number has not been called often enough. Calls still needed before a no-show: {1}."),
};
constexpr Sentence already_rated{
    MENTING_TEXT("This visit has been rated already. Thank you!"),
};
constexpr Sentence visit_not_finished{
    MENTING_TEXT("This visit is not finished yet. Please rate it afterwards."),
};
constexpr Sentence rating_closed{
    MENTING_TEXT("This visit can no longer be rated. Please tell our staff what you think."),
};
constexpr Sentence score_out_of_range{
    MENTING_TEXT("Please choose one of the five faces."),
};
constexpr Sentence aspect_unknown{
    MENTING_TEXT("One of the chosen points is not known here. Please choose from the list."),
    MENTING_TEXT("The point \"{1}\" is not known here. Please choose from the list."),
};
constexpr Sentence comment_too_long{
    MENTING_TEXT("The comment is too long. Please shorten it."),
    MENTING_TEXT("The comment is too long. Please shorten it to {1} characters."),
};
constexpr Sentence rating_unknown{
    MENTING_TEXT("There is no such rating. Please look at the list again."),
    MENTING_TEXT("There is no rating of {1}. Please look at the list again."),
};
constexpr Sentence rating_answered{
    MENTING_TEXT("A colleague has said already what was done about this rating."),
    MENTING_TEXT("A colleague has said already what was done about the rating of {1}."),
};
constexpr Sentence action_unknown{
    MENTING_TEXT("This is nothing that can be done about a rating. Please choose from the list."),
};
constexpr Sentence lane_not_offered{
    MENTING_TEXT("This queue is not offered here. Please take a standard number or ask our staff."),
};
constexpr Sentence let_pass_count_invalid{
    MENTING_TEXT("So many cannot go first at once. Please choose fewer."),
    MENTING_TEXT("At most {1} can go first at once. Please choose fewer."),
};
constexpr Sentence let_pass_used_up{
    MENTING_TEXT("You have let others go first as often as is possible in one visit. Please come when you are called, "
                 "or ask our staff."),
    MENTING_TEXT("You have let others go first {1} times already. Please come when you are called, or ask our staff."),
};
constexpr Sentence nobody_behind{
    MENTING_TEXT("Nobody waits behind you, so nobody can go first. You keep your place."),
};
constexpr Sentence print_not_pending{
    MENTING_TEXT("No slip of this ticket is waiting for the printer."),
};
constexpr Sentence place_unknown{
    MENTING_TEXT("This hall has no such place to send help to. Please name the kiosk or one of its counters."),
};
constexpr Sentence assistance_unknown{
    MENTING_TEXT("There is no such call for help. Please look at the list again."),
};
constexpr Sentence assistance_answered{
    MENTING_TEXT("This call for help is over: a colleague has answered it."),
};
constexpr Sentence repair_unknown{
    MENTING_TEXT("There is no such repair. Please check the number on the slip."),
    MENTING_TEXT("There is no repair {1}. Please check the number on the slip."),
};
constexpr Sentence repair_step_not_allowed{
    MENTING_TEXT("This step is not possible now."),
};
constexpr Sentence repair_field_invalid{
    MENTING_TEXT("One of the entries is not what belongs there. Please check it."),
};
constexpr Sentence repair_over{
    MENTING_TEXT("This repair is over. Please open a new one."),
    MENTING_TEXT("Repair {1} is over. Please open a new one."),
};
constexpr Sentence repair_open{
    MENTING_TEXT("This repair is still open. Please end it first."),
    MENTING_TEXT("Repair {1} is still open. Please end it first."),
};
constexpr Sentence repair_erased{
    MENTING_TEXT("The personal data of this repair has been erased."),
};
constexpr Sentence repair_not_ready{
    MENTING_TEXT("Your device is not ready to be fetched yet. Please look at how it stands."),
};
constexpr Sentence pickup_at_desk{
    MENTING_TEXT("No numbers are given for repairs now. Please show your slip to our staff at the repair desk."),
};
constexpr Sentence device_already_here{
    MENTING_TEXT("This device is with us for repair already. Please ask our staff."),
    MENTING_TEXT("This device is with us for repair already, as {1}. Please go on with that order."),
};
constexpr Sentence quote_missing{
    MENTING_TEXT("This repair is not under warranty. Please quote it first, or give the reason why it is free."),
    MENTING_TEXT("Repair {1} is not under warranty. Please quote it first, or give the reason why it is free."),
};
constexpr Sentence quote_changed{
    MENTING_TEXT("There is another quote by now. Please look at it and answer that one."),
    nullptr,
};
constexpr Sentence shelf_taken{
    MENTING_TEXT("Another device lies at that place. Please choose a free one."),
    MENTING_TEXT("Another device lies at place {1}. Please choose a free one."),
};
constexpr Sentence abandon_too_early{
    MENTING_TEXT("The terms give the customer more time to fetch the device."),
    MENTING_TEXT("The terms give the customer more time to fetch the device. Days left: {1}."),
};
constexpr Sentence promise_on_rest_day{
    MENTING_TEXT("Nothing is repaired on that day. Please promise a working day."),
    MENTING_TEXT(
        "Nothing is repaired on that day. The next working day is {1}: please promise that one or a later one."),
};
constexpr Sentence identity_wrong{
    MENTING_TEXT("The pick-up code is not right. Please check the customer's slip or papers."),
};
constexpr Sentence loaner_unknown{
    MENTING_TEXT("There is no such loaner. Please look at the stock again."),
    MENTING_TEXT("There is no loaner {1}. Please look at the stock again."),
};
constexpr Sentence loaner_not_free{
    MENTING_TEXT("This loaner is lent or retired. Please choose another one."),
    MENTING_TEXT("Loaner {1} is lent or retired. Please choose another one."),
};
constexpr Sentence loaner_not_lent{
    MENTING_TEXT("The customer of this repair has no loaner."),
    MENTING_TEXT("The customer of repair {1} has no loaner."),
};
constexpr Sentence loaner_out{
    MENTING_TEXT(
        "The customer still has a loaner. Please take it back first; a manager may leave it out with a reason."),
    MENTING_TEXT(
        "The customer still has loaner {1}. Please take it back first; a manager may leave it out with a reason."),
};
constexpr Sentence loaner_there{
    MENTING_TEXT("The customer has a loaner already. Please take it back first."),
    MENTING_TEXT("The customer has loaner {1} already. Please take it back first."),
};
constexpr Sentence appointment_unknown{
    MENTING_TEXT("No appointment was found. Please check both numbers, or scan again."),
};
constexpr Sentence appointment_elsewhere{
    MENTING_TEXT("This appointment is at another hall. Please look at its address in your booking."),
};
constexpr Sentence appointment_other_day{
    MENTING_TEXT("This appointment is on another day. Please come back then."),
    MENTING_TEXT("This appointment is on {1}. Please come back then."),
};
constexpr Sentence appointment_too_early{
    MENTING_TEXT("It is too early to check in. Please come back shortly before your appointment."),
    MENTING_TEXT("It is too early to check in. Please check in from {1} on."),
};
constexpr Sentence appointment_too_late{
    MENTING_TEXT("The time of this appointment is over. Please take a number, we will serve you all the same."),
};
constexpr Sentence appointment_cancelled{
    MENTING_TEXT("This appointment was cancelled. Please take a number, we will serve you all the same."),
};
constexpr Sentence appointment_used{
    MENTING_TEXT("This appointment was used already. Please take a number if you need more."),
};
constexpr Sentence loaner_label_taken{
    MENTING_TEXT("Another loaner has this label. Please choose a different one."),
    MENTING_TEXT("Another loaner has the label {1}. Please choose a different one."),
};
constexpr Sentence staff_unknown{
    MENTING_TEXT("This staff number is not known here. Please check it or ask the manager."),
};
constexpr Sentence role_missing{
    MENTING_TEXT("You are not allowed to do this. Please ask the manager."),
};
constexpr Sentence idempotency_key_reused{
    MENTING_TEXT("This request was sent before with other content. Please reload the page and try again."),
};
constexpr Sentence branch_unable{
    MENTING_TEXT("The system cannot save anything at the moment, so nothing was done. Please tell our staff."),
};

using domain::RefusalCode;

struct SaidOfRefusal {
  RefusalCode code;
  Sentence sentence;
};

/// In the order of the codes.
constexpr SaidOfRefusal said[] = {
    {RefusalCode::branch_closed, branch_closed},
    {RefusalCode::service_unknown, service_unknown},
    {RefusalCode::service_full, service_full},
    {RefusalCode::service_closed, service_closed},
    {RefusalCode::intake_over, intake_over},
    {RefusalCode::on_break, on_break},
    {RefusalCode::counter_unknown, counter_unknown},
    {RefusalCode::counter_closed, counter_closed},
    {RefusalCode::counter_paused, counter_paused},
    {RefusalCode::counter_open_elsewhere, counter_open_elsewhere},
    {RefusalCode::clerk_at_other_counter, clerk_at_other_counter},
    {RefusalCode::counter_busy, counter_busy},
    {RefusalCode::counter_has_no_ticket, counter_has_no_ticket},
    {RefusalCode::queue_empty, queue_empty},
    {RefusalCode::ticket_unknown, ticket_unknown},
    {RefusalCode::ticket_not_waiting, ticket_not_waiting},
    {RefusalCode::ticket_not_for_counter, ticket_not_for_counter},
    {RefusalCode::ticket_not_called, ticket_not_called},
    {RefusalCode::ticket_not_serving, ticket_not_serving},
    {RefusalCode::ticket_not_held, ticket_not_held},
    {RefusalCode::ticket_not_missed, ticket_not_missed},
    {RefusalCode::ticket_at_counter, ticket_at_counter},
    {RefusalCode::visit_over, visit_over},
    {RefusalCode::service_added_already, service_added_already},
    {RefusalCode::service_twice, service_twice},
    {RefusalCode::transfer_to_itself, transfer_to_itself},
    {RefusalCode::counter_unstaffed, counter_unstaffed},
    {RefusalCode::recall_too_soon, recall_too_soon},
    {RefusalCode::no_show_too_early, no_show_too_early},
    {RefusalCode::already_rated, already_rated},
    {RefusalCode::visit_not_finished, visit_not_finished},
    {RefusalCode::rating_closed, rating_closed},
    {RefusalCode::score_out_of_range, score_out_of_range},
    {RefusalCode::aspect_unknown, aspect_unknown},
    {RefusalCode::comment_too_long, comment_too_long},
    {RefusalCode::rating_unknown, rating_unknown},
    {RefusalCode::rating_answered, rating_answered},
    {RefusalCode::action_unknown, action_unknown},
    {RefusalCode::lane_not_offered, lane_not_offered},
    {RefusalCode::let_pass_count_invalid, let_pass_count_invalid},
    {RefusalCode::let_pass_used_up, let_pass_used_up},
    {RefusalCode::nobody_behind, nobody_behind},
    {RefusalCode::print_not_pending, print_not_pending},
    {RefusalCode::place_unknown, place_unknown},
    {RefusalCode::assistance_unknown, assistance_unknown},
    {RefusalCode::assistance_answered, assistance_answered},
    {RefusalCode::repair_unknown, repair_unknown},
    {RefusalCode::repair_step_not_allowed, repair_step_not_allowed},
    {RefusalCode::repair_field_invalid, repair_field_invalid},
    {RefusalCode::repair_over, repair_over},
    {RefusalCode::repair_open, repair_open},
    {RefusalCode::repair_erased, repair_erased},
    {RefusalCode::repair_not_ready, repair_not_ready},
    {RefusalCode::pickup_at_desk, pickup_at_desk},
    {RefusalCode::device_already_here, device_already_here},
    {RefusalCode::quote_missing, quote_missing},
    {RefusalCode::quote_changed, quote_changed},
    {RefusalCode::shelf_taken, shelf_taken},
    {RefusalCode::abandon_too_early, abandon_too_early},
    {RefusalCode::promise_on_rest_day, promise_on_rest_day},
    {RefusalCode::identity_wrong, identity_wrong},
    {RefusalCode::loaner_unknown, loaner_unknown},
    {RefusalCode::loaner_not_free, loaner_not_free},
    {RefusalCode::loaner_not_lent, loaner_not_lent},
    {RefusalCode::loaner_out, loaner_out},
    {RefusalCode::loaner_there, loaner_there},
    {RefusalCode::loaner_label_taken, loaner_label_taken},
    {RefusalCode::appointment_unknown, appointment_unknown},
    {RefusalCode::appointment_elsewhere, appointment_elsewhere},
    {RefusalCode::appointment_other_day, appointment_other_day},
    {RefusalCode::appointment_too_early, appointment_too_early},
    {RefusalCode::appointment_too_late, appointment_too_late},
    {RefusalCode::appointment_cancelled, appointment_cancelled},
    {RefusalCode::appointment_used, appointment_used},
    {RefusalCode::staff_unknown, staff_unknown},
    {RefusalCode::role_missing, role_missing},
    {RefusalCode::idempotency_key_reused, idempotency_key_reused},
    {RefusalCode::branch_unable, branch_unable},
};

constexpr bool whole() {
  std::size_t at = 0;
  for (const SaidOfRefusal& entry : said) {
    if (static_cast<std::size_t>(entry.code) != at++) return false;
  }
  return at == static_cast<std::size_t>(RefusalCode::branch_unable) + 1;
}
static_assert(whole(), "every refusal has its sentence here, in the order of the codes");

}  // namespace

std::string refusal(const domain::Refusal& refusal, std::string_view language) {
  if (refusal.code == RefusalCode::repair_step_not_allowed && !refusal.about.empty()) {
    return step_not_allowed(refusal.about, language);
  }
  if (refusal.code == RefusalCode::repair_field_invalid && !refusal.about.empty()) {
    return field_invalid(refusal.about, language);
  }
  if (refusal.code == RefusalCode::repair_over) {
    if (const char* became = fetched_too_late(refusal.about)) return text::tr(language, became);
  }
  const Sentence& sentence = said[static_cast<std::size_t>(refusal.code)].sentence;
  if (refusal.about.empty() || sentence.naming == nullptr) return text::tr(language, sentence.plain);
  return text::tr(language, sentence.naming, {refusal.about});
}

}  // namespace menting::words

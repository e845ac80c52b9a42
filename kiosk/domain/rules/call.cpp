#include <algorithm>

#include "kiosk/domain/queue.h"
#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {
namespace {

std::variant<Counter, Refusal> free_counter(const Branch& branch, CounterNumber number, const StaffId& staff) {
  auto at = counter_of_clerk(branch, number, staff);
  if (const auto* counter = std::get_if<Counter>(&at)) {
    if (counter->state == CounterState::paused) return Refusal{RefusalCode::counter_paused, std::to_string(number)};
    if (!counter->ticket.empty()) return busy_with(branch, *counter);
  }
  return at;
}

/// Whether the counter leaves somebody of the standard lane waiting when it calls `ticket`.
bool passes_over(const Branch& branch, CounterNumber counter, const Ticket& ticket, const Moment& moment) {
  const auto services = branch.services_at(counter);
  return std::any_of(services.begin(), services.end(), [&](ServiceLetter letter) {
    return branch.index().waiting(letter).standard_waits(moment.steady_ms, &ticket);
  });
}

/// A visit's wait is held against the target of its letter once: at its first call.
int target_told(const Branch& branch, const Ticket& ticket) {
  if (ticket.first_counter != 0) return -1;
  const Service* service = branch.plan().service(ticket.letter);
  return service == nullptr ? 0 : service->target_wait_minutes;
}

Decision call(const Branch& branch, const Ticket& ticket, CounterNumber counter, const StaffId& staff, Why why,
              const Moment& moment) {
  Decision decision;
  decision.ticket = ticket.id;
  decision.counter = counter;
  const std::int64_t waited_ms = std::max<std::int64_t>(0, moment.steady_ms - ticket.since_steady_ms);
  const bool passed_over = passes_over(branch, counter, ticket, moment);
  decision.facts.emplace_back(TicketCalled{ticket.id, counter, staff, waited_ms, why, ticket.kept_ms, passed_over,
                                           target_told(branch, ticket)});
  return decision;
}

}  // namespace

Result<Decision> decide(const Branch& branch, const CallNext& command, const Moment& moment) {
  const auto at = free_counter(branch, command.counter, command.staff);
  if (const auto* refusal = std::get_if<Refusal>(&at)) return *refusal;
  const auto choice = choose_next(branch, command.counter, moment);
  if (!choice) return RefusalCode::queue_empty;
  return call(branch, *branch.ticket(choice->ticket), command.counter, command.staff, choice->why, moment);
}

Result<Decision> decide(const Branch& branch, const CallTicket& command, const Moment& moment) {
  const auto at = free_counter(branch, command.counter, command.staff);
  if (const auto* refusal = std::get_if<Refusal>(&at)) return *refusal;
  const Ticket* ticket = branch.ticket_by_name(command.ticket, moment.day);
  if (ticket == nullptr) return Refusal{RefusalCode::ticket_unknown, command.ticket};
  if (ticket->state != TicketState::waiting) return Refusal{RefusalCode::ticket_not_waiting, ticket_name(*ticket)};
  const auto services = branch.services_at(command.counter);
  const bool offered = std::find(services.begin(), services.end(), ticket->service) != services.end();
  const bool own = ticket->for_counter == 0 ? offered : ticket->for_counter == command.counter;
  if (!own) return Refusal{RefusalCode::ticket_not_for_counter, ticket_name(*ticket)};
  return call(branch, *ticket, command.counter, command.staff, Why::chosen_by_clerk, moment);
}

Result<Decision> decide(const Branch& branch, const Recall& command, const Moment& moment) {
  const auto at = ticket_at(branch, command.counter, command.staff);
  if (const auto* refusal = std::get_if<Refusal>(&at)) return *refusal;
  const Ticket& ticket = *std::get<const Ticket*>(at);
  if (ticket.state != TicketState::called) return Refusal{RefusalCode::ticket_not_called, ticket_name(ticket)};
  const std::int64_t left_ms =
      branch.plan().recall_gap_s * std::int64_t{1000} - (moment.steady_ms - ticket.called_steady_ms);
  if (left_ms > 0) return Refusal{RefusalCode::recall_too_soon, std::to_string((left_ms + 999) / 1000)};
  Decision decision;
  decision.ticket = ticket.id;
  decision.counter = command.counter;
  decision.facts.emplace_back(TicketRecalled{ticket.id, command.counter, command.staff, ticket.calls + 1});
  return decision;
}

}  // namespace menting::domain::rules

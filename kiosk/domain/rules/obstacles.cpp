#include <algorithm>
#include <array>
#include <string_view>

#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {

std::variant<Counter, Refusal> counter_of_clerk(const Branch& branch, CounterNumber number, const StaffId& staff) {
  const std::string about = std::to_string(number);
  if (branch.plan().counter(number) == nullptr) return Refusal{RefusalCode::counter_unknown, about};
  Counter counter = branch.counter(number);
  if (counter.state == CounterState::closed) return Refusal{RefusalCode::counter_closed, about};
  if (counter.staff != staff) return Refusal{RefusalCode::counter_open_elsewhere, about};
  return counter;
}

std::variant<const Ticket*, Refusal> ticket_at(const Branch& branch, CounterNumber number, const StaffId& staff) {
  const auto at = counter_of_clerk(branch, number, staff);
  if (const auto* refusal = std::get_if<Refusal>(&at)) return *refusal;
  const Ticket* ticket = branch.ticket(std::get<Counter>(at).ticket);
  if (ticket == nullptr) return Refusal{RefusalCode::counter_has_no_ticket, std::to_string(number)};
  return ticket;
}

std::variant<const Ticket*, Refusal> ticket_to_pass_on(const Branch& branch, CounterNumber number,
                                                       const StaffId& staff) {
  auto at = ticket_at(branch, number, staff);
  const auto* refusal = std::get_if<Refusal>(&at);
  if (refusal == nullptr || refusal->code != RefusalCode::counter_open_elsewhere || !is_manager(branch, staff)) {
    return at;
  }
  return ticket_at(branch, number, branch.counter(number).staff);
}

std::variant<const Ticket*, Refusal> ticket_here(const Branch& branch, const std::string& name, const Moment& moment) {
  const Ticket* ticket = branch.ticket_by_name(name, moment.day);
  if (ticket == nullptr) return Refusal{RefusalCode::ticket_unknown, name};
  if (!is_active(ticket->state)) return Refusal{RefusalCode::visit_over, ticket_name(*ticket)};
  return ticket;
}

CounterNumber counter_holding(const Branch& branch, const TicketId& id) {
  for (const auto& [number, counter] : branch.state().counters) {
    if (counter.ticket == id) return number;
  }
  return 0;
}

bool is_manager(const Branch& branch, const StaffId& staff) {
  const StaffPlan* person = branch.plan().person(staff);
  return person != nullptr && has_role(*person, Role::manager);
}

Refusal busy_with(const Branch& branch, const Counter& counter) {
  const Ticket* ticket = branch.ticket(counter.ticket);
  return {RefusalCode::counter_busy, ticket == nullptr ? std::string() : ticket_name(*ticket)};
}

std::string code_or_note(const std::string& text, const std::string& kind, const std::string& empty_code,
                         Decision& decision) {
  static constexpr std::array<std::string_view, 27> codes{
      "break",    "meal",     "meeting",        "training",      "paperwork", "equipment",   "other",
      "done",     "partly",   "referred",       "gave_up",       "lunch",     "documents",   "form",
      "payment",  "phone",    "system",         "customer_left", "mistake",   "duplicate",   "elderly",
      "disabled", "pregnant", "customer_asked", "no_staff",      "full",      "out_of_stock"};
  if (text.empty()) return empty_code;
  if (std::find(codes.begin(), codes.end(), text) != codes.end()) return text;
  decision.notes.push_back({decision.ticket, decision.counter, kind, text});
  return "other";
}

}  // namespace menting::domain::rules

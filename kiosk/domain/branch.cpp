#include "kiosk/domain/branch.h"

#include <algorithm>
#include <cctype>

namespace menting::domain {

Branch::Branch(Plan plan, BranchState state, std::map<std::string, Session> sessions)
    : plan_(std::move(plan)), state_(std::move(state)), sessions_(std::move(sessions)) {
  for (const auto& [id, ticket] : state_.tickets) index_.add(ticket);
  for (const auto& [number, order] : state_.repairs.orders) repair_index_.add(order);
}

const Ticket* Branch::ticket(const TicketId& id) const {
  const auto found = state_.tickets.find(id);
  return found == state_.tickets.end() ? nullptr : &found->second;
}

const Ticket* Branch::ticket_by_code(std::string_view code) const {
  return index_.by_code(code);
}

const Ticket* Branch::ticket_by_name(std::string_view name, BusinessDay day) const {
  std::string upper(name);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (const Ticket* by_id = ticket(upper)) return by_id;
  if (upper.size() < 2 || upper.size() > 8 ||
      !std::all_of(upper.begin() + 1, upper.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) {
    return nullptr;
  }
  const int number = std::stoi(upper.substr(1));
  if (const Ticket* of_day = ticket(ticket_id(day, upper[0], number))) return of_day;
  return somebody_here(upper[0], number);
}

const Ticket* Branch::somebody_here(ServiceLetter letter, int number) const {
  for (const TicketId& id : index_.active()) {
    const Ticket& here = state_.tickets.at(id);
    if (here.letter == letter && here.number == number) return &here;
  }
  return nullptr;
}

Counter Branch::counter(CounterNumber number) const {
  const auto found = state_.counters.find(number);
  if (found != state_.counters.end()) return found->second;
  Counter closed;
  closed.number = number;
  return closed;
}

std::span<const ServiceLetter> Branch::services_at(CounterNumber number) const {
  const auto found = state_.counters.find(number);
  if (found != state_.counters.end()) return services_of(plan_, found->second);
  const CounterPlan* planned = plan_.counter(number);
  return planned == nullptr ? std::span<const ServiceLetter>() : planned->services;
}

const ServiceClosure* Branch::closure(ServiceLetter service) const {
  const auto found = state_.closed_services.find(service);
  return found == state_.closed_services.end() ? nullptr : &found->second;
}

CounterNumber Branch::counter_of(const StaffId& staff) const {
  for (const auto& [number, counter] : state_.counters) {
    if (counter.state != CounterState::closed && counter.staff == staff) return number;
  }
  return 0;
}

int Branch::last_number(BusinessDay day, ServiceLetter service) const {
  const auto found = state_.last_numbers.find({day, service});
  return found == state_.last_numbers.end() ? 0 : found->second;
}

int Branch::priority_run(ServiceLetter service) const {
  const auto found = state_.priority_runs.find(service);
  return found == state_.priority_runs.end() ? 0 : found->second;
}

const RepairOrder* Branch::repair(const RepairNumber& number) const {
  const auto found = state_.repairs.orders.find(number);
  return found == state_.repairs.orders.end() ? nullptr : &found->second;
}

const Loaner* Branch::loaner(LoanerNumber number) const {
  const auto found = state_.repairs.loaners.find(number);
  return found == state_.repairs.loaners.end() ? nullptr : &found->second;
}

void Branch::hold_codes(const RepairCodes& codes) {
  const auto found = state_.repairs.orders.find(codes.repair);
  if (found == state_.repairs.orders.end()) return;
  repair_index_.remove(found->second);
  found->second.code = codes.code;
  found->second.pickup_code = codes.pickup_code;
  repair_index_.add(found->second);
}

const Appointment* Branch::appointment(const AppointmentId& id) const {
  const auto found = state_.appointments.find(id);
  return found == state_.appointments.end() ? nullptr : &found->second;
}

const Appointment* Branch::appointment_by_code(std::string_view code_hash) const {
  const auto found = std::find_if(secrets_.begin(), secrets_.end(),
                                  [&](const auto& entry) { return entry.second.code_hash == code_hash; });
  return found == secrets_.end() || code_hash.empty() ? nullptr : appointment(found->first);
}

const Appointment* Branch::appointment_by_number(std::string_view number, BusinessDay day) const {
  const Appointment* best = nullptr;
  for (const auto& [id, one] : state_.appointments) {
    if (one.number != number) continue;
    const bool coming = one.day >= day, best_comes = best != nullptr && best->day >= day;
    const bool better =
        best == nullptr || (coming ? !best_comes || one.day < best->day : !best_comes && one.day > best->day);
    if (better) best = &one;
  }
  return best;
}

const AppointmentSecrets* Branch::secrets(const AppointmentId& id) const {
  const auto found = secrets_.find(id);
  return found == secrets_.end() ? nullptr : &found->second;
}

void Branch::hold_secrets(AppointmentSecrets secrets) {
  AppointmentId id = secrets.id;
  secrets_.insert_or_assign(std::move(id), std::move(secrets));
}

void Branch::open_session(Session session) {
  std::string key = session.token_hash;
  sessions_[std::move(key)] = std::move(session);
}

void Branch::close_session(const std::string& token_hash) {
  sessions_.erase(token_hash);
}

void Branch::forget_before(BusinessDay day) {
  std::erase_if(state_.tickets, [&](const auto& entry) {
    const Ticket& ticket = entry.second;
    if (ticket.day >= day || is_active(ticket.state)) return false;
    index_.remove(ticket);
    return true;
  });
}

void Branch::forget_repairs_before(BusinessDay day) {
  std::erase_if(state_.repairs.orders, [&](const auto& entry) {
    const RepairOrder& order = entry.second;
    // Its loaner may come back yet.
    if (order.loaner != 0) return false;
    if (is_open(order.state) || !order.erased || order.ended_day >= day) return false;
    repair_index_.remove(order);
    return true;
  });
}

void Branch::forget_appointments_before(BusinessDay day) {
  std::erase_if(state_.appointments, [&](const auto& entry) { return entry.second.day < day; });
  std::erase_if(secrets_, [&](const auto& entry) { return !state_.appointments.contains(entry.first); });
}

}  // namespace menting::domain

#include "tests/support/memory_journal.h"

#include <stdexcept>

namespace menting::tests {

using namespace domain;

desk::JournalPosition MemoryJournal::position() {
  if (fail_position) throw std::runtime_error("the journal's position cannot be read");
  const auto& events = current().events;
  const auto count = static_cast<std::int64_t>(events.size());
  const std::int64_t acked = current().acked;
  return {"memory", count, acked, acked < count ? events[static_cast<std::size_t>(acked)].at_ms : 0};
}

History MemoryJournal::load_history(BusinessDay from, BusinessDay before) {
  History history;
  BusinessDay newest;
  for (const auto& [id, ticket] : current().state.tickets) {
    if (ticket.day < from || ticket.day >= before) continue;
    if (ticket.day != newest) ++history.days;
    newest = ticket.day;
    history.tally.add(ticket);
  }
  return history;
}

void MemoryJournal::begin() {
  if (open_) throw std::logic_error("begin inside a transaction");
  working_ = durable;
  open_ = true;
}

void MemoryJournal::commit() {
  if (fail_commit) throw std::runtime_error("the disk is full: make room, then try again");
  durable = working_;
  open_ = false;
  ++commits;
}

void MemoryJournal::rollback() {
  open_ = false;
}
void MemoryJournal::savepoint() {
  saved_ = working_;
}
void MemoryJournal::rollback_to_savepoint() {
  working_ = saved_;
}

void MemoryJournal::append(const Event& event) {
  if (fail_append_at != 0 && working_.events.size() + 1 == fail_append_at) {
    fail_append_at = 0;
    throw std::runtime_error("this append fails");
  }
  working_.events.push_back(event);
  working_.state.at_ms = event.at_ms;
  working_.state.steady_ms = event.steady_ms;
}

void MemoryJournal::save(const Ticket& ticket) {
  working_.state.tickets[ticket.id] = ticket;
}
void MemoryJournal::save(const Counter& counter) {
  working_.state.counters[counter.number] = counter;
}
void MemoryJournal::save_number(BusinessDay day, ServiceLetter service, int last_number) {
  working_.state.last_numbers[{day, service}] = last_number;
}
void MemoryJournal::save_priority_run(ServiceLetter service, int run) {
  working_.state.priority_runs[service] = run;
}
void MemoryJournal::save(const AssistanceCall& call) {
  working_.state.assistance[call.number] = call;
}
void MemoryJournal::erase_assistance(AssistanceNumber number) {
  working_.state.assistance.erase(number);
}
void MemoryJournal::save_last_assistance(AssistanceNumber number) {
  working_.state.last_assistance = number;
}
void MemoryJournal::save(const ServiceClosure& closure) {
  working_.state.closed_services[closure.service] = closure;
}
void MemoryJournal::erase_closure(ServiceLetter service) {
  working_.state.closed_services.erase(service);
}
void MemoryJournal::save(const Appointment& appointment) {
  working_.state.appointments[appointment.id] = appointment;
}
void MemoryJournal::save(const AppointmentSecrets& secrets) {
  working_.secrets[secrets.id] = secrets;
}
std::vector<AppointmentSecrets> MemoryJournal::load_appointment_secrets() {
  std::vector<AppointmentSecrets> all;
  for (const auto& [id, secrets] : current().secrets) all.push_back(secrets);
  return all;
}
void MemoryJournal::erase_appointment_secrets_before(BusinessDay day) {
  std::erase_if(working_.secrets, [&](const auto& entry) {
    const auto one = working_.state.appointments.find(entry.first);
    return one == working_.state.appointments.end() || one->second.day < day;
  });
}
void MemoryJournal::save(const RepairOrder& order) {
  working_.state.repairs.orders[order.number] = order;
}
void MemoryJournal::save(const Loaner& loaner) {
  working_.state.repairs.loaners[loaner.number] = loaner;
}
void MemoryJournal::erase_notes(const NoteErasure& erasure, std::int64_t) {
  std::erase_if(working_.notes, [&](const Note& note) {
    return note.ticket == erasure.about && (erasure.kind.empty() || note.kind == erasure.kind);
  });
}
std::vector<desk::NoteRead> MemoryJournal::notes(const std::string& about) {
  std::vector<desk::NoteRead> found;
  for (const Note& note : current().notes) {
    if (note.ticket == about) found.push_back({note, 0});
  }
  return found;
}
std::vector<RepairOrder> MemoryJournal::repairs(BusinessDay from, BusinessDay to) {
  std::vector<RepairOrder> found;
  for (const auto& [number, order] : current().state.repairs.orders) {
    if (order.day >= from && order.day <= to) found.push_back(order);
  }
  return found;
}
std::vector<RepairNumber> MemoryJournal::repairs_of_phone(const std::string& last4) {
  std::vector<RepairNumber> found;
  for (const Note& note : current().notes) {
    if (note.kind == "customer_phone" && note.text.ends_with(last4)) found.push_back(note.ticket);
  }
  return found;
}
std::string MemoryJournal::pseudonym(const std::string& text) {
  return "pseudonym of " + std::to_string(std::hash<std::string>{}(text));
}
void MemoryJournal::prove_room() {
  if (no_room) throw std::runtime_error("the disk is full");
}

void MemoryJournal::save_config_digest(const std::string& digest) {
  working_.state.config_digest = digest;
}
void MemoryJournal::save_note(const Note& note, std::int64_t) {
  working_.notes.push_back(note);
}
void MemoryJournal::save_session(const Session& session) {
  working_.sessions[session.token_hash] = session;
}
void MemoryJournal::erase_session(const std::string& token_hash) {
  working_.sessions.erase(token_hash);
}

std::optional<desk::StoredReceipt> MemoryJournal::find_receipt(std::string_view request_id) {
  const auto found = current().receipts.find(request_id);
  if (found == current().receipts.end()) return std::nullopt;
  return found->second;
}

void MemoryJournal::save_receipt(std::string_view request_id, const desk::StoredReceipt& receipt, std::int64_t) {
  working_.receipts[std::string(request_id)] = receipt;
}

void MemoryJournal::erase_receipts_before(std::int64_t) {}
void MemoryJournal::record_ack(const std::string&, std::int64_t seq) {
  working_.acked = seq;
}

}  // namespace menting::tests

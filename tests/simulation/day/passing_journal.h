#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/desk/journal.h"

namespace menting::simulation {

/// Hands everything on to another journal. What stands between the desk and its journal changes one function of it.
class PassingJournal : public desk::Journal {
 public:
  /// Where it goes from now on; must outlive its use.
  void lead_to(desk::Journal& next) { next_ = &next; }

  domain::BranchState load(domain::BusinessDay since) override { return next_->load(since); }
  domain::History load_history(domain::BusinessDay from, domain::BusinessDay before) override {
    return next_->load_history(from, before);
  }
  std::map<std::string, domain::Session> load_sessions() override { return next_->load_sessions(); }
  desk::JournalPosition position() override { return next_->position(); }

  void begin() override { next_->begin(); }
  void commit() override { next_->commit(); }
  void rollback() override { next_->rollback(); }
  void savepoint() override { next_->savepoint(); }
  void release() override { next_->release(); }
  void rollback_to_savepoint() override { next_->rollback_to_savepoint(); }

  void append(const domain::Event& event) override { next_->append(event); }
  void save(const domain::Ticket& ticket) override { next_->save(ticket); }
  void save(const domain::Counter& counter) override { next_->save(counter); }
  void save_number(domain::BusinessDay day, domain::ServiceLetter service, int last_number) override {
    next_->save_number(day, service, last_number);
  }
  void save_priority_run(domain::ServiceLetter service, int run) override { next_->save_priority_run(service, run); }
  void save(const domain::AssistanceCall& call) override { next_->save(call); }
  void erase_assistance(domain::AssistanceNumber number) override { next_->erase_assistance(number); }
  void save_last_assistance(domain::AssistanceNumber number) override { next_->save_last_assistance(number); }
  void save(const domain::ServiceClosure& closure) override { next_->save(closure); }
  void erase_closure(domain::ServiceLetter service) override { next_->erase_closure(service); }
  void save(const domain::RepairOrder& order) override { next_->save(order); }
  void save(const domain::Loaner& loaner) override { next_->save(loaner); }
  void save(const domain::Appointment& appointment) override { next_->save(appointment); }
  void save(const domain::AppointmentSecrets& secrets) override { next_->save(secrets); }
  std::vector<domain::AppointmentSecrets> load_appointment_secrets() override {
    return next_->load_appointment_secrets();
  }
  void erase_appointment_secrets_before(domain::BusinessDay day) override {
    next_->erase_appointment_secrets_before(day);
  }
  void prove_room() override { next_->prove_room(); }
  void save_config_digest(const std::string& digest) override { next_->save_config_digest(digest); }
  void save_note(const domain::Note& note, std::int64_t at_ms) override { next_->save_note(note, at_ms); }
  void erase_notes(const domain::NoteErasure& erasure, std::int64_t at_ms) override {
    next_->erase_notes(erasure, at_ms);
  }
  std::vector<desk::NoteRead> notes(const std::string& about) override { return next_->notes(about); }
  std::vector<domain::RepairOrder> repairs(domain::BusinessDay from, domain::BusinessDay to) override {
    return next_->repairs(from, to);
  }
  std::vector<domain::RepairNumber> repairs_of_phone(const std::string& last4) override {
    return next_->repairs_of_phone(last4);
  }
  std::vector<domain::RepairNumber> owed_erasures() override { return next_->owed_erasures(); }
  std::string pseudonym(const std::string& text) override { return next_->pseudonym(text); }
  void save_session(const domain::Session& session) override { next_->save_session(session); }
  void erase_session(const std::string& token_hash) override { next_->erase_session(token_hash); }

  std::optional<desk::StoredReceipt> find_receipt(std::string_view request_id) override {
    return next_->find_receipt(request_id);
  }
  void save_receipt(std::string_view request_id, const desk::StoredReceipt& receipt, std::int64_t steady_ms) override {
    next_->save_receipt(request_id, receipt, steady_ms);
  }
  void erase_receipts_before(std::int64_t steady_ms) override { next_->erase_receipts_before(steady_ms); }
  void record_ack(const std::string& journal_id, std::int64_t seq) override { next_->record_ack(journal_id, seq); }
  void record_notes_known(const desk::NotesKnown& known, std::int64_t at_ms) override {
    next_->record_notes_known(known, at_ms);
  }
  void save_directive(const desk::KeptDirective& directive, std::int64_t at_ms) override {
    next_->save_directive(directive, at_ms);
  }
  void fork(const std::string& journal_id, std::int64_t common_seq, std::int64_t at_ms) override {
    next_->fork(journal_id, common_seq, at_ms);
  }
  void raise_numbers(const std::vector<desk::NumberFloor>& floors) override { next_->raise_numbers(floors); }

 protected:
  desk::Journal& next() { return *next_; }

 private:
  desk::Journal* next_ = nullptr;
};

}  // namespace menting::simulation

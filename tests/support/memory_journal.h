#pragma once

#include <string>
#include <vector>

#include "kiosk/desk/journal.h"

namespace menting::tests {

/// A journal in memory that can fail where it is told to, and counts its commits.
class MemoryJournal : public desk::Journal {
 public:
  struct Rows {
    domain::BranchState state;
    std::map<std::string, domain::Session> sessions;
    std::map<std::string, desk::StoredReceipt, std::less<>> receipts;
    std::vector<domain::Event> events;
    std::vector<domain::Note> notes;
    std::vector<desk::KeptDirective> directives{};
    std::map<domain::AppointmentId, domain::AppointmentSecrets> secrets;
    std::int64_t acked = 0;
  };

  Rows durable;
  int commits = 0;
  bool fail_commit = false;
  bool no_room = false;  ///< what prove_room says
  bool fail_position = false;
  /// The append that makes the journal hold this many events fails, once. 0: none.
  std::size_t fail_append_at = 0;

  domain::BranchState load(domain::BusinessDay) override { return current().state; }
  domain::History load_history(domain::BusinessDay from, domain::BusinessDay before) override;
  std::map<std::string, domain::Session> load_sessions() override { return current().sessions; }
  desk::JournalPosition position() override;

  void begin() override;
  void commit() override;
  void rollback() override;
  void savepoint() override;
  void release() override {}
  void rollback_to_savepoint() override;

  void append(const domain::Event& event) override;
  void save(const domain::Ticket& ticket) override;
  void save(const domain::Counter& counter) override;
  void save_number(domain::BusinessDay day, domain::ServiceLetter service, int last_number) override;
  void save_priority_run(domain::ServiceLetter service, int run) override;
  void save(const domain::AssistanceCall& call) override;
  void erase_assistance(domain::AssistanceNumber number) override;
  void save_last_assistance(domain::AssistanceNumber number) override;
  void save(const domain::ServiceClosure& closure) override;
  void erase_closure(domain::ServiceLetter service) override;
  void save(const domain::Appointment& appointment) override;
  void save(const domain::AppointmentSecrets& secrets) override;
  std::vector<domain::AppointmentSecrets> load_appointment_secrets() override;
  void erase_appointment_secrets_before(domain::BusinessDay day) override;
  void save(const domain::RepairOrder& order) override;
  void save(const domain::Loaner& loaner) override;
  void prove_room() override;
  void save_config_digest(const std::string& digest) override;
  void save_note(const domain::Note& note, std::int64_t at_ms) override;
  void erase_notes(const domain::NoteErasure& erasure, std::int64_t at_ms) override;
  std::vector<domain::RepairNumber> owed_erasures() override { return {}; }
  std::vector<desk::NoteRead> notes(const std::string& about) override;
  std::vector<domain::RepairOrder> repairs(domain::BusinessDay from, domain::BusinessDay to) override;
  std::vector<domain::RepairNumber> repairs_of_phone(const std::string& last4) override;
  std::string pseudonym(const std::string& text) override;
  void save_session(const domain::Session& session) override;
  void erase_session(const std::string& token_hash) override;
  std::optional<desk::StoredReceipt> find_receipt(std::string_view request_id) override;
  void save_receipt(std::string_view request_id, const desk::StoredReceipt& receipt, std::int64_t steady_ms) override;
  void erase_receipts_before(std::int64_t steady_ms) override;
  void record_ack(const std::string& journal_id, std::int64_t seq) override;
  void record_notes_known(const desk::NotesKnown&, std::int64_t) override {}
  void save_directive(const desk::KeptDirective& directive, std::int64_t) override {
    current().directives.push_back(directive);
  }
  void fork(const std::string&, std::int64_t, std::int64_t) override {}
  void raise_numbers(const std::vector<desk::NumberFloor>&) override {}

 private:
  Rows& current() { return open_ ? working_ : durable; }

  bool open_ = false;
  Rows working_;
  Rows saved_;
};

}  // namespace menting::tests

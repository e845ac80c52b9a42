#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/desk/journal.h"
#include "kiosk/storage/notes.h"

namespace menting::storage {

/// The branch's durable memory in DATA/menting.db: events, and the state rows they fold to. The only writer of that
/// file; a second one on the same folder is refused. One thread at a time.
class SqliteJournal : public desk::Journal {
 public:
  /// Opens or makes the database, finishes a restore that was interrupted. Throws std::runtime_error with a message for
  /// people: folder in use, file damaged, not writable or of a newer program (then it is left as it is).
  explicit SqliteJournal(const std::string& data_folder);
  ~SqliteJournal() override;

  domain::BranchState load(domain::BusinessDay since) override;
  domain::History load_history(domain::BusinessDay from, domain::BusinessDay before) override;
  std::map<std::string, domain::Session> load_sessions() override;
  desk::JournalPosition position() override;

  void begin() override;
  void commit() override;
  /// Also after a failed commit, and when nothing was begun.
  void rollback() override;
  void savepoint() override;
  void release() override;
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
  void save_session(const domain::Session& session) override;
  void erase_session(const std::string& token_hash) override;

  std::optional<desk::StoredReceipt> find_receipt(std::string_view request_id) override;
  void save_receipt(std::string_view request_id, const desk::StoredReceipt& receipt, std::int64_t steady_ms) override;
  void erase_receipts_before(std::int64_t steady_ms) override;

  /// An ack of a journal that is not here changes nothing; one beyond the newest event counts up to that event, so that
  /// no later event passes for sent.
  void record_ack(const std::string& journal_id, std::int64_t seq) override;
  void record_notes_known(const desk::NotesKnown& known, std::int64_t at_ms) override;
  void save_directive(const desk::KeptDirective& directive, std::int64_t at_ms) override;
  void fork(const std::string& journal_id, std::int64_t common_seq, std::int64_t at_ms) override;
  void raise_numbers(const std::vector<desk::NumberFloor>& floors) override;

  std::vector<domain::RepairNumber> owed_erasures() override;
  std::vector<desk::NoteRead> notes(const std::string& about) override;
  std::vector<domain::RepairOrder> repairs(domain::BusinessDay from, domain::BusinessDay to) override;
  std::vector<domain::RepairNumber> repairs_of_phone(const std::string& last4) override;
  std::string pseudonym(const std::string& text) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::storage

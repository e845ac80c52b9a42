#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/domain/branch.h"
#include "kiosk/domain/decide.h"

namespace menting::desk {

/// An answer kept for an idempotency key.
struct StoredReceipt {
  std::string fingerprint;  ///< of the request that made it
  std::string answer;       ///< receipt_json
};

struct NoteRead {
  domain::Note note;
  std::int64_t at_ms = 0;
};

/// What headquarters says of notes, by their names there.
struct NotesKnown {
  struct One {
    std::string name;
    bool erased = false;  ///< there, so here as well; else it has it
    std::string proof;    ///< of the erasure
  };
  std::vector<One> notes;
  std::int64_t change = 0;  ///< its count of changes
  bool forget_all = false;  ///< it may have lost what it confirmed
};

/// What headquarters has said under a name.
struct KeptDirective {
  std::string name;
  std::int64_t version = 0;  ///< headquarters' count, over all names
  std::string body;
};

/// Numbers of a day and service up to this one are given out, whatever the events here say.
struct NumberFloor {
  domain::BusinessDay day;
  domain::ServiceLetter service = 'A';
  int number = 0;
};

struct JournalPosition {
  std::string id;                     ///< the journal's own name, a UUID
  std::int64_t seq = 0;               ///< of the newest event; 0 none
  std::int64_t acked = 0;             ///< headquarters has everything up to here
  std::int64_t unacked_since_ms = 0;  ///< when the oldest event was that headquarters lacks; 0: it has all
  std::int64_t forked_at_ms = 0;  ///< when a journal was begun last since headquarters had another history; 0: never
};

/// Port: the branch's durable memory. One thread, one transaction at a time. Every function may throw
/// std::runtime_error: then the caller rolls back, and nothing of the transaction happened.
class Journal {
 public:
  virtual ~Journal() = default;

  /// State rows: every active ticket, and the ended ones of `since` and later.
  virtual domain::BranchState load(domain::BusinessDay since) = 0;
  /// The tickets of the days from `from` until before `before`, added up; none of them stays in memory.
  virtual domain::History load_history(domain::BusinessDay from, domain::BusinessDay before) = 0;
  virtual std::map<std::string, domain::Session> load_sessions() = 0;
  virtual JournalPosition position() = 0;

  virtual void begin() = 0;   ///< BEGIN IMMEDIATE
  virtual void commit() = 0;  ///< durable on return
  virtual void rollback() = 0;
  virtual void savepoint() = 0;
  virtual void release() = 0;
  virtual void rollback_to_savepoint() = 0;

  /// Throws unless there is room for some transactions of the usual size. After one that failed: a small one may still
  /// fit where the next customer's does not.
  virtual void prove_room() = 0;
  /// The next event of the chain.
  virtual void append(const domain::Event& event) = 0;
  virtual void save(const domain::Ticket& ticket) = 0;
  virtual void save(const domain::Counter& counter) = 0;
  virtual void save_number(domain::BusinessDay day, domain::ServiceLetter service, int last_number) = 0;
  virtual void save_priority_run(domain::ServiceLetter service, int run) = 0;
  virtual void save(const domain::AssistanceCall& call) = 0;
  virtual void erase_assistance(domain::AssistanceNumber number) = 0;
  virtual void save_last_assistance(domain::AssistanceNumber number) = 0;
  virtual void save(const domain::ServiceClosure& closure) = 0;
  virtual void erase_closure(domain::ServiceLetter service) = 0;
  virtual void save(const domain::RepairOrder& order) = 0;
  virtual void save(const domain::Loaner& loaner) = 0;
  virtual void save(const domain::Appointment& appointment) = 0;
  virtual void save(const domain::AppointmentSecrets& secrets) = 0;
  virtual std::vector<domain::AppointmentSecrets> load_appointment_secrets() = 0;
  /// What opened the appointments of days before `day`.
  virtual void erase_appointment_secrets_before(domain::BusinessDay day) = 0;
  virtual void save_config_digest(const std::string& digest) = 0;
  virtual void save_note(const domain::Note& note, std::int64_t at_ms) = 0;
  /// Makes notes unreadable for ever; that they were there stays known.
  virtual void erase_notes(const domain::NoteErasure& erasure, std::int64_t at_ms) = 0;
  /// Repairs that were erased after the backup was made that was put back: their notes are unreadable already, and an
  /// erasure of all of an order's notes settles it.
  virtual std::vector<domain::RepairNumber> owed_erasures() = 0;
  /// The notes about a ticket, a repair order, "counter:3" or "service:A" that were not erased, opened, oldest first.
  virtual std::vector<NoteRead> notes(const std::string& about) = 0;
  /// The orders opened from `from` to `to`, both included; they need not be in memory.
  virtual std::vector<domain::RepairOrder> repairs(domain::BusinessDay from, domain::BusinessDay to) = 0;
  /// Orders whose customer's telephone number ends with these digits, as far as it is known still.
  virtual std::vector<domain::RepairNumber> repairs_of_phone(const std::string& last4) = 0;
  /// The same text always has the same one here, and nobody without the branch's key can tell what it was.
  virtual std::string pseudonym(const std::string& text) = 0;
  virtual void save_session(const domain::Session& session) = 0;
  virtual void erase_session(const std::string& token_hash) = 0;

  virtual std::optional<StoredReceipt> find_receipt(std::string_view request_id) = 0;
  virtual void save_receipt(std::string_view request_id, const StoredReceipt& receipt, std::int64_t steady_ms) = 0;
  /// Forgets receipts made before then; on the branch's own timeline, which no clock moves.
  virtual void erase_receipts_before(std::int64_t steady_ms) = 0;

  virtual void record_ack(const std::string& journal_id, std::int64_t seq) = 0;
  virtual void record_notes_known(const NotesKnown& known, std::int64_t at_ms) = 0;
  /// Takes the place of what was kept under the name.
  virtual void save_directive(const KeptDirective& directive, std::int64_t at_ms) = 0;
  /// Headquarters has another history of `journal_id` behind event `common_seq`: this one's events behind it go on in a
  /// new journal, chained anew. Where there are none behind it, nothing happens.
  virtual void fork(const std::string& journal_id, std::int64_t common_seq, std::int64_t at_ms) = 0;
  /// The state that is loaded from now on knows them as given out.
  virtual void raise_numbers(const std::vector<NumberFloor>& floors) = 0;
};

}  // namespace menting::desk

#include "kiosk/storage/sqlite_journal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/time/zone.h"
#include "kiosk/desk/event_json.h"
#include "kiosk/desk/repair_json.h"
#include "kiosk/domain/calendar.h"
#include "kiosk/domain/ids.h"
#include "kiosk/storage/data_folder.h"
#include "kiosk/storage/directive_rows.h"
#include "kiosk/storage/fork.h"
#include "kiosk/storage/journal_statements.h"
#include "kiosk/storage/renew_repairs.h"
#include "kiosk/storage/restore.h"
#include "kiosk/storage/schema/schema.h"
#include "kiosk/storage/state_rows.h"
#include "kiosk/storage/ticket_row.h"
#include "server_sync/wire/chain.h"

namespace menting::storage {
namespace {

DataFolder made(const std::string& path) {
  DataFolder folder(path);
  folder.make();
  return folder;
}

/// A branch that has worked has a key; an empty database beside it is one that was cut off, and beginning anew would
/// give its numbers out a second time.
void refuse_emptied(const DataFolder& folder) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(folder.database(), missing);
  if (missing || size != 0 || !std::filesystem::exists(folder.key())) return;
  throw std::runtime_error(folder.database() + " is empty, but this branch has worked before (" + folder.key() +
                           " is there). Put a backup back with menting-kiosk restore, or give another folder with "
                           "--data to begin a new branch. Nothing was changed.");
}

/// What must be looked at before the database may be opened for writing. Gives the file's name.
std::string ready_to_open(const DataFolder& folder) {
  finish_restore(folder);
  std::string file = folder.database();
  sqlite::refuse_newer(file, schema_steps());
  refuse_emptied(folder);
  // SQLite alone would make it readable for everybody; its -wal and -shm take over the mode. Only a new file is
  // touched: closing a file that a connection of this process has open would drop that connection's locks.
  const int made_private = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (made_private >= 0) ::close(made_private);
  return file;
}

void prepare(sqlite::Database& database) {
  if (database.value("PRAGMA user_version") == 0 && database.value("SELECT count(*) FROM sqlite_schema") > 0) {
    throw std::runtime_error(
        "menting.db in the data folder is a database, but not Menting's: move it away, or give "
        "another folder with --data. Nothing was changed.");
  }
  database.set_durable();
  sqlite::migrate(database, schema_steps());
}

std::string_view letter(const domain::ServiceLetter& service) {
  return {&service, 1};
}

}  // namespace

struct SqliteJournal::Impl {
  explicit Impl(const std::string& data_folder)
      : folder(made(data_folder)), lock(folder), database(ready_to_open(folder), sqlite::Access::read_write_create) {
    prepare(database);
    renew_repairs(database);
    key = branch_key(folder, database);
    find_lookups(database, key);
    statements = std::make_unique<JournalStatements>(database);
    newest = read_newest_journal(database);
    if (newest.number == 0) {
      sqlite::Statement(database, "INSERT INTO journal (number, id) VALUES (1, $1)")
          .bind(1, crypto::random_uuid())
          .run();
      newest = read_newest_journal(database);
    }
  }

  /// After a rollback the file alone knows where the chain ends.
  NewestJournal& known() {
    if (stale) newest = read_newest_journal(database);
    stale = false;
    return newest;
  }

  /// Looked up once for each ack, not for each commit.
  std::int64_t unacked_since_ms() {
    if (newest.acked >= newest.seq) return 0;
    if (unacked_behind != newest.acked) {
      statements->event_at.bind(1, newest.number).bind(2, newest.acked + 1);
      unacked_at_ms = statements->event_at.step() ? statements->event_at.integer(0) : 0;
      statements->event_at.reset();
      unacked_behind = newest.acked;
    }
    return unacked_at_ms;
  }

  DataFolder folder;
  DataLock lock;
  sqlite::Database database;
  std::string key;
  std::unique_ptr<JournalStatements> statements;
  NewestJournal newest;
  NewestJournal at_savepoint;
  bool stale = false;
  std::int64_t unacked_behind = -1;  ///< the ack that `unacked_at_ms` is behind
  std::int64_t unacked_at_ms = 0;
};

SqliteJournal::SqliteJournal(const std::string& data_folder) : impl_(std::make_unique<Impl>(data_folder)) {}
SqliteJournal::~SqliteJournal() = default;

domain::BranchState SqliteJournal::load(domain::BusinessDay since) {
  return read_state(impl_->database, since);
}

domain::History SqliteJournal::load_history(domain::BusinessDay from, domain::BusinessDay before) {
  return read_history(impl_->database, from, before);
}

std::map<std::string, domain::Session> SqliteJournal::load_sessions() {
  sqlite::Statement rows(impl_->database, "SELECT token_hash, staff, since_ms, since_steady_ms FROM session");
  std::map<std::string, domain::Session> sessions;
  while (rows.step()) {
    domain::Session session{rows.text(0), rows.text(1), rows.integer(2), rows.integer(3)};
    std::string name = session.token_hash;
    sessions.emplace(std::move(name), std::move(session));
  }
  return sessions;
}

desk::JournalPosition SqliteJournal::position() {
  const NewestJournal& newest = impl_->known();
  return {newest.id, newest.seq, newest.acked, impl_->unacked_since_ms(), newest.forked_at_ms};
}

void SqliteJournal::begin() {
  impl_->known();
  impl_->statements->begin.run();
}

void SqliteJournal::commit() {
  impl_->statements->commit.run();
}

void SqliteJournal::rollback() {
  impl_->stale = true;
  impl_->unacked_behind = -1;
  // SQLite ends a transaction itself on some failures (disk full, read or write failed).
  if (impl_->database.in_transaction()) impl_->statements->rollback.run();
}

void SqliteJournal::savepoint() {
  impl_->at_savepoint = impl_->known();
  impl_->statements->savepoint.run();
}

void SqliteJournal::release() {
  impl_->statements->release.run();
}

void SqliteJournal::rollback_to_savepoint() {
  impl_->statements->rollback_to.run();
  impl_->newest = impl_->at_savepoint;
}

void SqliteJournal::append(const domain::Event& event) {
  NewestJournal& newest = impl_->known();
  const std::int64_t seq = newest.seq + 1;
  const std::string_view kind = desk::event_kind(event.fact);
  const int version = desk::event_version(event.fact);
  const std::string at = base::rfc3339(event.at_ms);
  const std::string body = desk::event_body(event);
  std::string hash = wire::chain_hash(newest.hash, seq, kind, version, at, body);
  impl_->statements->append.bind(1, newest.number)
      .bind(2, seq)
      .bind(3, kind)
      .bind(4, version)
      .bind(5, at)
      .bind(6, event.at_ms)
      .bind(7, hash)
      .bind(8, body)
      .run();
  newest.seq = seq;
  newest.hash = std::move(hash);
}

void SqliteJournal::save(const domain::Ticket& ticket) {
  bind_ticket(impl_->statements->ticket, ticket);
  impl_->statements->ticket.run();
}

void SqliteJournal::save(const domain::Counter& counter) {
  impl_->statements->counter.bind(1, counter.number)
      .bind(2, domain::to_string(counter.state))
      .bind(3, counter.staff)
      .bind(4, counter.ticket)
      .bind(5, counter.last_ticket)
      .bind(6, counter.reason)
      .bind(7, counter.since_ms)
      .bind(8, counter.priority_run)
      .bind(9, counter.services)
      .run();
}

void SqliteJournal::save_number(domain::BusinessDay day, domain::ServiceLetter service, int last_number) {
  impl_->statements->number.bind(1, day.yyyymmdd).bind(2, letter(service)).bind(3, last_number).run();
}

void SqliteJournal::save_priority_run(domain::ServiceLetter service, int run) {
  impl_->statements->priority_run.bind(1, letter(service)).bind(2, run).run();
}

void SqliteJournal::save(const domain::AssistanceCall& call) {
  impl_->statements->assistance.bind(1, call.number)
      .bind(2, call.day.yyyymmdd)
      .bind(3, call.place)
      .bind(4, call.language)
      .bind(5, call.at_ms)
      .bind(6, call.steady_ms)
      .run();
}

void SqliteJournal::erase_assistance(domain::AssistanceNumber number) {
  impl_->statements->erase_assistance.bind(1, number).run();
}

void SqliteJournal::save_last_assistance(domain::AssistanceNumber number) {
  impl_->statements->setting.bind(1, "last_assistance").bind(2, std::to_string(number)).run();
}

void SqliteJournal::save(const domain::ServiceClosure& closure) {
  impl_->statements->closure.bind(1, letter(closure.service))
      .bind(2, closure.staff)
      .bind(3, closure.reason)
      .bind(4, closure.at_ms)
      .run();
}

void SqliteJournal::save(const domain::Appointment& one) {
  impl_->statements->appointment.bind(1, one.id)
      .bind(2, one.number)
      .bind(3, one.day.yyyymmdd)
      .bind(4, one.from_minute)
      .bind(5, one.to_minute)
      .bind(6, letter(one.service))
      .bind(7, domain::to_string(one.state))
      .bind(8, one.ticket)
      .run();
}

void SqliteJournal::save(const domain::AppointmentSecrets& secrets) {
  impl_->statements->appointment_secret.bind(1, secrets.id)
      .bind(2, secrets.code_hash)
      .bind(3, secrets.phone_hash)
      .run();
}

std::vector<domain::AppointmentSecrets> SqliteJournal::load_appointment_secrets() {
  sqlite::Statement rows(impl_->database, "SELECT id, code_hash, phone_hash FROM appointment_secret");
  std::vector<domain::AppointmentSecrets> all;
  while (rows.step()) all.push_back({rows.text(0), rows.text(1), rows.text(2)});
  return all;
}

void SqliteJournal::erase_appointment_secrets_before(domain::BusinessDay day) {
  impl_->statements->erase_appointment_secrets.bind(1, day.yyyymmdd).run();
}

void SqliteJournal::erase_closure(domain::ServiceLetter service) {
  impl_->statements->erase_closure.bind(1, letter(service)).run();
}

void SqliteJournal::save(const domain::RepairOrder& order) {
  impl_->statements->repair.bind(1, order.number)
      .bind(2, order.day.yyyymmdd)
      .bind(3, domain::to_string(order.state))
      .bind(4, order.ended_day.yyyymmdd)
      .bind(5, order.erased ? 1 : 0)
      .bind(6, desk::repair_json(order))
      .run();
}

void SqliteJournal::save(const domain::Loaner& loaner) {
  impl_->statements->loaner.bind(1, loaner.number)
      .bind(2, domain::to_string(loaner.state))
      .bind(3, desk::loaner_json(loaner))
      .run();
}

void SqliteJournal::prove_room() {
  impl_->folder.prove_room();
}

void SqliteJournal::save_config_digest(const std::string& digest) {
  impl_->statements->setting.bind(1, "config_digest").bind(2, digest).run();
}

void SqliteJournal::save_note(const domain::Note& note, std::int64_t at_ms) {
  impl_->statements->note.bind(1, note.ticket)
      .bind(2, note.counter)
      .bind(3, note.kind)
      .bind(4, at_ms)
      .bind_blob(5, seal_note(impl_->key, note))
      .bind(6, lookup_of(impl_->key, note))
      .bind(7, crypto::to_hex(crypto::random_bytes(16)))
      .run();
}

void SqliteJournal::erase_notes(const domain::NoteErasure& erasure, std::int64_t at_ms) {
  impl_->statements->erase_notes.bind(1, erasure.about).bind(2, erasure.kind).bind(3, at_ms).run();
  if (erasure.kind.empty()) impl_->statements->erasure_done.bind(1, erasure.about).run();
}

void SqliteJournal::save_session(const domain::Session& session) {
  impl_->statements->session.bind(1, session.token_hash)
      .bind(2, session.staff)
      .bind(3, session.since_ms)
      .bind(4, session.since_steady_ms)
      .run();
}

void SqliteJournal::erase_session(const std::string& token_hash) {
  impl_->statements->erase_session.bind(1, token_hash).run();
}

std::optional<desk::StoredReceipt> SqliteJournal::find_receipt(std::string_view request_id) {
  sqlite::Statement& row = impl_->statements->find_receipt;
  row.bind(1, request_id);
  if (!row.step()) return std::nullopt;
  desk::StoredReceipt receipt{row.text(0), row.text(1)};
  row.reset();
  return receipt;
}

void SqliteJournal::save_receipt(std::string_view request_id, const desk::StoredReceipt& receipt,
                                 std::int64_t steady_ms) {
  impl_->statements->receipt.bind(1, request_id)
      .bind(2, receipt.fingerprint)
      .bind(3, receipt.answer)
      .bind(4, steady_ms)
      .run();
}

void SqliteJournal::erase_receipts_before(std::int64_t steady_ms) {
  impl_->statements->erase_receipts.bind(1, steady_ms).run();
}

void SqliteJournal::record_ack(const std::string& journal_id, std::int64_t seq) {
  impl_->statements->ack.bind(1, journal_id).bind(2, seq).run();
  NewestJournal& newest = impl_->known();
  if (journal_id == newest.id) newest.acked = std::clamp<std::int64_t>(seq, 0, newest.seq);
}

void SqliteJournal::record_notes_known(const desk::NotesKnown& known, std::int64_t at_ms) {
  JournalStatements& statements = *impl_->statements;
  if (known.forget_all) return statements.forget_notes_known.run();
  for (const desk::NotesKnown::One& one : known.notes) {
    if (one.erased) {
      statements.note_erased_there.bind(1, one.name).bind(2, at_ms).bind(3, one.proof).run();
    } else {
      statements.note_sent.bind(1, one.name).bind(2, at_ms).run();
    }
  }
  statements.setting.bind(1, "personal_change").bind(2, std::to_string(known.change)).run();
}

void SqliteJournal::save_directive(const desk::KeptDirective& directive, std::int64_t at_ms) {
  write_directive(impl_->database, impl_->key, directive, at_ms);
}

void SqliteJournal::fork(const std::string& journal_id, std::int64_t common_seq, std::int64_t at_ms) {
  if (!fork_journal(impl_->database, journal_id, common_seq, at_ms)) return;
  impl_->stale = true;
  impl_->unacked_behind = -1;
}

void SqliteJournal::raise_numbers(const std::vector<desk::NumberFloor>& floors) {
  sqlite::Statement raise(impl_->database,
                          "INSERT INTO number_floor (day, service, last_number) VALUES ($1, $2, $3)"
                          " ON CONFLICT (day, service) DO UPDATE SET"
                          " last_number = max(last_number, excluded.last_number)");
  for (const desk::NumberFloor& floor : floors) {
    if (!domain::read_day(domain::to_string(floor.day))) continue;
    raise.bind(1, floor.day.yyyymmdd).bind(2, std::string(1, floor.service)).bind(3, floor.number).run();
  }
}

std::vector<desk::NoteRead> SqliteJournal::notes(const std::string& about) {
  std::vector<desk::NoteRead> read;
  for (StoredNote& stored : notes_of(impl_->database, impl_->key, about)) {
    read.push_back({std::move(stored.note), stored.at_ms});
  }
  return read;
}

std::vector<domain::RepairNumber> SqliteJournal::owed_erasures() {
  sqlite::Statement rows(impl_->database, "SELECT about FROM erasure_owed ORDER BY about");
  std::vector<domain::RepairNumber> owed;
  while (rows.step()) owed.push_back(rows.text(0));
  return owed;
}

std::vector<domain::RepairNumber> SqliteJournal::repairs_of_phone(const std::string& last4) {
  return notes_looked_up(impl_->database, phone_lookup(impl_->key, last4));
}

std::vector<domain::RepairOrder> SqliteJournal::repairs(domain::BusinessDay from, domain::BusinessDay to) {
  return read_repairs(impl_->database, from, to);
}

std::string SqliteJournal::pseudonym(const std::string& text) {
  return storage::pseudonym(impl_->key, text);
}

}  // namespace menting::storage

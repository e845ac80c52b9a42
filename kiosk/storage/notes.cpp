#include "kiosk/storage/notes.h"

#include <optional>
#include <stdexcept>

#include "base/crypto/crypto.h"
#include "kiosk/domain/repair_intake.h"

namespace menting::storage {
namespace {

constexpr std::size_t key_size = 32;

std::string context_of(const domain::Note& note) {
  return note.kind + "\n" + note.ticket;
}

domain::Note note_at(const sqlite::Statement& row) {
  domain::Note note;
  note.ticket = row.text(1);
  note.counter = static_cast<domain::CounterNumber>(row.integer(2));
  note.kind = row.text(3);
  return note;
}

constexpr const char* note_columns = "SELECT id, ticket, counter, kind, at_ms, sealed FROM note";

}  // namespace

std::string branch_key(const DataFolder& folder, sqlite::Database& database) {
  const std::string file = folder.key();
  if (std::optional<std::string> key = read_file(file)) {
    if (key->size() == key_size) return *key;
    throw std::runtime_error(file + " is damaged (it should have 32 bytes and has " + std::to_string(key->size()) +
                             "): put back the key that was kept with the newest backup");
  }
  if (database.value("SELECT EXISTS (SELECT 1 FROM note)") != 0) {
    throw std::runtime_error(file +
                             " is missing, and without it the customers' notes in the database cannot be read: "
                             "put back the key that was kept with the newest backup (FILE.key)");
  }
  std::string key = crypto::random_bytes(key_size);
  write_private_file(file, key);
  return key;
}

std::string seal_note(const std::string& key, const domain::Note& note) {
  return crypto::seal(key, note.text, context_of(note));
}

std::string pseudonym(const std::string& key, const std::string& text) {
  constexpr std::size_t digits = 32;  // 128 bits: no two devices of a branch share one
  return crypto::keyed_hash_hex(key, "pseudonym\n" + text).substr(0, digits);
}

std::string open_note(const std::string& key, const domain::Note& about, const std::string& sealed) {
  std::optional<std::string> text = crypto::unseal(key, sealed, context_of(about));
  if (!text) {
    throw std::runtime_error("a note of " + about.ticket +
                             " cannot be opened: branch.key is another one, or the row was altered");
  }
  return *text;
}

std::vector<StoredNote> notes_of(sqlite::Database& database, const std::string& key, const std::string& about) {
  const bool of_place = about.starts_with("counter:") || about.starts_with("service:");
  const char* which = of_place ? " WHERE ticket = '' AND ((counter > 0 AND $1 = 'counter:' || counter)"
                                 " OR (kind LIKE 'service\\_reason\\__' ESCAPE '\\'"
                                 " AND $1 = 'service:' || substr(kind, -1)))"
                               : " WHERE ticket = $1";
  sqlite::Statement rows(database, std::string(note_columns) + which + " AND erased_at_ms = 0 ORDER BY id");
  rows.bind(1, about);
  std::vector<StoredNote> notes;
  while (rows.step()) {
    StoredNote stored{rows.integer(0), note_at(rows), rows.integer(4)};
    stored.note.text = open_note(key, stored.note, rows.blob(5));
    notes.push_back(std::move(stored));
  }
  return notes;
}

std::string phone_lookup(const std::string& key, const std::string& last4) {
  return pseudonym(key, "telephone ends with\n" + last4);
}

std::string lookup_of(const std::string& key, const domain::Note& note) {
  return note.kind == "customer_phone" ? phone_lookup(key, domain::last_four(note.text)) : std::string();
}

std::vector<std::string> notes_looked_up(sqlite::Database& database, const std::string& lookup) {
  sqlite::Statement rows(database,
                         "SELECT DISTINCT ticket FROM note WHERE lookup = $1 AND lookup <> '' AND erased_at_ms = 0"
                         " ORDER BY ticket");
  rows.bind(1, lookup);
  std::vector<std::string> about;
  while (rows.step()) about.push_back(rows.text(0));
  return about;
}

void find_lookups(sqlite::Database& database, const std::string& key) {
  const std::string lacking = " WHERE kind = 'customer_phone' AND erased_at_ms = 0 AND lookup = ''";
  std::vector<std::pair<std::int64_t, std::string>> found;
  {
    sqlite::Statement rows(database, note_columns + lacking);
    while (rows.step()) {
      domain::Note note = note_at(rows);
      const auto text = crypto::unseal(key, rows.blob(5), context_of(note));
      if (!text) continue;  // verify says which
      note.text = *text;
      found.emplace_back(rows.integer(0), lookup_of(key, note));
    }
  }
  sqlite::Statement row(database, "UPDATE note SET lookup = $2 WHERE id = $1");
  for (const auto& [id, lookup] : found) row.bind(1, id).bind(2, lookup).run();
}

int count_closed_notes(sqlite::Database& database, const std::string& key) {
  sqlite::Statement rows(database, std::string(note_columns) + " WHERE erased_at_ms = 0");
  int closed = 0;
  while (rows.step()) {
    if (key.size() != key_size || !crypto::unseal(key, rows.blob(5), context_of(note_at(rows)))) ++closed;
  }
  return closed;
}

}  // namespace menting::storage

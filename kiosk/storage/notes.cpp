#include "kiosk/storage/notes.h"

#include <optional>
#include <stdexcept>

#include "base/crypto/crypto.h"

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

std::string open_note(const std::string& key, const domain::Note& about, const std::string& sealed) {
  std::optional<std::string> text = crypto::unseal(key, sealed, context_of(about));
  if (!text) {
    throw std::runtime_error("a note of " + about.ticket +
                             " cannot be opened: branch.key is another one, or the row was altered");
  }
  return *text;
}

std::vector<StoredNote> notes_of(sqlite::Database& database, const std::string& key, const domain::TicketId& ticket) {
  sqlite::Statement rows(database, std::string(note_columns) + " WHERE ticket = $1 AND erased_at_ms = 0 ORDER BY id");
  rows.bind(1, ticket);
  std::vector<StoredNote> notes;
  while (rows.step()) {
    StoredNote stored{rows.integer(0), note_at(rows), rows.integer(4)};
    stored.note.text = open_note(key, stored.note, rows.blob(5));
    notes.push_back(std::move(stored));
  }
  return notes;
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

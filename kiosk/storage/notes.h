#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/sqlite/database.h"
#include "kiosk/domain/decide.h"
#include "kiosk/storage/data_folder.h"

namespace menting::storage {

/// The branch's own key, 32 bytes: made at the first start, mode 0600, in the data folder. Throws std::runtime_error
/// when it is missing or unreadable although notes are sealed with it: a new key could never open them.
std::string branch_key(const DataFolder& folder, sqlite::Database& database);

/// A note's text sealed and opened again; bound to its kind and ticket, so that no row can pass for another.
std::string seal_note(const std::string& key, const domain::Note& note);
/// Throws std::runtime_error when the key is another one or the row was altered.
std::string open_note(const std::string& key, const domain::Note& about, const std::string& sealed);

/// The same text always has the same one under a key, and nobody without the key can tell what it was.
std::string pseudonym(const std::string& key, const std::string& text);

struct StoredNote {
  std::int64_t id = 0;
  domain::Note note;
  std::int64_t at_ms = 0;
};

/// Every note about a ticket, a repair order, "counter:3" or "service:A" that was not erased, opened, oldest first.
/// Throws what open_note throws.
std::vector<StoredNote> notes_of(sqlite::Database& database, const std::string& key, const std::string& about);

/// By what a telephone number is found again: a hash of its last four digits that only this key can make.
std::string phone_lookup(const std::string& key, const std::string& last4);
/// What a note is found by; empty: it is not looked for.
std::string lookup_of(const std::string& key, const domain::Note& note);
/// What notes with this lookup are about, each once.
std::vector<std::string> notes_looked_up(sqlite::Database& database, const std::string& lookup);
/// Gives notes their lookup that were written before there was any.
void find_lookups(sqlite::Database& database, const std::string& key);

/// How many notes `key` does not open.
int count_closed_notes(sqlite::Database& database, const std::string& key);

}  // namespace menting::storage

#include "kiosk/storage/schema/schema.h"

namespace menting::storage {

// Times are milliseconds: `_at_ms` since 1970 UTC, `_steady_ms` on the branch's own timeline. Enumerations are stored
// by name. Empty text and 0 mean "none", as in the domain's values.
const char* const schema_0001_first_branch = R"sql(
-- One after the other: a restored backup goes on in a new journal, so that no journal ever forks.
CREATE TABLE journal (
  number INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,
  acked  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What happened, and at the same time the outbox: a row is never changed. `hash` chains it to the row before.
CREATE TABLE event (
  journal INTEGER NOT NULL,
  seq     INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  version INTEGER NOT NULL,
  at      TEXT NOT NULL,
  at_ms   INTEGER NOT NULL,
  hash    TEXT NOT NULL,
  body    TEXT NOT NULL,
  PRIMARY KEY (journal, seq)
) STRICT, WITHOUT ROWID;

-- State rows: what folding the events gives. Start-up loads them instead of the events.
CREATE TABLE ticket (
  id                TEXT PRIMARY KEY,
  day               INTEGER NOT NULL,
  service           TEXT NOT NULL,
  number            INTEGER NOT NULL,
  code              TEXT NOT NULL UNIQUE,
  lane              TEXT NOT NULL,
  language          TEXT NOT NULL,
  state             TEXT NOT NULL,
  ahead_when_taken  INTEGER NOT NULL,
  estimate_low      INTEGER NOT NULL,
  estimate_high     INTEGER NOT NULL,
  taken_at_ms       INTEGER NOT NULL,
  taken_steady_ms   INTEGER NOT NULL,
  counter           INTEGER NOT NULL,
  staff             TEXT NOT NULL,
  calls             INTEGER NOT NULL,
  why               TEXT NOT NULL,
  called_at_ms      INTEGER NOT NULL,
  called_steady_ms  INTEGER NOT NULL,
  waited_ms         INTEGER NOT NULL,
  started_at_ms     INTEGER NOT NULL,
  started_steady_ms INTEGER NOT NULL,
  ended_at_ms       INTEGER NOT NULL,
  ended_steady_ms   INTEGER NOT NULL,
  served_ms         INTEGER NOT NULL,
  outcome           TEXT NOT NULL,
  score             INTEGER NOT NULL,
  aspects           TEXT NOT NULL,
  print             TEXT NOT NULL,
  print_copies      INTEGER NOT NULL,
  UNIQUE (day, service, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_active ON ticket (id) WHERE state IN ('waiting', 'called', 'serving', 'held');

CREATE TABLE counter (
  number      INTEGER PRIMARY KEY,
  state       TEXT NOT NULL,
  staff       TEXT NOT NULL,
  ticket      TEXT NOT NULL,
  last_ticket TEXT NOT NULL,
  reason      TEXT NOT NULL,
  since_ms    INTEGER NOT NULL
) STRICT;

CREATE TABLE number (
  day         INTEGER NOT NULL,
  service     TEXT NOT NULL,
  last_number INTEGER NOT NULL,
  PRIMARY KEY (day, service)
) STRICT, WITHOUT ROWID;

-- Numbers given out before a restore and not in the restored events: they must not be given out again.
CREATE TABLE number_floor (
  day         INTEGER NOT NULL,
  service     TEXT NOT NULL,
  last_number INTEGER NOT NULL,
  PRIMARY KEY (day, service)
) STRICT, WITHOUT ROWID;

CREATE TABLE priority_run (
  service TEXT PRIMARY KEY,
  run     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Free text of people, sealed with the branch's own key. No event speaks of it.
CREATE TABLE note (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket  TEXT NOT NULL,
  counter INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  at_ms   INTEGER NOT NULL,
  sealed  BLOB NOT NULL
) STRICT;
CREATE INDEX note_ticket ON note (ticket);

CREATE TABLE session (
  token_hash      TEXT PRIMARY KEY,
  staff           TEXT NOT NULL,
  since_ms        INTEGER NOT NULL,
  since_steady_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
  request_id  TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  answer      TEXT NOT NULL,
  at_ms       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace menting::storage

#include "server_sync/hq/schema.h"

#include <array>

#include "server_sync/hq/event_batches.h"
#include "server_sync/hq/warehouse_views.h"

namespace menting::hq {
namespace {

// The branch comes first in every key, so that branches can be spread over databases later. Times are milliseconds
// since 1970. Codes and credentials are kept as hashes only.
constexpr const char* first = R"sql(
CREATE TABLE branch (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, added_at INTEGER NOT NULL, revoked_at INTEGER, contact_at INTEGER,
  quarantined INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE code (
  branch TEXT NOT NULL REFERENCES branch(id), hash TEXT NOT NULL, made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL, used_at INTEGER, PRIMARY KEY (branch, hash)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX code_by_hash ON code(hash);

CREATE TABLE credential (
  branch TEXT NOT NULL REFERENCES branch(id), hash TEXT NOT NULL, public_key TEXT NOT NULL,
  made_at INTEGER NOT NULL, revoked_at INTEGER, PRIMARY KEY (branch, hash)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX credential_by_hash ON credential(hash);

CREATE TABLE cursor (
  branch TEXT NOT NULL REFERENCES branch(id), journal TEXT NOT NULL, through INTEGER NOT NULL, hash TEXT NOT NULL,
  started_at INTEGER NOT NULL, last_seen INTEGER NOT NULL, PRIMARY KEY (branch, journal)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  branch TEXT NOT NULL, journal TEXT NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL,
  at TEXT NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL, received_at INTEGER NOT NULL,
  PRIMARY KEY (branch, journal, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE live_ticket (
  branch TEXT NOT NULL, ticket_id TEXT NOT NULL, day INTEGER NOT NULL, service TEXT NOT NULL, state TEXT NOT NULL,
  taken_at INTEGER NOT NULL, counter INTEGER NOT NULL, PRIMARY KEY (branch, ticket_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE live_counter (
  branch TEXT NOT NULL, counter INTEGER NOT NULL, state TEXT NOT NULL, since INTEGER NOT NULL,
  PRIMARY KEY (branch, counter)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_day (
  branch TEXT NOT NULL, day INTEGER NOT NULL, service TEXT NOT NULL, taken INTEGER NOT NULL, called INTEGER NOT NULL,
  finished INTEGER NOT NULL, no_show INTEGER NOT NULL, cancelled INTEGER NOT NULL, rated INTEGER NOT NULL,
  score_sum INTEGER NOT NULL, waited_ms_sum INTEGER NOT NULL, served_ms_sum INTEGER NOT NULL,
  PRIMARY KEY (branch, day, service)
) STRICT, WITHOUT ROWID;

-- One row: which version of the fold the derived tables (live_*, rollup_day) were made by.
CREATE TABLE derived (id INTEGER PRIMARY KEY CHECK (id = 1), fold_version INTEGER NOT NULL) STRICT;
)sql";

// The day a branch is at: of the ticket that was taken last, as received. Derived; 0 before the first one.
constexpr const char* day_of_branch = "ALTER TABLE branch ADD COLUMN day INTEGER NOT NULL DEFAULT 0";

// A credential may end at a time (0: none), when a newer key of the same device took over; `signs`: its requests were
// signed by its key once and have to be from then on. An alarm is counted until somebody has looked.
constexpr const char* keys_and_alarms = R"sql(
ALTER TABLE credential ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE credential ADD COLUMN signs INTEGER NOT NULL DEFAULT 0;
CREATE TABLE alarm (
  branch TEXT NOT NULL REFERENCES branch(id), kind TEXT NOT NULL, count INTEGER NOT NULL, first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL, source TEXT NOT NULL, PRIMARY KEY (branch, kind)
) STRICT, WITHOUT ROWID;
)sql";

// What people said or left, sealed to headquarters' key; `sealed` is base 64. An erased one keeps its row with the
// proof alone, so that a late copy is not stored. `number` counts changes, so that a branch notices a restored
// database.
constexpr const char* personal_data = R"sql(
CREATE TABLE personal (
  branch TEXT NOT NULL REFERENCES branch(id), id TEXT NOT NULL, about TEXT NOT NULL, kind TEXT NOT NULL,
  at TEXT NOT NULL, sealed TEXT NOT NULL, digest TEXT NOT NULL, received_at INTEGER NOT NULL, erased_at TEXT NOT NULL,
  proof TEXT NOT NULL, PRIMARY KEY (branch, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE personal_change (
  branch TEXT PRIMARY KEY REFERENCES branch(id), number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// What was not understood, or is no text, as bytes; an event whose body is no text is without it elsewhere. Sessions:
// any of several headquarters knows who is signed in.
constexpr const char* quarantine_and_sessions = R"sql(
CREATE TABLE quarantine (
  branch TEXT NOT NULL, journal TEXT NOT NULL, seq INTEGER NOT NULL, reason TEXT NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (branch, journal, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, opened_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// One row: the pair that branches seal personal data to, base 64. Every headquarters on this database has the same.
constexpr const char* one_sealing_key = R"sql(
CREATE TABLE sealing_key (
  id INTEGER PRIMARY KEY CHECK (id = 1), public_key TEXT NOT NULL, secret_key TEXT NOT NULL
) STRICT;
)sql";

// Devices in repair. An order's row is there while it is open, for each journal that tells of it; `faults` are lines.
// Sums by the day of the hand-in: `counted_by` is all, kind, brand, model, fault or age.
constexpr const char* repairs = R"sql(
CREATE TABLE live_repair (
  branch TEXT NOT NULL, repair_id TEXT NOT NULL, journal TEXT NOT NULL, day INTEGER NOT NULL, opened INTEGER NOT NULL,
  came_back INTEGER NOT NULL, kind TEXT NOT NULL, brand TEXT NOT NULL, model TEXT NOT NULL, age TEXT NOT NULL,
  faults TEXT NOT NULL, promised_day INTEGER NOT NULL, ready_day INTEGER NOT NULL, state TEXT NOT NULL,
  PRIMARY KEY (branch, repair_id, journal)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_repair (
  branch TEXT NOT NULL, day INTEGER NOT NULL, counted_by TEXT NOT NULL, name TEXT NOT NULL, opened INTEGER NOT NULL,
  came_back INTEGER NOT NULL, handed_over INTEGER NOT NULL, returned_unrepaired INTEGER NOT NULL,
  abandoned INTEGER NOT NULL, promises INTEGER NOT NULL, promises_kept INTEGER NOT NULL,
  PRIMARY KEY (branch, day, counted_by, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_repair_state (
  branch TEXT NOT NULL, day INTEGER NOT NULL, state TEXT NOT NULL, stays INTEGER NOT NULL, ms_sum INTEGER NOT NULL,
  PRIMARY KEY (branch, day, state)
) STRICT, WITHOUT ROWID;
)sql";

// Where a branch stands in the chain. What headquarters remembers of the people in its configuration: `totp` is the
// secret of the second factor, sealed, `totp_step` the newest one that was used. Recovery codes are hashes. The audit
// trail: who did what, never what was typed; `id` tells apart what happened in the same millisecond.
constexpr const char* people = R"sql(
ALTER TABLE branch ADD COLUMN tier TEXT NOT NULL DEFAULT '';
ALTER TABLE branch ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';

CREATE TABLE person (
  user_id TEXT PRIMARY KEY, signed_in_at INTEGER NOT NULL DEFAULT 0, signed_in_from TEXT NOT NULL DEFAULT '',
  totp TEXT NOT NULL DEFAULT '', totp_on INTEGER NOT NULL DEFAULT 0, totp_step INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_code (
  user_id TEXT NOT NULL REFERENCES person(user_id), hash TEXT NOT NULL, PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  at INTEGER NOT NULL, id TEXT NOT NULL, user_id TEXT NOT NULL, action TEXT NOT NULL, branch TEXT NOT NULL,
  about TEXT NOT NULL, status INTEGER NOT NULL, refusal TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (at, id)
) STRICT, WITHOUT ROWID;
)sql";

// Sums of a day by part: service, hour (of the day in UTC), counter, clerk, low_aspect; figures.h says what each is.
// wait_N and serve_N: how many took less than N minutes and no less than the step before. `timezone`: told by
// branch_started.
constexpr const char* figures = R"sql(
ALTER TABLE branch ADD COLUMN timezone TEXT NOT NULL DEFAULT 'Asia/Shanghai';
CREATE TABLE rollup_part (
  branch TEXT NOT NULL, day INTEGER NOT NULL, part TEXT NOT NULL, name TEXT NOT NULL, taken INT NOT NULL,
  calls INT NOT NULL, called INT NOT NULL, no_show INT NOT NULL, cancelled INT NOT NULL, finished INT NOT NULL,
  judged INT NOT NULL, within_target INT NOT NULL, waited_ms_sum INTEGER NOT NULL, served INT NOT NULL,
  served_ms_sum INTEGER NOT NULL, score_1 INT NOT NULL, score_2 INT NOT NULL, score_3 INT NOT NULL,
  score_4 INT NOT NULL, score_5 INT NOT NULL, wait_1 INT NOT NULL, wait_2 INT NOT NULL, wait_4 INT NOT NULL,
  wait_7 INT NOT NULL, wait_10 INT NOT NULL, wait_15 INT NOT NULL, wait_20 INT NOT NULL, wait_30 INT NOT NULL,
  wait_45 INT NOT NULL, wait_more INT NOT NULL, serve_1 INT NOT NULL, serve_2 INT NOT NULL, serve_4 INT NOT NULL,
  serve_7 INT NOT NULL, serve_10 INT NOT NULL, serve_15 INT NOT NULL, serve_20 INT NOT NULL, serve_30 INT NOT NULL,
  serve_45 INT NOT NULL, serve_more INT NOT NULL,
  PRIMARY KEY (branch, day, part, name)
) STRICT, WITHOUT ROWID;
)sql";

// What headquarters says to branches: named documents, numbered by the branch's own count. One row: the pair that signs
// them, base 64. A configuration document belongs to a scope ("chain", "tier:flagship", "region:…", "branch:…") and has
// versions, of which one at most is general; a branch may have been given another one. `made_for` is the branch's tier
// and region when its configuration was put together, `sent` how often that has changed. Pictures are named by their
// hash. Degrees in millionths.
constexpr const char* directives = R"sql(
CREATE TABLE directive_version (
  branch TEXT PRIMARY KEY REFERENCES branch(id), version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE directive (
  branch TEXT NOT NULL REFERENCES branch(id), name TEXT NOT NULL, version INTEGER NOT NULL, made_at INTEGER NOT NULL,
  body TEXT NOT NULL, PRIMARY KEY (branch, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE signing_key (
  id INTEGER PRIMARY KEY CHECK (id = 1), public_key TEXT NOT NULL, secret_key TEXT NOT NULL
) STRICT;

CREATE TABLE configuration (
  scope TEXT NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL, note TEXT NOT NULL, made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (scope, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE configuration_given (
  branch TEXT NOT NULL REFERENCES branch(id), scope TEXT NOT NULL, version INTEGER NOT NULL,
  PRIMARY KEY (branch, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE configuration_state (
  branch TEXT PRIMARY KEY REFERENCES branch(id), made_for TEXT NOT NULL, digest TEXT NOT NULL, sent INTEGER NOT NULL,
  sent_at INTEGER NOT NULL, applied INTEGER NOT NULL, refused INTEGER NOT NULL, said_at INTEGER NOT NULL,
  fault TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE announcement (
  id TEXT PRIMARY KEY, scope TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, first_day TEXT NOT NULL,
  last_day TEXT NOT NULL, picture TEXT NOT NULL, made_at INTEGER NOT NULL, made_by TEXT NOT NULL,
  ended INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE picture (name TEXT PRIMARY KEY, bytes BLOB NOT NULL, made_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE place (
  branch TEXT PRIMARY KEY REFERENCES branch(id), latitude INTEGER, longitude INTEGER, address TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// What can be booked at a branch (`weekdays` and `closed` are numbers with spaces between; `names` JSON by language),
// how full each slot is, and who booked: no name, of a telephone a hash of four digits, of the code a hash. State
// booked, checked_in, served, no_show or cancelled; `noted_at` is when the branch knew it, 0 before.
constexpr const char* appointments = R"sql(
CREATE TABLE appointment_rules (
  branch TEXT PRIMARY KEY REFERENCES branch(id), days_ahead INTEGER NOT NULL, closed TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE appointment_plan (
  branch TEXT NOT NULL REFERENCES branch(id), position INTEGER NOT NULL, service TEXT NOT NULL, names TEXT NOT NULL,
  weekdays TEXT NOT NULL, from_minute INTEGER NOT NULL, to_minute INTEGER NOT NULL, slot_minutes INTEGER NOT NULL,
  capacity INTEGER NOT NULL, PRIMARY KEY (branch, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE appointment_slot (
  branch TEXT NOT NULL, day INTEGER NOT NULL, service TEXT NOT NULL, from_minute INTEGER NOT NULL,
  taken INTEGER NOT NULL, PRIMARY KEY (branch, day, service, from_minute)
) STRICT, WITHOUT ROWID;

CREATE TABLE appointment (
  branch TEXT NOT NULL, id TEXT NOT NULL, number TEXT NOT NULL, day INTEGER NOT NULL, from_minute INTEGER NOT NULL,
  to_minute INTEGER NOT NULL, service TEXT NOT NULL, names TEXT NOT NULL, phone_hash TEXT NOT NULL,
  code_hash TEXT NOT NULL, state TEXT NOT NULL, ticket TEXT NOT NULL, language TEXT NOT NULL,
  booked_at INTEGER NOT NULL, noted_at INTEGER NOT NULL, PRIMARY KEY (branch, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX appointment_by_number ON appointment(branch, day, number);
CREATE INDEX appointment_by_code ON appointment(branch, code_hash);
)sql";

// How a branch was when it said so last. What customers' slips open: `slip` is a hash of the code, `sealed` is read
// with the code alone; kind ticket, repair, or unknown (the branch has no such slip); no row outlives `until`. Who
// looks at a ticket is in slip_watch, and slip_change counts what phones should look at again. An ask is what a
// customer wants done at the branch: state sent, done, refused or expired; what it says goes with its answer.
constexpr const char* phones = R"sql(
CREATE TABLE branch_now (
  branch TEXT PRIMARY KEY, journal TEXT NOT NULL, board INTEGER NOT NULL, at INTEGER NOT NULL,
  received_at INTEGER NOT NULL, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE slip (
  branch TEXT NOT NULL, slip TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, until INTEGER NOT NULL,
  sealed TEXT NOT NULL, PRIMARY KEY (branch, slip)
) STRICT, WITHOUT ROWID;

CREATE TABLE slip_watch (
  branch TEXT NOT NULL, slip TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (branch, slip)
) STRICT, WITHOUT ROWID;

CREATE TABLE slip_change (branch TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE ask (
  branch TEXT NOT NULL, id TEXT NOT NULL, slip TEXT NOT NULL, kind TEXT NOT NULL, made_at INTEGER NOT NULL,
  until INTEGER NOT NULL, state TEXT NOT NULL, sealed TEXT NOT NULL, refusal TEXT NOT NULL, detail TEXT NOT NULL,
  PRIMARY KEY (branch, id)
) STRICT, WITHOUT ROWID;
)sql";

// Sums of a day by service were kept twice, and each batch wrote both: what rollup_day alone knew goes over.
constexpr const char* one_table_of_sums = R"sql(
ALTER TABLE rollup_part ADD COLUMN all_waited_ms_sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollup_part ADD COLUMN all_served_ms_sum INTEGER NOT NULL DEFAULT 0;
INSERT INTO rollup_part SELECT branch, day, 'service', service, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, waited_ms_sum, served_ms_sum
FROM rollup_day WHERE waited_ms_sum + served_ms_sum > 0
ON CONFLICT (branch, day, part, name) DO UPDATE SET all_waited_ms_sum = excluded.all_waited_ms_sum,
  all_served_ms_sum = excluded.all_served_ms_sum;
DROP TABLE rollup_day;
)sql";

constexpr std::array<sql::Step, 15> steps = {{{1, first},
                                              {2, day_of_branch},
                                              {3, keys_and_alarms},
                                              {4, personal_data},
                                              {5, quarantine_and_sessions},
                                              {6, one_sealing_key},
                                              {7, repairs},
                                              {8, people},
                                              {9, figures},
                                              {10, directives},
                                              {11, appointments},
                                              {12, phones},
                                              {13, warehouse_views},
                                              {14, one_table_of_sums},
                                              {15, event_batches, event_batches_in_postgres}}};

}  // namespace

std::span<const sql::Step> schema_steps() {
  return steps;
}

}  // namespace menting::hq

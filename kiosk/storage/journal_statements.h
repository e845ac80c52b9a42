#pragma once

#include "base/sqlite/database.h"

namespace menting::storage {

/// What the journal writes all day, prepared once.
struct JournalStatements {
  explicit JournalStatements(sqlite::Database& database);

  // IMMEDIATE: a transaction that first reads and then writes would fail at once when it is not alone.
  sqlite::Statement begin;
  sqlite::Statement commit;
  sqlite::Statement rollback;
  sqlite::Statement savepoint;
  sqlite::Statement release;
  sqlite::Statement rollback_to;
  sqlite::Statement append;
  sqlite::Statement ticket;
  sqlite::Statement counter;
  sqlite::Statement number;
  sqlite::Statement priority_run;
  sqlite::Statement assistance;
  sqlite::Statement erase_assistance;
  sqlite::Statement closure;
  sqlite::Statement erase_closure;
  sqlite::Statement repair;
  sqlite::Statement loaner;
  sqlite::Statement appointment;
  sqlite::Statement appointment_secret;
  sqlite::Statement erase_appointment_secrets;
  sqlite::Statement setting;
  sqlite::Statement note;
  sqlite::Statement erase_notes;
  sqlite::Statement note_sent;
  sqlite::Statement note_erased_there;
  sqlite::Statement forget_notes_known;
  sqlite::Statement erasure_done;
  sqlite::Statement session;
  sqlite::Statement erase_session;
  sqlite::Statement find_receipt;
  sqlite::Statement receipt;
  sqlite::Statement erase_receipts;
  sqlite::Statement ack;
  sqlite::Statement event_at;
};

}  // namespace menting::storage

#include "kiosk/storage/journal_statements.h"

#include "kiosk/storage/ticket_row.h"

namespace menting::storage {

JournalStatements::JournalStatements(sqlite::Database& database)
    : begin(database, "BEGIN IMMEDIATE"),
      commit(database, "COMMIT"),
      rollback(database, "ROLLBACK"),
      savepoint(database, "SAVEPOINT one_request"),
      release(database, "RELEASE one_request"),
      rollback_to(database, "ROLLBACK TO one_request"),
      append(database,
             "INSERT INTO event (journal, seq, kind, version, at, at_ms, hash, body)"
             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"),
      ticket(database, ticket_upsert_sql()),
      counter(
          database,
          "INSERT INTO counter (number, state, staff, ticket, last_ticket, reason, since_ms, priority_run, services)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (number) DO UPDATE SET state = excluded.state,"
          " staff = excluded.staff, ticket = excluded.ticket, last_ticket = excluded.last_ticket,"
          " reason = excluded.reason, since_ms = excluded.since_ms, priority_run = excluded.priority_run,"
          " services = excluded.services"),
      number(database,
             "INSERT INTO number (day, service, last_number) VALUES ($1, $2, $3)"
             " ON CONFLICT (day, service) DO UPDATE SET last_number = excluded.last_number"),
      priority_run(database,
                   "INSERT INTO priority_run (service, run) VALUES ($1, $2)"
                   " ON CONFLICT (service) DO UPDATE SET run = excluded.run"),
      assistance(
          database,
          "INSERT INTO assistance (number, day, place, language, at_ms, steady_ms) VALUES ($1, $2, $3, $4, $5, $6)"
          " ON CONFLICT (number) DO UPDATE SET day = excluded.day, place = excluded.place,"
          " language = excluded.language, at_ms = excluded.at_ms, steady_ms = excluded.steady_ms"),
      erase_assistance(database, "DELETE FROM assistance WHERE number = $1"),
      closure(database,
              "INSERT INTO closed_service (service, staff, reason, at_ms) VALUES ($1, $2, $3, $4)"
              " ON CONFLICT (service) DO UPDATE SET staff = excluded.staff, reason = excluded.reason,"
              " at_ms = excluded.at_ms"),
      erase_closure(database, "DELETE FROM closed_service WHERE service = $1"),
      repair(database,
             "INSERT INTO repair (number, day, state, ended_day, erased, body) VALUES ($1, $2, $3, $4, $5, $6)"
             " ON CONFLICT (number) DO UPDATE SET state = excluded.state, ended_day = excluded.ended_day,"
             " erased = excluded.erased, body = excluded.body"),
      loaner(database,
             "INSERT INTO loaner (number, state, body) VALUES ($1, $2, $3)"
             " ON CONFLICT (number) DO UPDATE SET state = excluded.state, body = excluded.body"),
      appointment(database,
                  "INSERT INTO appointment (id, number, day, from_minute, to_minute, service, state, ticket)"
                  " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET"
                  " state = excluded.state, ticket = excluded.ticket"),
      appointment_secret(database,
                         "INSERT INTO appointment_secret (id, code_hash, phone_hash) VALUES ($1, $2, $3)"
                         " ON CONFLICT (id) DO UPDATE SET code_hash = excluded.code_hash,"
                         " phone_hash = excluded.phone_hash"),
      erase_appointment_secrets(
          database, "DELETE FROM appointment_secret WHERE id IN (SELECT id FROM appointment WHERE day < $1)"),
      setting(database,
              "INSERT INTO setting (name, value) VALUES ($1, $2)"
              " ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
      note(database,
           "INSERT INTO note (ticket, counter, kind, at_ms, sealed, lookup, name) VALUES ($1, $2, $3, $4, $5, $6, $7)"),
      erase_notes(database,
                  "UPDATE note SET sealed = x'', erased_at_ms = $3, lookup = ''"
                  " WHERE ticket = $1 AND ($2 = '' OR kind = $2) AND erased_at_ms = 0"),
      note_sent(database, "UPDATE note SET sent_at_ms = $2 WHERE name = $1"),
      note_erased_there(database,
                        "UPDATE note SET sealed = x'', erased_there = $3,"
                        " erased_at_ms = iif(erased_at_ms = 0, $2, erased_at_ms) WHERE name = $1"),
      forget_notes_known(database, "UPDATE note SET sent_at_ms = 0, erased_there = ''"),
      erasure_done(database, "DELETE FROM erasure_owed WHERE about = $1"),
      session(database,
              "INSERT INTO session (token_hash, staff, since_ms, since_steady_ms) VALUES ($1, $2, $3, $4)"
              " ON CONFLICT (token_hash) DO UPDATE SET staff = excluded.staff, since_ms = excluded.since_ms,"
              " since_steady_ms = excluded.since_steady_ms"),
      erase_session(database, "DELETE FROM session WHERE token_hash = $1"),
      find_receipt(database, "SELECT fingerprint, answer FROM receipt WHERE request_id = $1"),
      receipt(database,
              "INSERT INTO receipt (request_id, fingerprint, answer, steady_ms) VALUES ($1, $2, $3, $4)"
              " ON CONFLICT (request_id) DO UPDATE SET fingerprint = excluded.fingerprint, answer = excluded.answer,"
              " steady_ms = excluded.steady_ms"),
      erase_receipts(database, "DELETE FROM receipt WHERE steady_ms < $1"),
      ack(database,
          "UPDATE journal SET acked = max(0, min($2, coalesce((SELECT max(seq) FROM event WHERE journal = number), 0)))"
          " WHERE id = $1"),
      event_at(database, "SELECT at_ms FROM event WHERE journal = $1 AND seq = $2") {}

}  // namespace menting::storage

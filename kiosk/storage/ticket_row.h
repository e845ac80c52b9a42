#pragma once

#include <string>

#include "base/sqlite/database.h"
#include "kiosk/domain/ticket.h"

namespace menting::storage {

/// The ticket table's columns in the order that bind_ticket() and ticket_at() use.
extern const char* const ticket_columns;

/// INSERT … ON CONFLICT DO UPDATE with one parameter for each column. What a ticket is known by (day, letter, number,
/// code) is written once: it never changes, and leaving it out of the update spares its indexes.
std::string ticket_upsert_sql();

void bind_ticket(sqlite::Statement& statement, const domain::Ticket& ticket);
/// The ticket of a row of `SELECT <ticket_columns>`. Throws std::runtime_error for a value the program does not know.
domain::Ticket ticket_at(const sqlite::Statement& row);

/// The columns in which two tickets differ, as "state: waiting instead of called"; empty when they are the same.
std::string ticket_difference(const domain::Ticket& found, const domain::Ticket& expected);

}  // namespace menting::storage

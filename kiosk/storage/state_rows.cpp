#include "kiosk/storage/state_rows.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "kiosk/desk/event_json.h"
#include "kiosk/desk/repair_json.h"
#include "kiosk/domain/calendar.h"
#include "kiosk/storage/ticket_row.h"
#include "server_sync/wire/chain.h"

namespace menting::storage {
namespace {

using domain::BranchState;

domain::ServiceLetter letter_at(const sqlite::Statement& row, int column) {
  const std::string text = row.text(column);
  if (text.size() != 1) throw std::runtime_error("the database has a row of service \"" + text + "\", not one letter");
  return text[0];
}

void read_tickets(sqlite::Database& database, domain::BusinessDay since, BranchState& state) {
  // The condition is the partial index's own, word for word: that is how SQLite knows to use it.
  const std::string columns = std::string("SELECT ") + ticket_columns + " FROM ticket WHERE ";
  sqlite::Statement rows(database, columns + "state IN ('waiting', 'called', 'serving', 'held') UNION ALL " + columns +
                                       "day >= $1 AND state NOT IN ('waiting', 'called', 'serving', 'held')");
  rows.bind(1, since.yyyymmdd);
  while (rows.step()) {
    domain::Ticket ticket = ticket_at(rows);
    domain::TicketId id = ticket.id;
    state.tickets.emplace(std::move(id), std::move(ticket));
  }
}

void read_counters(sqlite::Database& database, BranchState& state) {
  sqlite::Statement rows(
      database,
      "SELECT number, state, staff, ticket, last_ticket, reason, since_ms, priority_run, services FROM counter");
  while (rows.step()) {
    domain::Counter counter;
    counter.number = static_cast<domain::CounterNumber>(rows.integer(0));
    if (!domain::from_string(rows.text(1), counter.state)) {
      throw std::runtime_error("counter " + std::to_string(counter.number) +
                               " in the database has an unknown state: \"" + rows.text(1) + "\"");
    }
    counter.staff = rows.text(2);
    counter.ticket = rows.text(3);
    counter.last_ticket = rows.text(4);
    counter.reason = rows.text(5);
    counter.since_ms = rows.integer(6);
    counter.priority_run = static_cast<int>(rows.integer(7));
    counter.services = rows.text(8);
    state.counters.emplace(counter.number, std::move(counter));
  }
}

void read_numbers(sqlite::Database& database, const char* table, BranchState& state) {
  sqlite::Statement rows(database, std::string("SELECT day, service, last_number FROM ") + table);
  while (rows.step()) {
    const domain::BusinessDay day{static_cast<int>(rows.integer(0))};
    int& last = state.last_numbers[{day, letter_at(rows, 1)}];
    last = std::max(last, static_cast<int>(rows.integer(2)));
  }
}

void read_assistance(sqlite::Database& database, BranchState& state) {
  sqlite::Statement rows(database, "SELECT number, day, place, language, at_ms, steady_ms FROM assistance");
  while (rows.step()) {
    const auto number = static_cast<domain::AssistanceNumber>(rows.integer(0));
    state.assistance[number] = {
        number, {static_cast<int>(rows.integer(1))}, rows.text(2), rows.text(3), rows.integer(4), rows.integer(5)};
  }
  sqlite::Statement last(database, "SELECT value FROM setting WHERE name = 'last_assistance'");
  if (!last.step()) return;
  const std::string text = last.text(0);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), state.last_assistance);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw std::runtime_error("the database has no number of the last call for help, but \"" + text + "\"");
  }
}

void read_closures(sqlite::Database& database, BranchState& state) {
  sqlite::Statement rows(database, "SELECT service, staff, reason, at_ms FROM closed_service");
  while (rows.step()) {
    const domain::ServiceLetter service = letter_at(rows, 0);
    state.closed_services[service] = {service, rows.text(1), rows.text(2), rows.integer(3)};
  }
}

/// Which orders that are over and erased are known still: a month of them, to see whether a device came back.
domain::BusinessDay repairs_since(domain::BusinessDay since) {
  constexpr int days_before = 32;
  const bool is_day = domain::read_day(domain::to_string(since)).has_value();
  return is_day ? domain::add_days(since, -days_before) : since;
}

void read_repairs(sqlite::Database& database, domain::BusinessDay since, BranchState& state) {
  sqlite::Statement orders(database,
                           "SELECT body FROM repair WHERE erased = 0 UNION ALL"
                           " SELECT body FROM repair WHERE erased = 1 AND (ended_day >= $1"
                           " OR json_extract(body, '$.loaner') <> 0)");
  orders.bind(1, repairs_since(since).yyyymmdd);
  while (orders.step()) {
    domain::RepairOrder order = desk::read_repair(orders.text(0));
    domain::RepairNumber number = order.number;
    state.repairs.orders.emplace(std::move(number), std::move(order));
  }
  sqlite::Statement loaners(database, "SELECT body FROM loaner");
  while (loaners.step()) {
    domain::Loaner loaner = desk::read_loaner(loaners.text(0));
    state.repairs.loaners.emplace(loaner.number, std::move(loaner));
  }
}

void read_appointments(sqlite::Database& database, domain::BusinessDay since, BranchState& state) {
  sqlite::Statement rows(database,
                         "SELECT id, number, day, from_minute, to_minute, service, state, ticket FROM appointment"
                         " WHERE day >= $1");
  rows.bind(1, since.yyyymmdd);
  while (rows.step()) {
    domain::Appointment one;
    one.id = rows.text(0);
    one.number = rows.text(1);
    one.day.yyyymmdd = static_cast<int>(rows.integer(2));
    one.from_minute = static_cast<int>(rows.integer(3));
    one.to_minute = static_cast<int>(rows.integer(4));
    one.service = letter_at(rows, 5);
    if (!domain::from_string(rows.text(6), one.state)) {
      throw std::runtime_error("appointment " + one.number + " in the database has an unknown state: \"" +
                               rows.text(6) + "\"");
    }
    one.ticket = rows.text(7);
    domain::AppointmentId id = one.id;
    state.appointments.emplace(std::move(id), std::move(one));
  }
}

}  // namespace

domain::BranchState read_state(sqlite::Database& database, domain::BusinessDay since, bool with_floors) {
  BranchState state;
  read_tickets(database, since, state);
  read_counters(database, state);
  read_numbers(database, "number", state);
  if (with_floors) read_numbers(database, "number_floor", state);
  sqlite::Statement runs(database, "SELECT service, run FROM priority_run");
  while (runs.step()) state.priority_runs[letter_at(runs, 0)] = static_cast<int>(runs.integer(1));
  read_assistance(database, state);
  read_closures(database, state);
  read_repairs(database, since, state);
  read_appointments(database, since, state);
  sqlite::Statement digest(database, "SELECT value FROM setting WHERE name = 'config_digest'");
  if (digest.step()) state.config_digest = digest.text(0);
  sqlite::Statement newest(database,
                           "SELECT kind, version, at_ms, body FROM event ORDER BY journal DESC, seq DESC LIMIT 1");
  if (newest.step()) {
    const domain::Event event = event_at(newest);
    state.at_ms = event.at_ms;
    state.steady_ms = event.steady_ms;
  }
  return state;
}

domain::History read_history(sqlite::Database& database, domain::BusinessDay from, domain::BusinessDay before) {
  // An id begins with its day, and the table is in the order of ids: no other day's rows are looked at.
  sqlite::Statement rows(database, std::string("SELECT ") + ticket_columns + " FROM ticket WHERE id >= $1 AND id < $2");
  rows.bind(1, domain::ticket_id(from, 'A', 0).substr(0, 8)).bind(2, domain::ticket_id(before, 'A', 0).substr(0, 8));
  domain::History history;
  domain::BusinessDay newest;
  while (rows.step()) {
    const domain::Ticket ticket = ticket_at(rows);
    if (ticket.day != newest) ++history.days;
    newest = ticket.day;
    history.tally.add(ticket);
  }
  return history;
}

std::vector<domain::RepairOrder> read_repairs(sqlite::Database& database, domain::BusinessDay from,
                                              domain::BusinessDay to) {
  sqlite::Statement rows(database, "SELECT body FROM repair WHERE day >= $1 AND day <= $2 ORDER BY day, number");
  rows.bind(1, from.yyyymmdd).bind(2, to.yyyymmdd);
  std::vector<domain::RepairOrder> orders;
  while (rows.step()) orders.push_back(desk::read_repair(rows.text(0)));
  return orders;
}

domain::Event event_at(const sqlite::Statement& row) {
  return desk::read_event(row.text(0), static_cast<int>(row.integer(1)), row.integer(2), row.text(3));
}

NewestJournal read_newest_journal(sqlite::Database& database) {
  NewestJournal newest;
  sqlite::Statement journal(
      database,
      "SELECT number, id, acked, (SELECT coalesce(max(begun_at_ms), 0) FROM journal WHERE begun_by = 'fork')"
      " FROM journal ORDER BY number DESC LIMIT 1");
  if (!journal.step()) return newest;
  newest.number = journal.integer(0);
  newest.id = journal.text(1);
  newest.acked = journal.integer(2);
  newest.forked_at_ms = journal.integer(3);
  newest.hash = wire::genesis_hash(newest.id);
  sqlite::Statement event(database, "SELECT seq, hash FROM event WHERE journal = $1 ORDER BY seq DESC LIMIT 1");
  event.bind(1, newest.number);
  if (event.step()) {
    newest.seq = event.integer(0);
    newest.hash = event.text(1);
  }
  return newest;
}

}  // namespace menting::storage

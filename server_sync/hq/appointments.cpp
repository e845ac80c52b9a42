#include "server_sync/hq/appointments.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/crypto/crypto.h"
#include "server_sync/hq/directives.h"
#include "server_sync/hq/scope.h"

namespace menting::hq {
namespace {

constexpr int number_tries = 40;
constexpr std::size_t code_letters = 16;
constexpr const char* appointment_columns =
    "branch, id, number, day, from_minute, to_minute, service, names, state, ticket, language, booked_at, noted_at";

AppointmentRow appointment_at(const sql::Statement& row) {
  AppointmentRow one;
  one.branch = row.text(0);
  one.id = row.text(1);
  one.number = row.text(2);
  one.day = static_cast<int>(row.integer(3));
  one.from_minute = static_cast<int>(row.integer(4));
  one.to_minute = static_cast<int>(row.integer(5));
  one.service = row.text(6);
  one.name_json = row.text(7);
  one.state = row.text(8);
  one.ticket = row.text(9);
  one.language = row.text(10);
  one.booked_at_ms = row.integer(11);
  one.noted_at_ms = row.integer(12);
  return one;
}

std::string code_hash(const std::string& code) {
  return crypto::hash_hex("appointment code\n" + code);
}

/// 80 bits in Crockford's letters.
std::string code_of(const std::string& secret, const Booking& booking) {
  constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const std::string key = crypto::hash_hex("appointment codes\n" + secret);
  const std::string bytes =
      crypto::from_hex(crypto::keyed_hash_hex(key, booking.branch + "\n" + booking.request_id)).value();
  std::string code;
  for (std::size_t i = 0; i < code_letters; ++i) code += letters[static_cast<unsigned char>(bytes[i]) % letters.size()];
  return code;
}

std::optional<AppointmentRow> find_where(sql::Connection& sql, const char* condition, const std::string& branch,
                                         const std::string& key) {
  auto& found = sql.statement(std::string("SELECT ") + appointment_columns +
                              " FROM appointment WHERE branch = $1 AND " + condition)
                    .bind(1, branch)
                    .bind(2, key);
  std::optional<AppointmentRow> row;
  if (found.step()) row = appointment_at(found);
  found.reset();
  return row;
}

/// One place of the slot is this one's now; false: there is none left.
bool take_place(sql::Connection& sql, const std::string& branch, const Slot& slot) {
  sql.statement(
         "INSERT INTO appointment_slot (branch, day, service, from_minute, taken) VALUES ($1, $2, $3, $4, 0)"
         " ON CONFLICT (branch, day, service, from_minute) DO NOTHING")
      .bind(1, branch)
      .bind(2, slot.day)
      .bind(3, slot.service)
      .bind(4, slot.from_minute)
      .run();
  // Asked and taken in one statement: whoever else books meanwhile waits for this row and then sees it.
  auto& taking = sql.statement(
      "UPDATE appointment_slot SET taken = taken + 1 WHERE branch = $1 AND day = $2 AND service = $3"
      " AND from_minute = $4 AND taken < $5 RETURNING taken");
  taking.bind(1, branch).bind(2, slot.day).bind(3, slot.service).bind(4, slot.from_minute).bind(5, slot.capacity);
  const bool taken = taking.step();
  taking.reset();
  return taken;
}

bool insert(sql::Connection& sql, const AppointmentRow& one, const std::string& code, const Booking& booking) {
  auto& row = sql.statement(
      "INSERT INTO appointment (branch, id, number, day, from_minute, to_minute, service, names, phone_hash,"
      " code_hash, state, ticket, language, booked_at, noted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
      " 'booked', '', $11, $12, 0) ON CONFLICT (branch, day, number) DO NOTHING RETURNING id");
  row.bind(1, one.branch).bind(2, one.id).bind(3, one.number).bind(4, one.day).bind(5, one.from_minute);
  row.bind(6, one.to_minute).bind(7, one.service).bind(8, one.name_json);
  row.bind(9, crypto::hash_hex("appointment phone\n" + one.id + "\n" + booking.phone_last4));
  row.bind(10, code_hash(code)).bind(11, one.language).bind(12, one.booked_at_ms);
  const bool done = row.step();
  row.reset();
  return done;
}

std::string name_of(const AppointmentPlan& plan, const std::string& service) {
  const auto row =
      std::find_if(plan.rows.begin(), plan.rows.end(), [&](const PlanRow& known) { return known.service == service; });
  return row == plan.rows.end() ? "{}" : row->name_json;
}

/// What the question says, for a WHERE with $1 to $4.
std::string condition(const AppointmentQuestion& question) {
  return " FROM appointment WHERE ($1 = '' OR branch = $1) AND day >= $2 AND day <= $3 AND ($4 = '' OR state = $4)" +
         scope_sql(question.regions, "branch");
}

sql::Statement& ask(sql::Connection& sql, const std::string& text, const AppointmentQuestion& question) {
  return sql.statement(text)
      .bind(1, question.branch)
      .bind(2, question.from)
      .bind(3, question.to)
      .bind(4, question.state);
}

}  // namespace

BookingResult book(sql::Connection& sql, const Booking& booking, const std::string& secret, std::int64_t now_ms) {
  // One after the other at each branch: its list goes down whole.
  const std::array<std::string_view, 1> branches{booking.branch};
  sql.lock({"branch", "branch.id = $1", branches.size(), {sql::Texts(branches)}}, "branch.id");
  BookingResult result;
  result.code = code_of(secret, booking);
  AppointmentRow one;
  one.branch = booking.branch;
  one.id = crypto::hash_hex("appointment\n" + result.code).substr(0, 20);
  if (auto known = find_by_id(sql, booking.branch, one.id)) {
    const bool same =
        known->day == booking.day && known->from_minute == booking.from_minute && known->service == booking.service;
    result.outcome = same ? Booked::done : Booked::request_reused;
    result.appointment = std::move(*known);
    return result;
  }
  const AppointmentPlan plan = read_plan(sql, booking.branch);
  const BranchTime time = time_at(sql, booking.branch, now_ms);
  const auto slots = slots_of(plan, booking.day);
  const auto slot = std::find_if(slots.begin(), slots.end(), [&](const Slot& known) {
    return known.service == booking.service && known.from_minute == booking.from_minute;
  });
  const bool too_far = plan.version == 0 || booking.day >= day_after(time.today, plan.days_ahead);
  if (slot == slots.end() || too_far) return {Booked::slot_unknown, {}, {}};
  const bool over = booking.day < time.today || (booking.day == time.today && booking.from_minute <= time.minute);
  if (over) return {Booked::slot_over, {}, {}};
  sql.statement("UPDATE appointment SET phone_hash = '' WHERE branch = $1 AND day < $2 AND phone_hash <> ''")
      .bind(1, booking.branch)
      .bind(2, time.today)
      .run();
  if (!take_place(sql, booking.branch, *slot)) return {Booked::slot_full, {}, {}};
  one.day = slot->day;
  one.from_minute = slot->from_minute;
  one.to_minute = slot->to_minute;
  one.service = slot->service;
  one.name_json = name_of(plan, slot->service);
  one.state = "booked";
  one.language = booking.language;
  one.booked_at_ms = now_ms;
  for (int tries = 0; tries < number_tries; ++tries) {
    one.number = "P" + crypto::random_digits(tries < number_tries / 2 ? 4 : 6);
    if (!insert(sql, one, result.code, booking)) continue;
    send_appointments(sql, booking.branch, now_ms);
    result.appointment = std::move(one);
    return result;
  }
  throw std::runtime_error("no free appointment number at " + booking.branch);
}

std::optional<AppointmentRow> find_by_code(sql::Connection& sql, const std::string& branch, const std::string& code) {
  return find_where(sql, "code_hash = $2", branch, code_hash(code));
}

std::optional<AppointmentRow> find_by_id(sql::Connection& sql, const std::string& branch, const std::string& id) {
  return find_where(sql, "id = $2", branch, id);
}

void forget_past_phones(sql::Connection& sql, std::int64_t now_ms) {
  // Where a branch's day began later than China's, yesterday is still going on.
  const int yesterday = days_after(day_in_china(now_ms), -1);
  std::vector<std::string> branches;
  auto& planned = sql.statement("SELECT branch FROM appointment_rules");
  while (planned.step()) branches.push_back(planned.text(0));
  for (const std::string& branch : branches) {
    sql.statement("UPDATE appointment SET phone_hash = '' WHERE branch = $1 AND day < $2 AND phone_hash <> ''")
        .bind(1, branch)
        .bind(2, yesterday)
        .run();
  }
}

bool cancel(sql::Connection& sql, AppointmentRow& appointment, std::int64_t now_ms) {
  if (appointment.state == "cancelled") return true;
  const std::array<std::string_view, 1> branches{appointment.branch};
  sql.lock({"branch", "branch.id = $1", branches.size(), {sql::Texts(branches)}}, "branch.id");
  const BranchTime time = time_at(sql, appointment.branch, now_ms);
  const bool over =
      appointment.day < time.today || (appointment.day == time.today && appointment.to_minute <= time.minute);
  if (over) return false;
  auto& moved = sql.statement(
      "UPDATE appointment SET state = 'cancelled' WHERE branch = $1 AND id = $2 AND state = 'booked' RETURNING id");
  moved.bind(1, appointment.branch).bind(2, appointment.id);
  const bool done = moved.step();
  moved.reset();
  if (!done) {
    const auto now = find_by_id(sql, appointment.branch, appointment.id);
    if (now) appointment = *now;
    return now && now->state == "cancelled";
  }
  appointment.state = "cancelled";
  sql.statement(
         "UPDATE appointment_slot SET taken = taken - 1 WHERE branch = $1 AND day = $2 AND service = $3"
         " AND from_minute = $4 AND taken > 0")
      .bind(1, appointment.branch)
      .bind(2, appointment.day)
      .bind(3, appointment.service)
      .bind(4, appointment.from_minute)
      .run();
  send_appointments(sql, appointment.branch, now_ms);
  return true;
}

std::map<std::pair<std::string, int>, int> taken_on(sql::Connection& sql, const std::string& branch, int day) {
  auto& rows = sql.statement("SELECT service, from_minute, taken FROM appointment_slot WHERE branch = $1 AND day = $2");
  rows.bind(1, branch).bind(2, day);
  std::map<std::pair<std::string, int>, int> taken;
  while (rows.step()) taken[{rows.text(0), static_cast<int>(rows.integer(1))}] = static_cast<int>(rows.integer(2));
  return taken;
}

std::vector<AppointmentRow> list_appointments(sql::Connection& sql, const AppointmentQuestion& question, int most) {
  auto& rows = ask(sql,
                   std::string("SELECT ") + appointment_columns + condition(question) +
                       " ORDER BY day, from_minute, branch, number LIMIT $5",
                   question)
                   .bind(5, most);
  std::vector<AppointmentRow> list;
  while (rows.step()) list.push_back(appointment_at(rows));
  return list;
}

std::map<std::string, std::int64_t> count_appointments(sql::Connection& sql, const AppointmentQuestion& question) {
  std::map<std::string, std::int64_t> counts;
  auto& rows = ask(sql, "SELECT state, count(*)" + condition(question) + " GROUP BY state", question);
  while (rows.step()) counts[rows.text(0)] = rows.integer(1);
  return counts;
}

std::string appointments_directive(sql::Connection& sql, const std::string& branch, int today) {
  auto& rows = sql.statement(
      "SELECT id, number, day, from_minute, to_minute, service, code_hash, phone_hash FROM appointment"
      " WHERE branch = $1 AND day >= $2 AND state <> 'cancelled' ORDER BY day, from_minute, number");
  rows.bind(1, branch).bind(2, today);
  nlohmann::ordered_json json{{"from", day_text(today)}, {"items", nlohmann::ordered_json::array()}};
  while (rows.step()) {
    json["items"].push_back({{"id", rows.text(0)},
                             {"number", rows.text(1)},
                             {"date", day_text(static_cast<int>(rows.integer(2)))},
                             {"from", minute_text(static_cast<int>(rows.integer(3)))},
                             {"to", minute_text(static_cast<int>(rows.integer(4)))},
                             {"service", rows.text(5)},
                             {"code_hash", rows.text(6)},
                             {"phone_hash", rows.text(7)}});
  }
  return json.dump();
}

void send_appointments(sql::Connection& sql, const std::string& branch, std::int64_t now_ms) {
  const int today = time_at(sql, branch, now_ms).today;
  put_directive(sql, branch, "appointments", appointments_directive(sql, branch, today), now_ms);
}

}  // namespace menting::hq

#include "kiosk/storage/ticket_row.h"

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

namespace menting::storage {
namespace {

std::string aspects_text(const std::vector<std::string>& aspects) {
  return nlohmann::json(aspects).dump();
}

std::vector<std::string> read_aspects(const std::string& text, const std::string& id) {
  try {
    return nlohmann::json::parse(text).get<std::vector<std::string>>();
  } catch (const nlohmann::json::exception&) {
    throw std::runtime_error("ticket " + id + " in the database has unreadable aspects: \"" + text + "\"");
  }
}

std::string servings_text(const std::vector<domain::Serving>& servings) {
  nlohmann::json all = nlohmann::json::array();
  for (const domain::Serving& s : servings) {
    all.push_back({{"service", std::string(1, s.service)},
                   {"counter", s.counter},
                   {"staff", s.staff},
                   {"started_at", s.started_at_ms},
                   {"served", s.served_ms},
                   {"outcome", s.outcome}});
  }
  return all.dump();
}

std::vector<domain::Serving> read_servings(const std::string& text, const std::string& id) {
  std::vector<domain::Serving> servings;
  try {
    for (const auto& one : nlohmann::json::parse(text)) {
      servings.push_back({one.at("service").get<std::string>().at(0), one.at("counter"), one.at("staff"),
                          one.at("started_at"), one.at("served"), one.at("outcome")});
    }
  } catch (const std::exception&) {
    throw std::runtime_error("ticket " + id + " in the database has unreadable servings: \"" + text + "\"");
  }
  return servings;
}

template <class Value>
Value named(const std::string& text, const char* column, const std::string& id) {
  Value value{};
  if (!domain::from_string(text, value)) {
    throw std::runtime_error("ticket " + id + " in the database has an unknown " + column + ": \"" + text + "\"");
  }
  return value;
}

/// Hands every column's value to `put`, in the order of ticket_columns.
template <class Put>
void each_value(const domain::Ticket& t, Put&& put) {
  put(t.id);
  put(t.day.yyyymmdd);
  put(std::string_view(&t.letter, 1));
  put(t.number);
  put(t.code);
  put(domain::to_string(t.lane));
  put(t.language);
  put(domain::to_string(t.state));
  put(t.ahead_when_taken);
  put(t.estimate_when_taken.low_minutes);
  put(t.estimate_when_taken.high_minutes);
  put(t.taken_at_ms);
  put(t.taken_steady_ms);
  put(t.counter);
  put(t.staff);
  put(t.calls);
  put(domain::to_string(t.why));
  put(t.called_at_ms);
  put(t.called_steady_ms);
  put(t.waited_ms);
  put(t.started_at_ms);
  put(t.started_steady_ms);
  put(t.ended_at_ms);
  put(t.ended_steady_ms);
  put(t.served_ms);
  put(t.outcome);
  put(t.score);
  put(aspects_text(t.aspects));
  put(domain::to_string(t.print));
  put(t.print_copies);
  put(std::string_view(&t.service, 1));
  put(t.since_at_ms);
  put(t.since_steady_ms);
  put(t.kept_ms);
  put(t.for_counter);
  put(t.added);
  put(servings_text(t.servings));
  put(t.holds);
  put(t.hold_reason);
  put(t.held_at_ms);
  put(t.lane_changes);
  put(t.lane_reason);
  put(t.returns);
  put(t.rated_at_ms);
  put(t.rating_answer);
  put(t.answer_staff);
  put(t.answered_at_ms);
  put(t.first_counter);
  put(t.first_staff);
  put(t.first_called_at_ms);
  put(t.first_wait_ms);
  put(t.appointment);
  put(t.slot_from_minute);
  put(t.slot_to_minute);
  put(t.due_steady_ms);
  put(t.let_passes);
}

std::vector<std::string> column_names() {
  std::istringstream columns{ticket_columns};
  std::vector<std::string> names;
  for (std::string name; columns >> name;) {
    if (name.back() == ',') name.pop_back();
    names.push_back(name);
  }
  return names;
}

std::vector<std::string> texts_of(const domain::Ticket& ticket) {
  std::vector<std::string> texts;
  each_value(ticket, [&](const auto& value) {
    std::ostringstream text;
    text << value;
    texts.push_back(text.str());
  });
  return texts;
}

}  // namespace

const char* const ticket_columns =
    "id, day, letter, number, code, lane, language, state, ahead_when_taken, estimate_low, estimate_high, "
    "taken_at_ms, taken_steady_ms, counter, staff, calls, why, called_at_ms, called_steady_ms, waited_ms, "
    "started_at_ms, started_steady_ms, ended_at_ms, ended_steady_ms, served_ms, outcome, score, aspects, print, "
    "print_copies, service, since_at_ms, since_steady_ms, kept_ms, for_counter, added, servings, holds, hold_reason, "
    "held_at_ms, lane_changes, lane_reason, returns, rated_at_ms, rating_answer, answer_staff, answered_at_ms, "
    "first_counter, first_staff, first_called_at_ms, first_wait_ms, appointment, slot_from_minute, "
    "slot_to_minute, due_steady_ms, let_passes";

std::string ticket_upsert_sql() {
  static const std::set<std::string> identity{"id", "day", "letter", "number", "code"};
  std::string values;
  std::string updates;
  int index = 0;
  for (const std::string& column : column_names()) {
    values.append(index == 0 ? "$" : ", $").append(std::to_string(index + 1));
    ++index;
    if (identity.contains(column)) continue;
    updates.append(updates.empty() ? "" : ", ").append(column).append(" = excluded.").append(column);
  }
  return std::string("INSERT INTO ticket (") + ticket_columns + ") VALUES (" + values +
         ") ON CONFLICT (id) DO UPDATE SET " + updates;
}

void bind_ticket(sqlite::Statement& statement, const domain::Ticket& ticket) {
  int at = 0;
  each_value(ticket, [&](const auto& value) { statement.bind(++at, value); });
}

domain::Ticket ticket_at(const sqlite::Statement& row) {
  int at = 0;
  const auto text = [&] { return row.text(at++); };
  const auto wide = [&] { return row.integer(at++); };
  const auto small = [&] { return static_cast<int>(row.integer(at++)); };
  domain::Ticket t;
  t.id = text();
  t.day.yyyymmdd = small();
  const auto one_letter = [&] {
    const std::string said = text();
    if (said.size() != 1) throw std::runtime_error("ticket " + t.id + " in the database has no service letter");
    return said[0];
  };
  t.letter = one_letter();
  t.number = small();
  t.code = text();
  t.lane = named<domain::Lane>(text(), "lane", t.id);
  t.language = text();
  t.state = named<domain::TicketState>(text(), "state", t.id);
  t.ahead_when_taken = small();
  t.estimate_when_taken.low_minutes = small();
  t.estimate_when_taken.high_minutes = small();
  t.taken_at_ms = wide();
  t.taken_steady_ms = wide();
  t.counter = small();
  t.staff = text();
  t.calls = small();
  t.why = named<domain::Why>(text(), "why", t.id);
  t.called_at_ms = wide();
  t.called_steady_ms = wide();
  t.waited_ms = wide();
  t.started_at_ms = wide();
  t.started_steady_ms = wide();
  t.ended_at_ms = wide();
  t.ended_steady_ms = wide();
  t.served_ms = wide();
  t.outcome = text();
  t.score = small();
  t.aspects = read_aspects(text(), t.id);
  t.print = named<domain::PrintState>(text(), "print state", t.id);
  t.print_copies = small();
  t.service = one_letter();
  t.since_at_ms = wide();
  t.since_steady_ms = wide();
  t.kept_ms = wide();
  t.for_counter = small();
  t.added = text();
  t.servings = read_servings(text(), t.id);
  t.holds = small();
  t.hold_reason = text();
  t.held_at_ms = wide();
  t.lane_changes = small();
  t.lane_reason = text();
  t.returns = small();
  t.rated_at_ms = wide();
  t.rating_answer = text();
  t.answer_staff = text();
  t.answered_at_ms = wide();
  t.first_counter = small();
  t.first_staff = text();
  t.first_called_at_ms = wide();
  t.first_wait_ms = wide();
  t.appointment = text();
  t.slot_from_minute = small();
  t.slot_to_minute = small();
  t.due_steady_ms = wide();
  t.let_passes = small();
  return t;
}

std::string ticket_difference(const domain::Ticket& found, const domain::Ticket& expected) {
  if (found == expected) return {};
  const std::vector<std::string> names = column_names();
  const std::vector<std::string> have = texts_of(found);
  const std::vector<std::string> want = texts_of(expected);
  std::string difference;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (have[i] == want[i]) continue;
    difference += (difference.empty() ? "" : ", ") + names[i] + ": " + have[i] + " instead of " + want[i];
  }
  return difference;
}

}  // namespace menting::storage

#include "server_sync/hq/changes.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/time/zone.h"
#include "server_sync/wire/batch_reader.h"
#include "server_sync/wire/body.h"

namespace menting::hq {
namespace {

using wire::Body;

/// Thrown for whatever this version cannot read out of an event; never leaves fold().
struct NotUnderstood {};

std::int64_t integer(const Body& body, std::string_view name, std::int64_t low, std::int64_t high) {
  const auto value = body.integer(name);
  if (!value || *value < low || *value > high) throw NotUnderstood{};
  return *value;
}

/// A duration; below a year, so that sums stay far from overflow.
std::int64_t duration_ms(const Body& body, std::string_view name) {
  return integer(body, name, 0, 366LL * 24 * 3600 * 1000);
}

int counter_of(const Body& body) {
  return static_cast<int>(integer(body, "counter", 0, 100'000));
}

/// A name fit for a row's key; empty: it is none, and nothing is counted under it.
std::string name_of(std::string_view text) {
  constexpr std::size_t name_bytes_max = 64;
  const bool has_control = std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; });
  return has_control || text.size() > name_bytes_max ? "" : std::string(text);
}

struct Ticket {
  std::string id;
  int day = 0;
  std::string service;
};

/// Day and service are in the ticket's name, "20261123-A001": rollups need no look-up of the ticket.
Ticket ticket_of(const Body& body) {
  const auto id = body.text("ticket_id");
  if (!id || id->size() < 11 || id->size() > 32 || (*id)[8] != '-') throw NotUnderstood{};
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string_view day = id->substr(0, 8);
  const std::string_view number = id->substr(10);
  if (!std::all_of(day.begin(), day.end(), is_digit) || (*id)[9] < 'A' || (*id)[9] > 'Z') throw NotUnderstood{};
  if (!std::all_of(number.begin(), number.end(), is_digit)) throw NotUnderstood{};
  Ticket ticket{std::string(*id), 0, std::string(1, (*id)[9])};
  for (const char digit : day) ticket.day = ticket.day * 10 + (digit - '0');
  return ticket;
}

std::int64_t at_ms(const wire::Event& event) {
  const auto at = base::parse_rfc3339(event.at);
  if (!at) throw NotUnderstood{};
  return *at;
}

/// One event read on its own: applied only when all of it was understood.
struct Reading {
  Ticket ticket;
  std::int64_t at_ms = 0;
  Tally tally;
  Figures figures{};             ///< the same for every part
  std::vector<PartKey> parts{};  ///< each once
  std::optional<TicketChange> of_ticket{};
  std::optional<CounterChange> of_counter{};

  void count(const wire::Event& event, const Body& body) {
    ticket = ticket_of(body);
    at_ms = hq::at_ms(event);
  }
  void change(TicketState state, std::int64_t taken_at_ms, int counter) {
    of_ticket = {ticket.id, ticket.day, ticket.service, state, taken_at_ms, counter, tally.taken > 0};
  }
};

bool read_visit(const wire::Event& event, const Body& body, Reading& reading) {
  const std::string& kind = event.kind;
  if (kind == "ticket_taken") {
    reading.count(event, body);
    reading.tally.taken = 1;
    reading.change(TicketState::waiting, reading.at_ms, 0);
  } else if (kind == "ticket_called") {
    reading.count(event, body);
    reading.tally.called = 1;
    const std::int64_t waited_ms = duration_ms(body, "waited_ms");
    // What it waited before an earlier call of the same visit was counted then.
    const std::int64_t kept_ms = body.has("kept_ms") ? duration_ms(body, "kept_ms") : 0;
    reading.tally.waited_ms_sum = std::max<std::int64_t>(0, waited_ms - kept_ms);
    reading.change(TicketState::called, reading.at_ms - waited_ms, counter_of(body));
  } else if (kind == "serving_started") {
    reading.count(event, body);
    reading.change(TicketState::serving, reading.at_ms, counter_of(body));
  } else if (kind == "ticket_resumed") {
    reading.count(event, body);
    reading.change(TicketState::waiting, reading.at_ms, 0);
  } else if (kind == "ticket_transferred" || kind == "serving_finished") {
    reading.count(event, body);
    reading.tally.served_ms_sum = duration_ms(body, "served_ms");
    reading.change(TicketState::waiting, reading.at_ms, 0);
  } else if (kind == "ticket_held") {
    reading.count(event, body);
    reading.tally.served_ms_sum = duration_ms(body, "served_ms");
    reading.change(TicketState::held, reading.at_ms, 0);
  } else if (kind == "ticket_returned") {
    reading.count(event, body);
    reading.tally.no_show = -1;
    reading.change(TicketState::waiting, reading.at_ms - duration_ms(body, "kept_ms"), 0);
  } else if (kind == "visit_finished") {
    reading.count(event, body);
    reading.tally.finished = 1;
    reading.tally.served_ms_sum = duration_ms(body, "served_ms");
    reading.change(TicketState::ended, 0, 0);
  } else if (kind == "no_show_marked") {
    reading.count(event, body);
    reading.tally.no_show = 1;
    reading.change(TicketState::ended, 0, 0);
  } else if (kind == "ticket_cancelled") {
    reading.count(event, body);
    reading.tally.cancelled = 1;
    reading.change(TicketState::ended, 0, 0);
  } else if (kind == "visit_rated") {
    reading.count(event, body);
    reading.tally.rated = 1;
    reading.tally.score_sum = integer(body, "score", 1, 5);
  } else {
    return false;
  }
  return true;
}

/// The first call of a visit: what it waited is counted once. Programs before version 3 did not tell the target, nor
/// whether it was the first one: it is when nothing was waited before.
void read_call(const Body& body, Figures& figures) {
  figures[Sum::calls] = 1;
  const bool tells = body.has("target_minutes");
  const std::int64_t target = tells ? integer(body, "target_minutes", -1, 100'000) : 0;
  const bool first = tells ? target >= 0 : !body.has("kept_ms") || duration_ms(body, "kept_ms") == 0;
  if (!first) return;
  const std::int64_t waited_ms = duration_ms(body, "waited_ms");
  figures.count_wait(waited_ms);
  if (target == 0) return;
  figures[Sum::judged] = 1;
  figures[Sum::within_target] = waited_ms <= target * 60'000 ? 1 : 0;
}

void find_parts(const Body& body, std::int64_t since_ms, Reading& reading) {
  const auto add = [&](Part part, const std::string& name) {
    if (!name.empty()) reading.parts.push_back({reading.ticket.day, part, name});
  };
  reading.parts.reserve(4);
  const Figures& figures = reading.figures;
  add(Part::service, reading.ticket.service);
  const std::int64_t hour = ((since_ms / 3'600'000) % 24 + 24) % 24;
  add(Part::hour, (hour < 10 ? "0" : "") + std::to_string(hour));
  const bool at_a_counter = figures[Sum::calls] + figures[Sum::served] + figures.rated() > 0;
  if (!at_a_counter) return;
  if (body.has("counter")) add(Part::counter, std::to_string(counter_of(body)));
  add(Part::clerk, name_of(body.text("staff").value_or("")));
  const bool is_low = figures.scored(1) + figures.scored(2) > 0;
  const auto aspects = is_low ? body.texts("aspects") : std::nullopt;
  if (!aspects) return;
  std::set<std::string> names;
  for (const std::string_view aspect : *aspects) names.insert(name_of(aspect));
  for (const std::string& name : names) add(Part::low_aspect, name);
}

/// What a visit's event adds to the figures of its day. A visit counts in the hour in which it was taken, a serving in
/// the hour in which it began.
void read_parts(const wire::Event& event, const Body& body, Reading& reading) {
  Figures& figures = reading.figures;
  figures[Sum::taken] = reading.tally.taken;
  figures[Sum::no_show] = reading.tally.no_show;
  figures[Sum::cancelled] = reading.tally.cancelled;
  figures[Sum::finished] = reading.tally.finished;
  std::int64_t since_ms = reading.at_ms;
  if (event.kind == "ticket_called") {
    read_call(body, figures);
    since_ms -= duration_ms(body, "waited_ms");
  }
  if (event.kind == "visit_finished" || event.kind == "serving_finished") {
    figures.count_serving(reading.tally.served_ms_sum);
    since_ms -= reading.tally.served_ms_sum;
  }
  if (reading.tally.rated > 0) figures.count_score(reading.tally.score_sum);
  if (!(figures == Figures{})) find_parts(body, since_ms, reading);
}

/// Of older programs, or one that this one does not know: the branch's time zone stays what it was.
std::string timezone_of(const wire::Event& event) {
  const Body body(event.body);
  std::string name = name_of(body.text("timezone").value_or(""));
  return base::Zone::known(name) ? name : "";
}

bool read_counter(const wire::Event& event, const Body& body, Reading& reading) {
  std::string state;
  if (event.kind == "counter_opened") state = "open";
  if (event.kind == "counter_paused") state = "paused";
  if (event.kind == "counter_closed") state = "closed";
  if (state.empty()) return false;
  reading.of_counter = {counter_of(body), state, at_ms(event)};
  return true;
}

bool read_configuration(const wire::Event& event, const Body& body, Changes& changes) {
  const bool refused = event.kind == "config_refused";
  if (!refused && event.kind != "config_applied") return false;
  ConfigurationChange change;
  change.refused = refused;
  change.at_ms = at_ms(event);
  change.version = body.integer("version").value_or(0);
  if (const auto faults = body.texts("faults")) {
    for (const std::string_view fault : *faults) change.fault.append(change.fault.empty() ? "" : ", ").append(fault);
  }
  changes.configuration = std::move(change);
  return true;
}

/// Kinds that are understood and change nothing that pages show now.
bool changes_nothing(std::string_view kind) {
  static const std::unordered_set<std::string_view> kinds = {
      "ticket_recalled",  "ticket_reprint_asked", "ticket_printed",      "print_failed",    "staff_signed_in",
      "staff_signed_out", "assistance_called",    "assistance_answered", "service_added",   "lane_changed",
      "service_closed",   "service_reopened",     "counter_reassigned",  "rating_answered", "repair_fetched",
      "repair_erased",    "loaner_added",         "loaner_lent",         "loaner_returned", "loaner_retired",
      "note_read",        "ticket_let_pass"};
  return kinds.contains(kind);
}

}  // namespace

void fold(const wire::Event& event, Changes& changes) {
  if (event.damaged) {
    ++changes.quarantined;
    changes.poison.push_back({event.seq, "not_text", event.body});
    return;
  }
  if (event.body.size() > wire::body_bytes_max) {
    ++changes.quarantined;
    changes.poison.push_back({event.seq, "too_large", event.body});
    return;
  }
  if (event.kind == "branch_started") {
    if (std::string timezone = timezone_of(event); !timezone.empty()) changes.timezone = std::move(timezone);
    return;
  }
  if (changes_nothing(event.kind)) return;
  Reading reading;
  bool understood = true;
  try {
    if (auto repair = read_repair(event)) {
      changes.repairs.push_back(std::move(*repair));
      return;
    }
    if (auto appointment = read_appointment(event)) {
      changes.appointments.push_back(std::move(*appointment));
      return;
    }
    const Body body(event.body);
    if (!body.is_object()) throw NotUnderstood{};
    if (read_configuration(event, body, changes)) return;
    if (read_visit(event, body, reading)) {
      read_parts(event, body, reading);
    } else if (!read_counter(event, body, reading)) {
      throw NotUnderstood{};
    }
  } catch (const NotUnderstood&) {
    understood = false;
  } catch (const std::exception&) {  // whatever it is, it must not come again with the branch's next attempt
    understood = false;
  }
  if (!understood) {
    ++changes.quarantined;
    changes.poison.push_back({event.seq, "not_understood", event.body});
    return;
  }
  if (reading.tally.taken > 0) changes.day = reading.ticket.day;
  for (PartKey& key : reading.parts) changes.parts[std::move(key)] += reading.figures;
  if (reading.tally.waited_ms_sum + reading.tally.served_ms_sum > 0) {
    Figures& of_service = changes.parts[{reading.ticket.day, Part::service, reading.ticket.service}];
    of_service[Sum::all_waited_ms_sum] += reading.tally.waited_ms_sum;
    of_service[Sum::all_served_ms_sum] += reading.tally.served_ms_sum;
  }
  if (reading.of_ticket) changes.tickets.push_back(std::move(*reading.of_ticket));
  if (reading.of_counter) changes.counters.push_back(std::move(*reading.of_counter));
}

}  // namespace menting::hq

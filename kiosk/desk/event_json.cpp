#include "kiosk/desk/event_json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "kiosk/desk/repair_event_fields.h"

namespace menting::desk {

using namespace domain;
using nlohmann::json;

namespace {

// One function a fact lists its fields once; writing and reading both walk that list, so they cannot differ.
template <class Visitor>
void fields(Visitor&& v, TicketTaken& e) {
  v("ticket_id", e.ticket_id);
  v("day", e.day.yyyymmdd);
  v("service", e.service);
  v("number", e.number);
  v("lane", e.lane);
  v("code", e.code);
  v("language", e.language);
  v("ahead", e.ahead);
  v("estimate_low", e.estimate.low_minutes);
  v("estimate_high", e.estimate.high_minutes);
}

template <class Visitor, class Fact>
void fields_of_call(Visitor&& v, Fact& e) {
  v("ticket_id", e.ticket_id);
  v("counter", e.counter);
  v("staff", e.staff);
}

template <class Visitor>
void fields(Visitor&& v, TicketCalled& e) {
  fields_of_call(v, e);
  v("waited_ms", e.waited_ms);
  v("why", e.why);
  v.since_2("kept_ms", e.kept_ms);
  v.since_2("passed_over", e.passed_over);
  v.since_3("target_minutes", e.target_minutes);
}
template <class Visitor>
void fields(Visitor&& v, TicketRecalled& e) {
  fields_of_call(v, e);
  v("call", e.call);
}
template <class Visitor>
void fields(Visitor&& v, ServingStarted& e) {
  fields_of_call(v, e);
}
template <class Visitor>
void fields(Visitor&& v, VisitFinished& e) {
  fields_of_call(v, e);
  v("outcome", e.outcome);
  v("served_ms", e.served_ms);
}
template <class Visitor>
void fields(Visitor&& v, NoShowMarked& e) {
  fields_of_call(v, e);
}
template <class Visitor>
void fields(Visitor&& v, TicketCancelled& e) {
  fields_of_call(v, e);
  v("reason", e.reason);
}
template <class Visitor>
void fields(Visitor&& v, TicketResumed& e) {
  fields_of_call(v, e);
  v("reason", e.reason);
}
template <class Visitor>
void fields(Visitor&& v, CounterOpened& e) {
  v("counter", e.counter);
  v("staff", e.staff);
}
template <class Visitor>
void fields(Visitor&& v, CounterPaused& e) {
  v("counter", e.counter);
  v("staff", e.staff);
  v("reason", e.reason);
}
template <class Visitor>
void fields(Visitor&& v, CounterClosed& e) {
  v("counter", e.counter);
  v("staff", e.staff);
  v("reason", e.reason);
}
template <class Visitor>
void fields(Visitor&& v, VisitRated& e) {
  fields_of_call(v, e);
  v("score", e.score);
  v("aspects", e.aspects);
}
template <class Visitor>
void fields(Visitor&& v, TicketReprintAsked& e) {
  v("ticket_id", e.ticket_id);
  v("staff", e.staff);
}
template <class Visitor>
void fields(Visitor&& v, TicketPrinted& e) {
  v("ticket_id", e.ticket_id);
  v("copy", e.copy);
}
template <class Visitor>
void fields(Visitor&& v, PrintFailed& e) {
  v("ticket_id", e.ticket_id);
  v("reason", e.reason);
}
template <class Visitor>
void fields(Visitor&& v, StaffSignedIn& e) {
  v("staff", e.staff);
}
template <class Visitor>
void fields(Visitor&& v, StaffSignedOut& e) {
  v("staff", e.staff);
}
template <class Visitor>
void fields(Visitor&& v, BranchStarted& e) {
  v("version", e.version);
  v.since_2("timezone", e.timezone);
}
template <class Visitor>
void fields(Visitor&& v, ConfigApplied& e) {
  v("digest", e.digest);
  v.unless_zero("version", e.version);
}
template <class Visitor>
void fields(Visitor&& v, ConfigRefused& e) {
  v("version", e.version);
  v("fault_count", e.fault_count);
  v("faults", e.faults);
}
template <class Visitor>
void fields(Visitor&& v, AssistanceCalled& e) {
  v("assistance", e.assistance);
  v("day", e.day.yyyymmdd);
  v("place", e.place);
  v("language", e.language);
}
template <class Visitor>
void fields(Visitor&& v, AssistanceAnswered& e) {
  v("assistance", e.assistance);
  v("staff", e.staff);
  v("outcome", e.outcome);
  v("waited_ms", e.waited_ms);
}

template <class Visitor>
void fields(Visitor&& v, TicketTransferred& e) {
  fields_of_call(v, e);
  v("service", e.service);
  v("to_counter", e.to_counter);
  v("served_ms", e.served_ms);
}
template <class Visitor>
void fields(Visitor&& v, TicketHeld& e) {
  fields_of_call(v, e);
  v("reason", e.reason);
  v("served_ms", e.served_ms);
}
template <class Visitor>
void fields(Visitor&& v, ServiceAdded& e) {
  v("ticket_id", e.ticket_id);
  v("staff", e.staff);
  v("service", e.service);
}
template <class Visitor>
void fields(Visitor&& v, ServingFinished& e) {
  fields_of_call(v, e);
  v("outcome", e.outcome);
  v("served_ms", e.served_ms);
  v("next_service", e.next_service);
}
template <class Visitor>
void fields(Visitor&& v, LaneChanged& e) {
  v("ticket_id", e.ticket_id);
  v("staff", e.staff);
  v("lane", e.lane);
  v("reason", e.reason);
}
template <class Visitor>
void fields(Visitor&& v, TicketReturned& e) {
  v("ticket_id", e.ticket_id);
  v("staff", e.staff);
  v("kept_ms", e.kept_ms);
}
template <class Visitor>
void fields(Visitor&& v, TicketLetPass& e) {
  v("ticket_id", e.ticket_id);
  v("passed", e.passed);
  v("later_ms", e.later_ms);
}
template <class Visitor, class Fact>
void fields_of_service(Visitor&& v, Fact& e) {
  v("service", e.service);
  v("staff", e.staff);
  v("reason", e.reason);
}
template <class Visitor>
void fields(Visitor&& v, ServiceClosed& e) {
  fields_of_service(v, e);
}
template <class Visitor>
void fields(Visitor&& v, ServiceReopened& e) {
  fields_of_service(v, e);
}
template <class Visitor>
void fields(Visitor&& v, CounterReassigned& e) {
  v("counter", e.counter);
  v("staff", e.staff);
  v("services", e.services);
  v("reason", e.reason);
}
template <class Visitor>
void fields(Visitor&& v, RatingAnswered& e) {
  v("ticket_id", e.ticket_id);
  v("staff", e.staff);
  v("action", e.action);
}

template <class Visitor>
void fields(Visitor&& v, NotesRead& e) {
  v("staff", e.staff);
  v("subject", e.subject);
}

template <class Visitor>
void fields(Visitor&& v, AppointmentNoted& e) {
  v("appointment", e.appointment);
  v("number", e.number);
  v("day", e.day.yyyymmdd);
  v("from_minute", e.from_minute);
  v("to_minute", e.to_minute);
  v("service", e.service);
}
template <class Visitor, class Fact>
requires(std::is_same_v<Fact, AppointmentCancelled> || std::is_same_v<Fact, AppointmentMissed>) void fields(Visitor&& v,
                                                                                                            Fact& e) {
  v("appointment", e.appointment);
}
template <class Visitor>
void fields(Visitor&& v, AppointmentCheckedIn& e) {
  v("appointment", e.appointment);
  v("ticket_id", e.ticket_id);
  v("from_minute", e.from_minute);
  v("to_minute", e.to_minute);
  v("due_steady_ms", e.due_steady_ms);
}
template <class Visitor>
void fields(Visitor&& v, AppointmentSettled& e) {
  v("appointment", e.appointment);
  v("state", e.state);
}

struct Writer {
  json& body;
  template <class T>
  void since_2(const char* name, T& value) const {
    (*this)(name, value);
  }
  void unless_zero(const char* name, std::int64_t& value) const {
    if (value != 0) body[name] = value;
  }
  template <class T>
  void since_3(const char* name, T& value) const {
    (*this)(name, value);
  }
  /// A field that version 2 left out.
  template <class T>
  void until_1(const char*, T&) const {}
  void operator()(const char* name, ServiceLetter& value) const { body[name] = std::string(1, value); }
  void operator()(const char* name, Lane& value) const { body[name] = std::string(to_string(value)); }
  void operator()(const char* name, RepairState& value) const { body[name] = std::string(to_string(value)); }
  void operator()(const char* name, RepairStep& value) const { body[name] = std::string(to_string(value)); }
  void operator()(const char* name, Why& value) const { body[name] = std::string(to_string(value)); }
  void operator()(const char* name, AppointmentState& value) const { body[name] = std::string(to_string(value)); }
  template <class T>
  void operator()(const char* name, T& value) const {
    body[name] = value;
  }
};

struct Reader {
  const json& body;
  int version = 1;

  /// A field that came with version 2 of its kind: before, it was what a new fact has.
  template <class T>
  void since_2(const char* name, T& value) const {
    if (version >= 2) (*this)(name, value);
  }
  template <class T>
  void since_3(const char* name, T& value) const {
    if (version >= 3) (*this)(name, value);
  }

  template <class T>
  void until_1(const char* name, T& value) const {
    if (version < 2) (*this)(name, value);
  }

  /// A field that came without another version: who does not know it misses nothing.
  void unless_zero(const char* name, std::int64_t& value) const {
    if (body.contains(name)) (*this)(name, value);
  }

  template <class Code>
  void code(const char* name, Code& value) const {
    const auto text = body.at(name).get<std::string>();
    if (!from_string(text, value)) throw std::runtime_error("unknown " + std::string(name) + " " + text);
  }
  void operator()(const char* name, ServiceLetter& value) const {
    const auto text = body.at(name).get<std::string>();
    if (text.size() != 1) throw std::runtime_error("a service is one letter, not " + text);
    value = text[0];
  }
  void operator()(const char* name, Lane& value) const { code(name, value); }
  void operator()(const char* name, RepairState& value) const { code(name, value); }
  void operator()(const char* name, RepairStep& value) const { code(name, value); }
  void operator()(const char* name, Why& value) const { code(name, value); }
  void operator()(const char* name, AppointmentState& value) const { code(name, value); }
  template <class T>
  void operator()(const char* name, T& value) const {
    value = body.at(name).get<T>();
  }
};

// In the order of the variant.
constexpr std::array<std::string_view, std::variant_size_v<Fact>> kinds{
    "ticket_taken",           "ticket_called",      "ticket_recalled",
    "serving_started",        "visit_finished",     "no_show_marked",
    "ticket_cancelled",       "ticket_resumed",     "counter_opened",
    "counter_paused",         "counter_closed",     "visit_rated",
    "ticket_reprint_asked",   "ticket_printed",     "print_failed",
    "staff_signed_in",        "staff_signed_out",   "branch_started",
    "config_applied",         "assistance_called",  "assistance_answered",
    "ticket_transferred",     "ticket_held",        "service_added",
    "serving_finished",       "lane_changed",       "ticket_returned",
    "service_closed",         "service_reopened",   "counter_reassigned",
    "rating_answered",        "repair_opened",      "repair_advanced",
    "repair_corrected",       "repair_promised",    "repair_fetched",
    "repair_erased",          "loaner_added",       "loaner_lent",
    "loaner_returned",        "loaner_retired",     "note_read",
    "config_refused",         "appointment_noted",  "appointment_cancelled",
    "appointment_checked_in", "appointment_missed", "appointment_settled",
    "ticket_let_pass"};

template <std::size_t I = 0>
Fact fact_of(std::size_t index) {
  if constexpr (I < std::variant_size_v<Fact>) {
    if (index == I) return Fact(std::in_place_index<I>);
    return fact_of<I + 1>(index);
  } else {
    throw std::runtime_error("no such fact");
  }
}

}  // namespace

std::string_view event_kind(const Fact& fact) {
  return kinds[fact.index()];
}

bool is_event_kind(std::string_view kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

int event_version(const Fact& fact) {
  if (std::holds_alternative<TicketCalled>(fact)) return 3;
  const bool second = std::holds_alternative<BranchStarted>(fact) || std::holds_alternative<RepairOpened>(fact) ||
                      std::holds_alternative<RepairAdvanced>(fact);
  return second ? 2 : 1;
}

std::string event_body(const Event& event) {
  json body = json::object();
  body["steady_ms"] = event.steady_ms;
  Fact copy = event.fact;
  std::visit([&](auto& fact) { fields(Writer{body}, fact); }, copy);
  return body.dump();
}

Event read_event(std::string_view kind, int version, std::int64_t at_ms, std::string_view body_text) {
  std::size_t index = 0;
  while (index < kinds.size() && kinds[index] != kind) ++index;
  if (index == kinds.size()) throw std::runtime_error("unknown event kind " + std::string(kind));
  Event event{fact_of(index), at_ms, 0};
  if (version < 1 || version > event_version(event.fact)) {
    throw std::runtime_error("unknown version of event " + std::string(kind));
  }
  try {
    const json body = json::parse(body_text);
    event.steady_ms = body.at("steady_ms").get<std::int64_t>();
    std::visit([&](auto& fact) { fields(Reader{body, version}, fact); }, event.fact);
    return event;
  } catch (const json::exception& e) {
    throw std::runtime_error("event " + std::string(kind) + ": " + e.what());
  }
}

}  // namespace menting::desk

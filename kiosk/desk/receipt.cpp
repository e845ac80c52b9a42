#include "kiosk/desk/receipt.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "kiosk/desk/json_code.h"
#include "kiosk/desk/repair_json.h"

namespace menting::desk {

using namespace domain;
using nlohmann::json;

namespace {

json write(const std::vector<Serving>& servings) {
  json all = json::array();
  for (const Serving& s : servings) {
    all.push_back({{"service", std::string(1, s.service)},
                   {"counter", s.counter},
                   {"staff", s.staff},
                   {"started_at", s.started_at_ms},
                   {"served", s.served_ms},
                   {"outcome", s.outcome}});
  }
  return all;
}

json write(const Ticket& t) {
  return {{"id", t.id},
          {"day", t.day.yyyymmdd},
          {"service", std::string(1, t.service)},
          {"letter", std::string(1, t.letter)},
          {"number", t.number},
          {"since_at", t.since_at_ms},
          {"since_steady", t.since_steady_ms},
          {"kept", t.kept_ms},
          {"for_counter", t.for_counter},
          {"added", t.added},
          {"servings", write(t.servings)},
          {"holds", t.holds},
          {"hold_reason", t.hold_reason},
          {"held_at", t.held_at_ms},
          {"lane_changes", t.lane_changes},
          {"lane_reason", t.lane_reason},
          {"returns", t.returns},
          {"let_passes", t.let_passes},
          {"lane", to_string(t.lane)},
          {"code", t.code},
          {"language", t.language},
          {"state", to_string(t.state)},
          {"ahead", t.ahead_when_taken},
          {"low", t.estimate_when_taken.low_minutes},
          {"high", t.estimate_when_taken.high_minutes},
          {"taken_at", t.taken_at_ms},
          {"taken_steady", t.taken_steady_ms},
          {"counter", t.counter},
          {"staff", t.staff},
          {"calls", t.calls},
          {"why", to_string(t.why)},
          {"called_at", t.called_at_ms},
          {"called_steady", t.called_steady_ms},
          {"waited", t.waited_ms},
          {"started_at", t.started_at_ms},
          {"started_steady", t.started_steady_ms},
          {"ended_at", t.ended_at_ms},
          {"ended_steady", t.ended_steady_ms},
          {"served", t.served_ms},
          {"outcome", t.outcome},
          {"score", t.score},
          {"aspects", t.aspects},
          {"rated_at", t.rated_at_ms},
          {"rating_answer", t.rating_answer},
          {"answer_staff", t.answer_staff},
          {"answered_at", t.answered_at_ms},
          {"first_counter", t.first_counter},
          {"first_staff", t.first_staff},
          {"first_called_at", t.first_called_at_ms},
          {"first_wait", t.first_wait_ms},
          {"appointment", t.appointment},
          {"slot_from", t.slot_from_minute},
          {"slot_to", t.slot_to_minute},
          {"due_steady", t.due_steady_ms},
          {"print", to_string(t.print)},
          {"copies", t.print_copies}};
}

std::vector<Serving> read_servings(const json& all) {
  std::vector<Serving> servings;
  for (const json& j : all) {
    servings.push_back({j.at("service").get<std::string>().at(0), j.at("counter"), j.at("staff"), j.at("started_at"),
                        j.at("served"), j.at("outcome")});
  }
  return servings;
}

Ticket read_ticket(const json& j) {
  Ticket t;
  t.id = j.at("id");
  t.day.yyyymmdd = j.at("day");
  t.service = j.at("service").get<std::string>().at(0);
  t.number = j.at("number");
  t.lane = code_of<Lane>(j, "lane");
  t.code = j.at("code");
  t.language = j.at("language");
  t.state = code_of<TicketState>(j, "state");
  t.ahead_when_taken = j.at("ahead");
  t.estimate_when_taken = {j.at("low"), j.at("high")};
  t.taken_at_ms = j.at("taken_at");
  t.taken_steady_ms = j.at("taken_steady");
  t.counter = j.at("counter");
  t.staff = j.at("staff");
  t.calls = j.at("calls");
  t.why = code_of<Why>(j, "why");
  t.called_at_ms = j.at("called_at");
  t.called_steady_ms = j.at("called_steady");
  t.waited_ms = j.at("waited");
  t.started_at_ms = j.at("started_at");
  t.started_steady_ms = j.at("started_steady");
  t.ended_at_ms = j.at("ended_at");
  t.ended_steady_ms = j.at("ended_steady");
  t.served_ms = j.at("served");
  t.outcome = j.at("outcome");
  t.score = j.at("score");
  t.aspects = j.at("aspects").get<std::vector<std::string>>();
  t.print = code_of<PrintState>(j, "print");
  t.print_copies = j.at("copies");
  // Receipts of the program's first versions lack these.
  t.letter = j.value("letter", std::string(1, t.service)).at(0);
  t.since_at_ms = j.value("since_at", t.taken_at_ms);
  t.since_steady_ms = j.value("since_steady", t.taken_steady_ms);
  t.kept_ms = j.value("kept", std::int64_t{0});
  t.for_counter = j.value("for_counter", 0);
  t.added = j.value("added", std::string());
  if (j.contains("servings")) t.servings = read_servings(j.at("servings"));
  t.holds = j.value("holds", 0);
  t.hold_reason = j.value("hold_reason", std::string());
  t.held_at_ms = j.value("held_at", std::int64_t{0});
  t.lane_changes = j.value("lane_changes", 0);
  t.lane_reason = j.value("lane_reason", std::string());
  t.returns = j.value("returns", 0);
  t.let_passes = j.value("let_passes", 0);
  t.rated_at_ms = j.value("rated_at", std::int64_t{0});
  t.rating_answer = j.value("rating_answer", std::string());
  t.answer_staff = j.value("answer_staff", std::string());
  t.answered_at_ms = j.value("answered_at", std::int64_t{0});
  t.first_counter = j.value("first_counter", 0);
  t.first_staff = j.value("first_staff", std::string());
  t.first_called_at_ms = j.value("first_called_at", std::int64_t{0});
  t.first_wait_ms = j.value("first_wait", std::int64_t{0});
  t.appointment = j.value("appointment", std::string());
  t.slot_from_minute = j.value("slot_from", 0);
  t.slot_to_minute = j.value("slot_to", 0);
  t.due_steady_ms = j.value("due_steady", std::int64_t{0});
  return t;
}

json write(const Counter& c) {
  return {{"number", c.number},  {"state", to_string(c.state)},  {"staff", c.staff},
          {"ticket", c.ticket},  {"last_ticket", c.last_ticket}, {"reason", c.reason},
          {"since", c.since_ms}, {"run", c.priority_run},        {"services", c.services}};
}

Counter read_counter(const json& j) {
  Counter c;
  c.number = j.at("number");
  c.state = code_of<CounterState>(j, "state");
  c.staff = j.at("staff");
  c.ticket = j.at("ticket");
  c.last_ticket = j.at("last_ticket");
  c.reason = j.at("reason");
  c.since_ms = j.at("since");
  c.priority_run = j.value("run", 0);
  c.services = j.value("services", std::string());
  return c;
}

json write(const ServiceStanding& s) {
  json out{{"letter", std::string(1, s.letter)}};
  if (s.closure) {
    out["closure"] = {{"staff", s.closure->staff}, {"reason", s.closure->reason}, {"at", s.closure->at_ms}};
  }
  return out;
}

ServiceStanding read_service(const json& j) {
  ServiceStanding standing{j.at("letter").get<std::string>().at(0), std::nullopt};
  if (j.contains("closure")) {
    const json& closure = j.at("closure");
    standing.closure = ServiceClosure{standing.letter, closure.at("staff"), closure.at("reason"), closure.at("at")};
  }
  return standing;
}

json write(const AssistanceCall& a) {
  return {{"number", a.number},     {"day", a.day.yyyymmdd}, {"place", a.place},
          {"language", a.language}, {"at", a.at_ms},         {"steady", a.steady_ms}};
}

AssistanceCall read_assistance(const json& j) {
  return {j.at("number"), {j.at("day")}, j.at("place"), j.at("language"), j.at("at"), j.at("steady")};
}

}  // namespace

std::string receipt_json(const Receipt& receipt) {
  json out = json::object();
  if (const auto* refusal = std::get_if<Refusal>(&receipt)) {
    out["refusal"] = to_string(refusal->code);
    out["about"] = refusal->about;
  } else {
    const auto& answer = std::get<Answer>(receipt);
    if (answer.ticket) out["ticket"] = write(*answer.ticket);
    if (answer.counter) out["counter"] = write(*answer.counter);
    if (answer.assistance) out["assistance"] = write(*answer.assistance);
    if (answer.repair) out["repair"] = repair_json(*answer.repair);
    if (answer.loaner) out["loaner"] = loaner_json(*answer.loaner);
    if (answer.no_ticket)
      out["no_ticket"] = {{"refusal", to_string(answer.no_ticket->code)}, {"about", answer.no_ticket->about}};
    if (answer.service) out["service"] = write(*answer.service);
  }
  // What somebody typed comes back in `about`; bytes that are not UTF-8 must not stop the answer.
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

Receipt read_receipt(const std::string& text) {
  try {
    const json in = json::parse(text);
    if (in.contains("refusal")) return Refusal{code_of<RefusalCode>(in, "refusal"), in.at("about")};
    Answer answer;
    if (in.contains("ticket")) answer.ticket = read_ticket(in.at("ticket"));
    if (in.contains("counter")) answer.counter = read_counter(in.at("counter"));
    if (in.contains("assistance")) answer.assistance = read_assistance(in.at("assistance"));
    if (in.contains("repair")) answer.repair = read_repair(in.at("repair").get<std::string>());
    if (in.contains("loaner")) answer.loaner = read_loaner(in.at("loaner").get<std::string>());
    if (in.contains("no_ticket")) {
      const json& why = in.at("no_ticket");
      answer.no_ticket = Refusal{code_of<RefusalCode>(why, "refusal"), why.at("about")};
    }
    if (in.contains("service")) answer.service = read_service(in.at("service"));
    return answer;
  } catch (const json::exception& e) {
    throw std::runtime_error(std::string("not a receipt: ") + e.what());
  }
}

}  // namespace menting::desk

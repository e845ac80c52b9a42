#include "kiosk/lan/views.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/time/zone.h"
#include "kiosk/domain/estimate.h"
#include "kiosk/lan/json_values.h"
#include "kiosk/words/words.h"

namespace menting::lan {
namespace {

using Json = nlohmann::ordered_json;
using domain::Ticket, domain::TicketState;

constexpr std::int64_t rating_open_ms = 24 * 3600 * std::int64_t{1000};
constexpr std::int64_t disk_low_mb = 200;

Json number_or_null(int number) {
  return number == 0 ? Json(nullptr) : Json(number);
}

Json range(const domain::Estimate& estimate) {
  return {{"low", estimate.low_minutes}, {"high", estimate.high_minutes}};
}

Json names_of(const domain::Plan& plan, domain::ServiceLetter letter) {
  const domain::Service* service = plan.service(letter);
  return service == nullptr ? Json(nullptr) : Json(service->name);
}

Json letters(std::span<const domain::ServiceLetter> services) {
  Json out = Json::array();
  for (const char letter : services) out.push_back(std::string(1, letter));
  return out;
}

void put_closure(Json& json, const std::optional<domain::ServiceClosure>& closure) {
  json["closed_by_manager"] = closure.has_value();
  json["closed_reason"] = closure ? Json(closure->reason) : Json(nullptr);
  json["closed_at"] = closure ? time_or_null(closure->at_ms) : Json(nullptr);
}

std::int64_t seconds_between(std::int64_t from_ms, std::int64_t to_ms) {
  return std::max<std::int64_t>(0, to_ms - from_ms) / 1000;
}

/// What of a ticket changes with time alone.
struct Standing {
  int ahead = 0;
  domain::Estimate estimate;
  Json waited_s = nullptr;
  bool known = true;  ///< ahead and estimate
  Json served_s = 0;
};

/// What of the visit is done already.
Json servings_json(const Ticket& ticket, const ViewContext& context) {
  Json all = Json::array();
  for (const domain::Serving& serving : ticket.servings) {
    const domain::StaffPlan* person = context.plan.person(serving.staff);
    Json one;
    one["service"] = std::string(1, serving.service);
    one["service_name"] = names_of(context.plan, serving.service);
    one["counter"] = serving.counter;
    one["staff_name"] = person == nullptr ? Json(nullptr) : Json(person->name);
    one["started_at"] = time_or_null(serving.started_at_ms);
    one["served_s"] = serving.served_ms / 1000;
    one["outcome"] = serving.outcome;
    all.push_back(std::move(one));
  }
  return all;
}

/// Not in the place any more that its slip speaks of.
bool moved(const Ticket& ticket) {
  return ticket.since_at_ms != ticket.taken_at_ms || ticket.service != ticket.letter || ticket.for_counter != 0;
}

Json ticket_json(const Ticket& ticket, const Standing& standing, const ViewContext& context) {
  const bool waiting = ticket.state == TicketState::waiting;
  Json json;
  json["id"] = ticket.id;
  json["ticket"] = domain::ticket_name(ticket);
  json["service"] = std::string(1, ticket.service);
  json["service_name"] = names_of(context.plan, ticket.service);
  json["lane"] = domain::to_string(ticket.lane);
  json["state"] = domain::to_string(ticket.state);
  json["ahead"] = standing.known ? Json(standing.ahead) : Json(nullptr);
  json["estimate_minutes"] = standing.known ? range(standing.estimate) : Json(nullptr);
  json["appointment"] = Json::parse(slot_view(ticket));
  json["code"] = context.slip_text(ticket.code);
  json["taken_at"] = time_or_null(ticket.taken_at_ms);
  json["called_at"] = time_or_null(ticket.called_at_ms);
  json["started_at"] = time_or_null(ticket.started_at_ms);
  json["ended_at"] = time_or_null(ticket.ended_at_ms);
  json["counter"] = number_or_null(ticket.counter);
  json["calls"] = ticket.calls;
  json["waited_s"] = standing.waited_s;
  json["served_s"] = standing.served_s;
  json["why"] = waiting || ticket.calls == 0 ? std::string() : words::why(ticket, context.language);
  json["outcome"] = text_or_null(ticket.outcome);
  const auto repair = context.board.repair_tickets.find(ticket.id);
  json["repair"] = repair == context.board.repair_tickets.end() ? Json(nullptr) : Json(repair->second);
  json["rated"] = ticket.score != 0;
  json["print"] = domain::to_string(ticket.print);
  json["for_counter"] = number_or_null(ticket.for_counter);
  json["added_services"] = letters(ticket.added);
  json["servings"] = servings_json(ticket, context);
  json["holds"] = ticket.holds;
  json["hold_reason"] = text_or_null(ticket.hold_reason);
  json["held_at"] = time_or_null(ticket.held_at_ms);
  json["lane_changes"] = ticket.lane_changes;
  json["lane_reason"] = text_or_null(ticket.lane_reason);
  json["returns"] = ticket.returns;
  return json;
}

Standing standing_when_done(const Ticket& ticket) {
  Standing standing;
  if (ticket.state == TicketState::waiting) {
    standing.ahead = ticket.ahead_when_taken;
    standing.estimate = ticket.estimate_when_taken;
    standing.known = !moved(ticket);
  } else {
    standing.waited_s = ticket.waited_ms / 1000;
  }
  standing.served_s = ticket.served_ms / 1000;
  return standing;
}

Standing standing_now(const Ticket& ticket, int ahead, const ViewContext& context) {
  Standing standing = standing_when_done(ticket);
  if (ticket.state == TicketState::waiting) {
    standing.ahead = ahead;
    standing.known = true;
    standing.waited_s = seconds_between(ticket.since_at_ms, context.now_ms);
    // The range on the slip, or of a newcomer where the slip's is of another place, shrunk as the queue before it did.
    const desk::ServiceView* service = moved(ticket) ? context.board.service(ticket.service) : nullptr;
    const domain::Estimate& whole = service == nullptr ? ticket.estimate_when_taken : service->estimate;
    const int then = (service == nullptr ? ticket.ahead_when_taken : service->waiting) + 1;
    const int now = std::min(ahead + 1, then);
    standing.estimate = {whole.low_minutes * now / then, (whole.high_minutes * now + then - 1) / then};
    if (domain::is_open_ended(whole)) standing.estimate.high_minutes = whole.high_minutes;
  } else if (ticket.state == TicketState::cancelled && ticket.calls == 0) {
    standing.waited_s = seconds_between(ticket.since_at_ms, ticket.ended_at_ms);
  } else if (ticket.state == TicketState::serving) {
    standing.served_s = seconds_between(ticket.started_at_ms, context.now_ms);  // what was before is in the servings
  }
  return standing;
}

/// Who stand in one line: of a service, or for a counter.
std::pair<domain::CounterNumber, domain::ServiceLetter> line_of(const Ticket& ticket) {
  return {ticket.for_counter, ticket.for_counter != 0 ? '-' : ticket.service};
}

/// How many of the same line are called before this one.
int ahead_of(const Ticket& ticket, const desk::Board& board) {
  int ahead = 0;
  for (const domain::TicketId& id : board.waiting) {
    if (id == ticket.id) return ahead;
    const Ticket* other = board.ticket(id);
    if (other != nullptr && line_of(*other) == line_of(ticket)) ++ahead;
  }
  return 0;
}

Json ticket_now(const Ticket& ticket, const ViewContext& context) {
  return ticket_json(ticket, standing_now(ticket, ahead_of(ticket, context.board), context), context);
}

std::string list_of(Json items) {
  Json json;
  const std::size_t total = items.size();
  json["items"] = std::move(items);
  json["total"] = total;
  return dump(json);
}

Json assistance_json(const domain::AssistanceCall& call) {
  Json json;
  json["id"] = call.number;
  json["place"] = call.place;
  json["language"] = call.language;
  json["since"] = time_or_null(call.at_ms);
  return json;
}

Json counter_json(const domain::Counter& counter, Json ticket, const ViewContext& context) {
  const domain::CounterPlan* plan = context.plan.counter(counter.number);
  const domain::StaffPlan* person = context.plan.person(counter.staff);
  Json json;
  json["number"] = counter.number;
  json["state"] = domain::to_string(counter.state);
  json["services"] = letters(domain::services_of(context.plan, counter));
  json["services_configured"] = plan == nullptr ? Json::array() : letters(plan->services);
  json["moved"] = !counter.services.empty();
  json["staff"] = text_or_null(counter.staff);
  json["staff_name"] = person == nullptr ? Json(nullptr) : Json(person->name);
  json["reason"] = counter.state == domain::CounterState::paused ? text_or_null(counter.reason) : Json(nullptr);
  json["since"] = time_or_null(counter.since_ms);
  json["ticket"] = std::move(ticket);
  return json;
}

}  // namespace

std::string ticket_view(const Ticket& ticket, const ViewContext& context) {
  return dump(ticket_now(ticket, context));
}

std::string ticket_receipt_view(const Ticket& ticket, bool just_taken, const ViewContext& context) {
  Standing standing = standing_when_done(ticket);
  if (just_taken) standing.waited_s = 0;
  return dump(ticket_json(ticket, standing, context));
}

std::string ticket_list_view(const std::vector<const Ticket*>& tickets, std::size_t total, const ViewContext& context) {
  std::map<domain::TicketId, int> ahead;
  std::map<std::pair<domain::CounterNumber, domain::ServiceLetter>, int> seen;
  for (const domain::TicketId& id : context.board.waiting) {
    if (const Ticket* ticket = context.board.ticket(id)) ahead[id] = seen[line_of(*ticket)]++;
  }
  Json items = Json::array();
  for (const Ticket* ticket : tickets) {
    const auto place = ahead.find(ticket->id);
    const int before = place == ahead.end() ? 0 : place->second;
    items.push_back(ticket_json(*ticket, standing_now(*ticket, before, context), context));
  }
  Json json;
  json["items"] = std::move(items);
  json["total"] = total;
  return dump(json);
}

std::string counter_view(const domain::Counter& counter, const ViewContext& context) {
  const Ticket* ticket = context.board.ticket(counter.ticket);
  return dump(counter_json(counter, ticket == nullptr ? Json(nullptr) : ticket_now(*ticket, context), context));
}

std::string counter_list_view(const ViewContext& context) {
  Json items = Json::array();
  for (const domain::Counter& counter : context.board.counters) {
    const Ticket* ticket = context.board.ticket(counter.ticket);
    items.push_back(counter_json(counter, ticket == nullptr ? Json(nullptr) : ticket_now(*ticket, context), context));
  }
  return list_of(std::move(items));
}

std::string queue_list_view(const ViewContext& context) {
  std::map<domain::ServiceLetter, std::int64_t> waits_since;
  for (const domain::TicketId& id : context.board.waiting) {
    const Ticket* ticket = context.board.ticket(id);
    if (ticket == nullptr) continue;
    const auto oldest = waits_since.try_emplace(ticket->service, ticket->since_at_ms).first;
    oldest->second = std::min(oldest->second, ticket->since_at_ms);
  }
  Json items = Json::array();
  for (const desk::ServiceView& service : context.board.services) {
    const domain::Service* plan = context.plan.service(service.letter);
    const auto oldest = waits_since.find(service.letter);
    Json item;
    item["letter"] = std::string(1, service.letter);
    item["name"] = service.name;
    item["open"] = service.open;
    put_closure(item, service.closure);
    item["target_wait_minutes"] = plan == nullptr ? 0 : plan->target_wait_minutes;
    for (const TicketState state : {TicketState::waiting, TicketState::called, TicketState::serving, TicketState::held,
                                    TicketState::no_show, TicketState::cancelled, TicketState::finished}) {
      item[std::string(domain::to_string(state))] = service.counts.of(state);
    }
    item["longest_wait_s"] = oldest == waits_since.end() ? 0 : seconds_between(oldest->second, context.now_ms);
    items.push_back(std::move(item));
  }
  return list_of(std::move(items));
}

std::string counter_receipt_view(const domain::Counter& counter, const Ticket* ticket, const ViewContext& context) {
  if (ticket == nullptr || ticket->id != counter.ticket) ticket = context.board.ticket(counter.ticket);
  const Json shown = ticket == nullptr ? Json(nullptr) : ticket_json(*ticket, standing_when_done(*ticket), context);
  return dump(counter_json(counter, shown, context));
}

std::string rating_view(const domain::Counter& counter, const ViewContext& context) {
  const Ticket* ticket = context.board.ticket(counter.last_ticket);
  Json json;
  json["counter"] = counter.number;
  json["ticket"] = ticket == nullptr ? Json(nullptr) : Json(domain::ticket_name(*ticket));
  json["service_name"] = ticket == nullptr ? Json(nullptr) : names_of(context.plan, ticket->service);
  json["finished_at"] = ticket == nullptr ? Json(nullptr) : time_or_null(ticket->ended_at_ms);
  const char* reason = nullptr;
  if (ticket == nullptr || ticket->state != TicketState::finished) {
    reason = "visit_not_finished";
  } else if (ticket->score != 0) {
    reason = "already_rated";
  } else if (context.now_ms - ticket->ended_at_ms > rating_open_ms) {
    reason = "rating_closed";
  }
  json["rateable"] = reason == nullptr;
  json["reason"] = reason == nullptr ? Json(nullptr) : Json(reason);
  return dump(json);
}

std::string service_view(const desk::ServiceStanding& standing, const ViewContext& context) {
  const desk::ServiceView* now = context.board.service(standing.letter);
  Json json;
  json["letter"] = std::string(1, standing.letter);
  json["name"] = names_of(context.plan, standing.letter);
  json["open"] = !standing.closure && now != nullptr && now->open;
  json["waiting"] = now == nullptr ? 0 : now->waiting;
  put_closure(json, standing.closure);
  return dump(json);
}

std::string rated_view(const Ticket& ticket) {
  Json json;
  json["ticket"] = domain::ticket_name(ticket);
  json["state"] = domain::to_string(ticket.state);
  json["rated"] = true;
  json["score"] = ticket.score;
  json["aspects"] = ticket.aspects;
  if (!ticket.rating_answer.empty()) {
    json["id"] = ticket.id;
    json["action"] = ticket.rating_answer;
    json["answered_at"] = time_or_null(ticket.answered_at_ms);
  }
  return dump(json);
}

std::string assistance_view(const domain::AssistanceCall& call) {
  return dump(assistance_json(call));
}

std::string assistance_list_view(const ViewContext& context) {
  Json items = Json::array();
  for (const domain::AssistanceCall& call : context.board.assistance) {
    Json item = assistance_json(call);
    item["waited_s"] = seconds_between(call.at_ms, context.now_ms);
    items.push_back(std::move(item));
  }
  return list_of(std::move(items));
}

std::string estimates_view(const desk::Board& board) {
  const auto json_of = [](const domain::Told& told) {
    Json json;
    json["told"] = told.count;
    json["within"] = told.within;
    json["sooner"] = told.sooner;
    json["later"] = told.later;
    json["hit_rate"] = told.count == 0 ? Json(nullptr) : Json(static_cast<double>(told.within) / told.count);
    json["told_at_once"] = told.at_once;
    json["at_once_within"] = told.at_once_within;
    return json;
  };
  Json json;
  json["business_day"] = domain::to_string(board.day);
  json["hit_rate_meant"] = domain::estimate_share;
  json["today"] = json_of(board.told);
  json["days_before"] = json_of(board.told_before);
  return dump(json);
}

std::string board_view(const desk::Board& board, const domain::Plan& plan, const LanSettings& settings) {
  Json json;
  json["version"] = board.version;
  json["at"] = base::rfc3339(board.at_ms);
  json["business_day"] = domain::to_string(board.day);
  json["name"] = plan.name;
  json["timezone"] = settings.timezone;
  json["open"] = board.open;
  json["break_until"] =
      board.break_until_minute == 0 ? Json(nullptr) : Json(domain::time_of_day(board.break_until_minute));
  json["opens"] = domain::time_of_day(plan.opens_minute);
  json["closes"] = domain::time_of_day(plan.closes_minute);
  json["languages"] = settings.wall.languages;
  json["voice"] = settings.wall.voice;
  json["recall_gap_s"] = plan.recall_gap_s;
  json["no_show_after_calls"] = plan.no_show_after_calls;
  Json& services = json["services"] = Json::array();
  for (const desk::ServiceView& service : board.services) {
    const domain::Service* service_plan = plan.service(service.letter);
    services.push_back({{"letter", std::string(1, service.letter)},
                        {"name", service.name},
                        {"target_wait_minutes", service_plan == nullptr ? 0 : service_plan->target_wait_minutes},
                        {"waiting", service.waiting},
                        {"estimate_minutes", range(service.estimate)},
                        {"open", service.open},
                        {"closed_by_manager", service.closure.has_value()}});
  }
  Json& counters = json["counters"] = Json::array();
  for (const domain::Counter& counter : board.counters) {
    const Ticket* ticket = board.ticket(counter.ticket);
    counters.push_back({{"number", counter.number},
                        {"state", domain::to_string(counter.state)},
                        {"services", letters(domain::services_of(plan, counter))},
                        {"ticket", ticket == nullptr ? Json(nullptr) : Json(domain::ticket_name(*ticket))},
                        {"ticket_state", ticket == nullptr ? Json(nullptr) : Json(domain::to_string(ticket->state))}});
  }
  Json& calls = json["calls"] = Json::array();
  for (const desk::CallView& call : board.calls) {
    calls.push_back({{"ticket", domain::ticket_name(call.service, call.number)},
                     {"counter", call.counter},
                     {"at", base::rfc3339(call.at_ms)},
                     {"recall", call.recall}});
  }
  return dump(json);
}

namespace {

/// A copy of this machine, or an older state of it that was put back, is news for so long.
constexpr std::int64_t fork_news_ms = 7 * 24 * 3600 * std::int64_t{1000};

/// How far headquarters is behind, and why; the words are the page's.
Json sync_json(const desk::JournalPosition& journal, const desk::Health& health, std::int64_t now_ms) {
  const bool behind = journal.unacked_since_ms > 0;
  const std::int64_t age_ms = behind ? std::max<std::int64_t>(0, now_ms - journal.unacked_since_ms) : 0;
  return {{"behind", std::max<std::int64_t>(0, journal.seq - journal.acked)},
          {"oldest_s", age_ms / 1000},
          {"trouble", health.hq_trouble()},
          {"forked", journal.forked_at_ms > 0 && now_ms - journal.forked_at_ms < fork_news_ms}};
}

}  // namespace

std::string health_view(const desk::Board& board, const desk::Health& health, const HealthFacts& facts,
                        std::string_view language) {
  std::error_code error;
  const auto space = std::filesystem::space(facts.data_folder, error);
  const std::int64_t free_mb = error ? -1 : static_cast<std::int64_t>(space.available / (1024 * 1024));
  auto reasons = health.reasons();
  auto troubled = health.troubled();
  bool degraded = health.degraded();
  if (free_mb >= 0 && free_mb < disk_low_mb) {
    reasons.push_back("disk: only " + std::to_string(free_mb) +
                      " MB are free; make room on the disk of the data folder");
    degraded = true;
    if (std::find(troubled.begin(), troubled.end(), "disk") == troubled.end()) troubled.emplace_back("disk");
  }
  if (board.journal.forked_at_ms > 0 && facts.now_ms - board.journal.forked_at_ms < fork_news_ms) {
    reasons.push_back(
        "journal: headquarters had other events under this branch's journal, so it goes on in a new one and nothing is "
        "lost; if this machine or its data folder was copied, stop the copy");
  }
  Json json;
  json["status"] = degraded ? "degraded" : "ok";
  const words::HealthCodes codes{health.hq_trouble(), desk::to_string(health.printer())};
  for (std::string& reason : reasons) reason = words::health_reason(reason, codes, language);
  json["reasons"] = reasons;
  json["troubled"] = troubled;
  json["version"] = facts.version;
  json["uptime_s"] = facts.uptime_s;
  json["journal"] = {{"id", board.journal.id}, {"seq", board.journal.seq}, {"acked", board.journal.acked}};
  json["printer"] = desk::to_string(health.printer());
  json["hq"] = desk::to_string(health.hq());
  json["sync"] = sync_json(board.journal, health, facts.now_ms);
  json["disk_free_mb"] = error ? Json(nullptr) : Json(free_mb);
  return dump(json);
}

}  // namespace menting::lan

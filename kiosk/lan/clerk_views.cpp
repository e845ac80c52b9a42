#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/time/zone.h"
#include "kiosk/domain/calling_order.h"
#include "kiosk/domain/estimate.h"
#include "kiosk/lan/views.h"

// What a clerk works from: the counter's own queue, and the clerk's own day.
namespace menting::lan {
namespace {

using Json = nlohmann::ordered_json;
using domain::Ticket;
using domain::TicketState;

constexpr std::int64_t minute_ms = 60'000;
constexpr int low_score_max = 2;

domain::Pool pool_of(const domain::Counter& counter, const std::vector<domain::ServiceLetter>& services,
                     const desk::Board& board) {
  domain::Pool pool;
  pool.counter = counter.number;
  pool.services = services;
  pool.counter_run = counter.priority_run;
  for (const desk::ServiceView& service : board.services) pool.service_runs[service.letter] = service.priority_run;
  for (const domain::TicketId& id : board.waiting) {
    if (const Ticket* ticket = board.ticket(id)) pool.waiting.push_back(ticket);
  }
  return pool;
}

/// Why a ticket has its place, and until when it should have been called.
Json turn_json(const domain::InTurn& turn, const ViewContext& context) {
  const Ticket& ticket = *turn.ticket;
  const domain::Service* service = context.plan.service(ticket.service);
  const domain::Estimate& told = ticket.estimate_when_taken;
  // What the slip promised is of its own service, and of the wait that it began.
  const bool promised = ticket.service == ticket.letter && ticket.servings.empty() && !domain::is_open_ended(told);
  Json json;
  json["why"] = domain::to_string(turn.why);
  json["target_at"] = service == nullptr
                          ? Json(nullptr)
                          : Json(base::rfc3339(ticket.since_at_ms + service->target_wait_minutes * minute_ms));
  json["promised_until"] =
      promised ? Json(base::rfc3339(ticket.taken_at_ms + told.high_minutes * minute_ms)) : Json(nullptr);
  return json;
}

/// Of this state and for this counter: of its services, or last seen there. The newest first.
std::vector<const Ticket*> aside(TicketState state, const domain::Pool& pool, const desk::Board& board) {
  std::vector<const Ticket*> found;
  for (const desk::TicketPtr& ticket : board.tickets) {
    // Who missed the call on another day has no place to come back to.
    if (ticket->state != state || (state == TicketState::no_show && ticket->day != board.day)) continue;
    const bool offered = std::count(pool.services.begin(), pool.services.end(), ticket->service) > 0;
    if (offered || ticket->counter == pool.counter) found.push_back(ticket.get());
  }
  const auto since_ms = [](const Ticket* t) { return std::max(t->held_at_ms, t->ended_at_ms); };
  std::stable_sort(found.begin(), found.end(),
                   [&](const Ticket* a, const Ticket* b) { return since_ms(a) > since_ms(b); });
  return found;
}

Json list_json(std::vector<const Ticket*> tickets, std::size_t limit, const ViewContext& context) {
  const std::size_t total = tickets.size();
  if (tickets.size() > limit) tickets.resize(limit);
  return Json::parse(ticket_list_view(tickets, total, context));
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json mean_or_null(std::int64_t sum, int count) {
  return count == 0 ? Json(nullptr) : Json(sum / count);
}

}  // namespace

std::string counter_queue_view(domain::CounterNumber number, std::size_t limit, const ViewContext& context) {
  const domain::Counter* counter = context.board.counter(number);
  const domain::CounterPlan* plan = context.plan.counter(number);
  if (counter == nullptr || plan == nullptr) return R"({"items":[],"total":0})";
  const domain::Pool pool = pool_of(*counter, plan->services, context.board);
  const std::int64_t since_board_ms = std::max<std::int64_t>(0, context.now_ms - context.board.at_ms);
  const auto order = domain::calling_order(context.plan, pool, context.board.steady_ms + since_board_ms);
  std::vector<const Ticket*> tickets;
  tickets.reserve(order.size());
  for (const domain::InTurn& turn : order) tickets.push_back(turn.ticket);

  Json json = list_json(tickets, limit, context);
  std::size_t place = 0;
  for (Json& item : json["items"]) item["turn"] = turn_json(order[place++], context);
  json["elsewhere"] = pool.waiting.size() - order.size();
  json["held"] = list_json(aside(TicketState::held, pool, context.board), limit, context);
  json["missed"] = list_json(aside(TicketState::no_show, pool, context.board), limit, context);
  return dump(json);
}

std::string own_day_view(const domain::StaffId& staff, const desk::Board& board) {
  int served = 0, called = 0, no_shows = 0, ratings = 0, low_ratings = 0;
  std::int64_t served_ms = 0, waited_ms = 0, scores = 0;
  for (const desk::TicketPtr& ticket : board.tickets) {
    if (ticket->day != board.day) continue;
    for (const domain::Serving& serving : ticket->servings) {
      if (serving.staff != staff) continue;
      served += serving.outcome == "held" ? 0 : 1;  // they come back for the rest
      served_ms += serving.served_ms;
    }
    if (ticket->staff != staff || ticket->calls == 0) continue;
    ++called;
    waited_ms += ticket->waited_ms;
    no_shows += ticket->state == TicketState::no_show ? 1 : 0;
    if (ticket->score == 0) continue;
    ++ratings;
    scores += ticket->score;
    low_ratings += ticket->score <= low_score_max ? 1 : 0;
  }
  Json json;
  json["served"] = served;
  json["serve_mean_s"] = mean_or_null(served_ms / 1000, served);
  json["called"] = called;
  json["wait_mean_s"] = mean_or_null(waited_ms / 1000, called);
  json["no_shows"] = no_shows;
  json["ratings"] = ratings;
  json["rating_mean"] = ratings == 0 ? Json(nullptr) : Json(static_cast<double>(scores) / ratings);
  json["low_ratings"] = low_ratings;
  return dump(json);
}

}  // namespace menting::lan

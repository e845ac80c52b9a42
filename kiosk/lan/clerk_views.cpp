#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/time/zone.h"
#include "kiosk/domain/calling_order.h"
#include "kiosk/domain/day_report.h"
#include "kiosk/domain/estimate.h"
#include "kiosk/lan/json_values.h"
#include "kiosk/lan/views.h"

// What a clerk works from: the counter's own queue, and the clerk's own day.
namespace menting::lan {
namespace {

using Json = nlohmann::ordered_json;
using domain::Ticket;
using domain::TicketState;

constexpr std::int64_t minute_ms = 60'000;

domain::Pool pool_of(const domain::Counter& counter, const domain::Plan& plan, const desk::Board& board) {
  domain::Pool pool;
  pool.counter = counter.number;
  const auto services = domain::services_of(plan, counter);
  pool.services.assign(services.begin(), services.end());
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
  const std::int64_t early_ms = std::max<std::int64_t>(0, ticket.due_steady_ms - ticket.since_steady_ms);
  Json json;
  json["why"] = domain::to_string(turn.why);
  json["target_at"] =
      service == nullptr
          ? Json(nullptr)
          : Json(base::rfc3339(ticket.since_at_ms + early_ms + service->target_wait_minutes * minute_ms));
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

}  // namespace

std::string counter_queue_view(domain::CounterNumber number, std::size_t limit, const ViewContext& context) {
  const domain::Counter* counter = context.board.counter(number);
  if (counter == nullptr || context.plan.counter(number) == nullptr) return R"({"items":[],"total":0})";
  const domain::Pool pool = pool_of(*counter, context.plan, context.board);
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

std::string own_day_view(const domain::StaffId& staff, const desk::Board& board, const domain::Plan& plan) {
  // The manager's report by the same hand, so that both say the same.
  domain::DayReporter reporter(plan, [](std::int64_t) { return 0; });
  for (const desk::TicketPtr& ticket : board.tickets) {
    if (ticket->day == board.day) reporter.add(*ticket);
  }
  const auto& clerks = reporter.report().clerks;
  const auto found = clerks.find(staff);
  const domain::ReportRow row = found == clerks.end() ? domain::ReportRow{} : found->second;
  Json json;
  json["served"] = row.served;
  json["serve_mean_s"] = row.served == 0 ? Json(nullptr) : Json(domain::mean_of(row.serves_ms) / 1000);
  json["called"] = row.called;
  json["wait_mean_s"] = row.called == 0 ? Json(nullptr) : Json(domain::mean_of(row.waits_ms) / 1000);
  json["no_shows"] = row.no_shows;
  json["ratings"] = row.ratings;
  json["rating_mean"] = row.ratings == 0 ? Json(nullptr) : Json(static_cast<double>(row.score_sum) / row.ratings);
  json["low_ratings"] = row.low_ratings;
  return dump(json);
}

}  // namespace menting::lan

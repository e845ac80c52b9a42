#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/metrics/text.h"
#include "base/text/catalog.h"
#include "kiosk/lan/metrics_view.h"
#include "kiosk/lan/reception.h"
#include "kiosk/lan/unfit.h"

// What is answered from the Board and the disk alone.
namespace menting::lan {
namespace {

constexpr std::int64_t wait_s_max = 60;
constexpr std::int64_t list_limit_max = 1000;
constexpr std::int64_t queue_limit = 60;  // of a counter's queue: more is no list to work from

/// A whole number of the query; throws Unfit 422 for anything else or outside of the range.
std::optional<std::int64_t> number_in_query(const http::Request& request, const char* name, std::int64_t least,
                                            std::int64_t most) {
  const auto text = request.query_value(name);
  if (!text) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc() || end != text->data() + text->size() || value < least || value > most) {
    throw invalid_field(name);
  }
  return value;
}

std::vector<const domain::Ticket*> tickets_in(const desk::Board& board, std::optional<domain::TicketState> state) {
  std::vector<const domain::Ticket*> found;
  if (state == domain::TicketState::waiting) {  // in calling order
    for (const domain::TicketId& id : board.waiting) {
      if (const domain::Ticket* ticket = board.ticket(id)) found.push_back(ticket);
    }
    return found;
  }
  for (const desk::TicketPtr& ticket : board.tickets) {
    if (!state || ticket->state == *state) found.push_back(ticket.get());
  }
  return found;
}

}  // namespace

void Reception::show_health(const Asked& asked) const {
  const auto uptime =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - started_).count();
  reply(asked.exchange,
        {200,
         "application/json",
         health_view(*asked.board, health_, {settings_.version, uptime, settings_.data_folder, settings_.wall_ms()},
                     asked.language),
         {}});
}

void Reception::show_metrics(const Asked& asked) const {
  const MetricsFacts facts{settings_.version, settings_.data_folder, settings_.wall_ms(), live_.streams()};
  reply(asked.exchange, {200, metrics::content_type, metrics_view(*asked.board, health_, facts), {}});
}

void Reception::show_board(const Asked& asked) {
  const http::Request& request = asked.request();
  const auto since = number_in_query(request, "since", 0, INT64_MAX);
  const auto wait_s = number_in_query(request, "wait_s", 0, INT64_MAX).value_or(0);
  const BoardText& board = board_text();
  if (since && board.version <= *since) {
    if (wait_s == 0) {
      asked.exchange->answer(LiveBoard::board_response(board, true, security_headers()));
    } else {
      const auto wait_ms = static_cast<int>(std::min(wait_s, wait_s_max) * 1000);
      live_.wait(asked.exchange, *since, wait_ms, security_headers());
    }
    return;
  }
  const bool has_it = !since && request.header("If-None-Match") == "\"" + std::to_string(board.version) + "\"";
  asked.exchange->answer(LiveBoard::board_response(board, has_it, security_headers()));
}

void Reception::list_tickets(const Asked& asked) const {
  const http::Request& request = asked.request();
  std::optional<domain::TicketState> state;
  if (const auto name = request.query_value("state")) {
    domain::TicketState known{};
    if (!domain::from_string(*name, known)) throw invalid_field("state");
    state = known;
  }
  std::optional<domain::PrintState> print;
  if (const auto name = request.query_value("print")) {
    domain::PrintState known{};
    if (!domain::from_string(*name, known)) throw invalid_field("print");
    print = known;
  }
  const auto limit = number_in_query(request, "limit", 1, list_limit_max);
  auto tickets = tickets_in(*asked.board, state);
  if (print) std::erase_if(tickets, [&](const domain::Ticket* ticket) { return ticket->print != *print; });
  const std::size_t total = tickets.size();
  if (const auto after = request.query_value("after")) {
    const auto last = std::find_if(tickets.begin(), tickets.end(), [&](const auto* t) { return t->id == *after; });
    if (last == tickets.end()) throw invalid_field("after");
    tickets.erase(tickets.begin(), last + 1);
  }
  if (limit && tickets.size() > static_cast<std::size_t>(*limit)) tickets.resize(static_cast<std::size_t>(*limit));
  reply(asked.exchange, {200, "application/json", ticket_list_view(tickets, total, context_for(asked)), {}});
}

void Reception::show_ticket(const Asked& asked) const {
  const domain::Ticket* ticket = asked.board->find(asked.item);
  if (ticket == nullptr) throw Refused({domain::RefusalCode::ticket_unknown, asked.item});
  reply(asked.exchange, {200, "application/json", ticket_view(*ticket, context_for(asked)), {}});
}

void Reception::list_counters(const Asked& asked) const {
  reply(asked.exchange, {200, "application/json", counter_list_view(context_for(asked)), {}});
}

void Reception::list_queues(const Asked& asked) const {
  reply(asked.exchange, {200, "application/json", queue_list_view(context_for(asked)), {}});
}

void Reception::list_assistance(const Asked& asked) const {
  reply(asked.exchange, {200, "application/json", assistance_list_view(context_for(asked)), {}});
}

void Reception::show_counter(const Asked& asked) const {
  const int number = counter_number(asked);
  const domain::Counter* counter = asked.board->counter(number);
  if (counter == nullptr) throw Refused({domain::RefusalCode::counter_unknown, asked.item});
  const auto context = context_for(asked);
  const bool rating = asked.route->action == Action::show_rating;
  reply(asked.exchange,
        {200, "application/json", rating ? rating_view(*counter, context) : counter_view(*counter, context), {}});
}

void Reception::show_counter_queue(const Asked& asked) const {
  const int number = counter_number(asked);
  const auto limit = number_in_query(asked.request(), "limit", 1, list_limit_max).value_or(queue_limit);
  const auto view = counter_queue_view(number, static_cast<std::size_t>(limit), context_for(asked));
  reply(asked.exchange, {200, "application/json", view, {}});
}

void Reception::show_own_day(const Asked& asked) const {
  reply(asked.exchange,
        {200, "application/json", own_day_view(asked.caller.person->id, *asked.board, context_for(asked).plan), {}});
}

void Reception::show_page(const http::ExchangePtr& exchange, const std::string& language) {
  const http::Request& request = exchange->request();
  const bool front_door = request.path == "/";
  const auto name = Pages::name_of(request.path);
  if (!front_door && !name) throw no_such_address();
  if (request.method != "GET") {
    Unfit unfit(405, "method_not_allowed", MENTING_TEXT("This address does not take such a request. It takes {1}."),
                {"GET, HEAD"});
    unfit.headers.emplace_back("Allow", "GET, HEAD");
    throw unfit;
  }
  if (front_door) return reply(exchange, {302, "", "", {{"Location", "/clerk"}}});
  const auto answer = [this, exchange, name](const Pages::File& file) {
    http::Response response{200, Pages::content_type(*name), {}, {{"ETag", file.etag}, {"Cache-Control", "no-cache"}}};
    if (exchange->request().header("If-None-Match") == file.etag) {
      response.status = 304;
    } else {
      response.body = file.body;
    }
    reply(exchange, std::move(response));
  };
  if (const Pages::File* file = pages_.known(*name)) return answer(*file);
  server_.work([this, exchange, name, answer, language] {
    auto file = pages_.read(*name);
    if (!file) return reply(exchange, problem_for(no_such_address(), language));
    server_.post([this, name, answer, held = std::move(*file)] {
      answer(held);
      pages_.remember(*name, held);
    });
  });
}

}  // namespace menting::lan

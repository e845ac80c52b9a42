#include "kiosk/lan/reception.h"

#include <utility>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/text/catalog.h"
#include "kiosk/lan/repair_views.h"
#include "kiosk/lan/unfit.h"

namespace menting::lan {
namespace {

std::set<std::string> numbers_of(const std::map<std::string, std::string>& pin_hashes) {
  std::set<std::string> numbers;
  for (const auto& [number, hash] : pin_hashes) numbers.insert(number);
  return numbers;
}

}  // namespace

Reception::Reception(LanSettings settings, desk::Desk& desk, desk::Health& health)
    : settings_(std::move(settings)),
      desk_(desk),
      health_(health),
      session_secret_(crypto::random_bytes(32)),
      pages_(settings_.web_folder),
      gate_(numbers_of(settings_.pin_hashes)),
      server_(settings_.limits, [this](const http::ExchangePtr& exchange) { respond(exchange); }),
      live_(
          server_, [this]() -> const BoardText& { return board_text(); }, settings_.heartbeat_ms) {}

void Reception::start() {
  // The desk may outlive this server, and there is no unsubscribing.
  desk_.boards().subscribe([weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->on_change();
  });
  live_.start();
  server_.start();
}

void Reception::on_change() {
  if (woken_.exchange(true)) return;
  server_.post([this] {
    woken_ = false;
    live_.changed();
  });
}

const BoardText& Reception::board_text() {
  const auto board = desk_.board();
  if (board_text_.version != board->version) {
    board_text_ = {board->version, board_view(*board, desk_.plan(), settings_)};
  }
  return board_text_;
}

void Reception::respond(const http::ExchangePtr& exchange) {
  const std::string language = text::best_language(exchange->request().header("Accept-Language"));
  try {
    serve(exchange, language);
  } catch (const Unfit& unfit) {
    reply(exchange, problem_for(unfit, language));
  } catch (const Refused& refused) {
    reply(exchange, problem_for(refused.refusal, language));
  }
}

void Reception::serve(const http::ExchangePtr& exchange, const std::string& language) {
  const http::Request& request = exchange->request();
  check_host(request, settings_.allowed_hosts);
  const bool safe = request.method == "GET";
  if (!safe) check_origin(request);
  if (!request.path.starts_with("/api/")) {
    show_page(exchange, language);
    return;
  }
  Match match = find_route(request.method, request.path);
  if (match.route == nullptr) {
    if (match.allow.empty()) throw no_such_address();
    Unfit unfit(405, "method_not_allowed", MENTING_TEXT("This address does not take such a request. It takes {1}."),
                {match.allow});
    unfit.headers.emplace_back("Allow", match.allow);
    throw unfit;
  }
  Asked asked{exchange, match.route, std::move(match.item), language, {}, desk_.board(), {}};
  asked.caller = identify(request, *asked.board, desk_.plan(), settings_.kiosk_token, settings_.wall_ms());
  check_access(match.route->access, asked.caller);
  if (!safe) asked.key = idempotency_key(request);
  run(asked);
}

void Reception::run(const Asked& asked) {
  switch (asked.route->action) {
    case Action::health:
      return show_health(asked);
    case Action::board:
      return show_board(asked);
    case Action::stream:
      return live_.follow(asked.exchange, security_headers());
    case Action::call_sound:
      return send_call_sound(asked);
    case Action::list_announcements:
      return list_announcements(asked);
    case Action::show_announcement_picture:
      return send_picture(asked);
    case Action::sign_in:
      return sign_in(asked);
    case Action::sign_out:
      return sign_out(asked);
    case Action::session:
      return reply(asked.exchange, {200, "application/json", session_view(*asked.caller.person, *asked.board), {}});
    case Action::list_tickets:
      return list_tickets(asked);
    case Action::show_ticket:
      return show_ticket(asked);
    case Action::list_counters:
      return list_counters(asked);
    case Action::show_estimates:
      return reply(asked.exchange, {200, "application/json", estimates_view(*asked.board), {}});
    case Action::list_assistance:
      return list_assistance(asked);
    case Action::list_queues:
      return list_queues(asked);
    case Action::show_counter:
    case Action::show_rating:
      return show_counter(asked);
    case Action::take_ticket:
    case Action::reprint_ticket:
    case Action::rate_visit:
      return run_command(asked);
    case Action::resume_ticket:
    case Action::return_ticket:
    case Action::cancel_ticket:
    case Action::add_service:
    case Action::change_lane:
      return run_ticket_command(asked);
    case Action::call_assistance:
    case Action::answer_assistance:
      return run_assistance_command(asked);
    case Action::close_service:
    case Action::reopen_service:
    case Action::reassign_counter:
    case Action::answer_rating:
      return run_manager_command(asked);
    case Action::open_repair:
    case Action::advance_repair:
    case Action::promise_repair:
    case Action::erase_repair:
    case Action::lend_loaner:
    case Action::return_loaner:
    case Action::add_loaner:
    case Action::retire_loaner:
      return run_repair_command(asked);
    case Action::correct_repair:
      return correct_repair(asked);
    case Action::list_repairs:
      return list_repairs(asked);
    case Action::show_repair:
      return show_repair(asked);
    case Action::list_loaners:
      return list_loaners(asked);
    case Action::report_repairs:
      return report_repairs(asked);
    case Action::repair_catalogue:
      return reply(asked.exchange, {200, "application/json", repair_catalogue_view(context_for(asked)), {}});
    case Action::repair_status:
    case Action::answer_quote:
    case Action::fetch_repair:
      return run_customer_repair(asked);
    case Action::open_counter:
    case Action::pause_counter:
    case Action::close_counter:
    case Action::call_next:
    case Action::call_ticket:
    case Action::recall:
    case Action::start_serving:
    case Action::finish_serving:
    case Action::mark_no_show:
    case Action::hold_ticket:
    case Action::transfer_ticket:
      return run_counter_command(asked);
  }
}

void Reception::reply(const http::ExchangePtr& exchange, http::Response response) const {
  bool cache_said = false;
  for (const auto& [name, value] : response.headers) cache_said = cache_said || name == "Cache-Control";
  if (!cache_said) response.headers.emplace_back("Cache-Control", "no-store");
  for (auto& header : security_headers()) response.headers.push_back(std::move(header));
  exchange->answer(std::move(response));
}

ViewContext Reception::context_for(const Asked& asked) const {
  return {desk_.plan(), *asked.board, asked.language, settings_.wall_ms()};
}

}  // namespace menting::lan

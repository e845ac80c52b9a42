#include "kiosk/lan/reception.h"

#include <algorithm>
#include <array>
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
  if (!request.path.starts_with("/api/") && request.path != "/metrics") {
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

/// What each action runs; filled and checked when this is compiled.
struct Reception::Works {
  using Work = void (*)(Reception&, const Asked&);
  std::array<Work, action_count> all{};
  std::array<bool, action_count> there{};  // under a sanitizer a pointer is no constant

  template <auto run, class... Actions>
  consteval void by(Actions... actions) {
    ((
         all.at(static_cast<std::size_t>(actions)) = [](Reception& self, const Asked& asked) { (self.*run)(asked); },
         there.at(static_cast<std::size_t>(actions)) = true),
     ...);
  }
  consteval bool complete() const { return std::ranges::find(there, false) == there.end(); }
  consteval Works() {
    using enum Action;
    by<&Reception::show_health>(health);
    by<&Reception::show_metrics>(show_metrics);
    by<&Reception::show_board>(board);
    by<&Reception::follow_board>(stream);
    by<&Reception::send_call_sound>(call_sound);
    by<&Reception::list_announcements>(list_announcements);
    by<&Reception::send_picture>(show_announcement_picture);
    by<&Reception::sign_in>(sign_in);
    by<&Reception::sign_out>(sign_out);
    by<&Reception::show_session>(session);
    by<&Reception::show_own_day>(show_own_day);
    by<&Reception::list_tickets>(list_tickets);
    by<&Reception::show_ticket>(show_ticket);
    by<&Reception::list_queues>(list_queues);
    by<&Reception::list_counters>(list_counters);
    by<&Reception::show_counter>(show_counter, show_rating);
    by<&Reception::show_counter_queue>(show_counter_queue);
    by<&Reception::show_estimates>(show_estimates);
    by<&Reception::list_assistance>(list_assistance);
    by<&Reception::list_alerts>(list_alerts);
    by<&Reception::show_day_report>(show_day_report);
    by<&Reception::list_audit>(list_audit);
    by<&Reception::run_command>(take_ticket, reprint_ticket, rate_visit);
    by<&Reception::run_ticket_command>(resume_ticket, return_ticket, cancel_ticket, add_service, change_lane);
    by<&Reception::run_counter_command>(open_counter, pause_counter, close_counter, call_next, call_ticket, recall,
                                        start_serving, finish_serving, mark_no_show, hold_ticket, transfer_ticket);
    by<&Reception::run_assistance_command>(call_assistance, answer_assistance);
    by<&Reception::run_manager_command>(close_service, reopen_service, reassign_counter, answer_rating);
    by<&Reception::check_in>(check_in);
    by<&Reception::list_appointments>(list_appointments);
    by<&Reception::run_repairs>(repairs);
  }
};

void Reception::run(const Asked& asked) {
  static constexpr Works works;
  static_assert(works.complete());
  works.all.at(static_cast<std::size_t>(asked.route->action))(*this, asked);
}

void Reception::follow_board(const Asked& asked) {
  live_.follow(asked.exchange, security_headers());
}

void Reception::show_session(const Asked& asked) const {
  reply(asked.exchange, {200, "application/json", session_view(*asked.caller.person, *asked.board), {}});
}

void Reception::show_estimates(const Asked& asked) const {
  reply(asked.exchange, {200, "application/json", estimates_view(*asked.board), {}});
}

void Reception::run_repairs(const Asked& asked) {
  switch (asked.route->repair) {
    case RepairAction::none:
      throw no_such_address();
    case RepairAction::open:
    case RepairAction::advance:
    case RepairAction::correct:
    case RepairAction::promise:
    case RepairAction::erase:
    case RepairAction::lend_loaner:
    case RepairAction::return_loaner:
    case RepairAction::add_loaner:
    case RepairAction::retire_loaner:
      return run_repair_command(asked);
    case RepairAction::print:
      return print_repair(asked);
    case RepairAction::read_notes:
      return read_notes(asked);
    case RepairAction::list:
      return list_repairs(asked);
    case RepairAction::show:
      return show_repair(asked);
    case RepairAction::list_loaners:
      return list_loaners(asked);
    case RepairAction::report:
      return report_repairs(asked);
    case RepairAction::catalogue:
      return reply(asked.exchange, {200, "application/json", repair_catalogue_view(context_for(asked)), {}});
    case RepairAction::devices:
      return reply(asked.exchange, {200, "application/json", device_list_view(settings_.devices), {}});
    case RepairAction::status:
    case RepairAction::answer_quote:
    case RepairAction::fetch:
      return run_customer_repair(asked);
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
  return {desk_.plan(), *asked.board, asked.language, settings_.wall_ms(), 0, &desk_.slip_address()};
}

}  // namespace menting::lan

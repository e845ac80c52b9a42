#include "kiosk/lan/routes.h"

#include <array>
#include <optional>

namespace menting::lan {
namespace {

constexpr auto table = std::to_array<Route>({
    {"GET", "/api/v1/health", Action::health, Access::open},
    {"GET", "/metrics", Action::show_metrics, Access::open},
    {"GET", "/api/v1/board", Action::board, Access::open},
    {"GET", "/api/v1/stream", Action::stream, Access::open},
    {"GET", "/api/v1/calls/{}/sound", Action::call_sound, Access::open},
    {"GET", "/api/v1/announcements", Action::list_announcements, Access::open},
    {"GET", "/api/v1/announcements/{}/picture", Action::show_announcement_picture, Access::open},
    {"POST", "/api/v1/sign-in", Action::sign_in, Access::open},
    {"POST", "/api/v1/sign-out", Action::sign_out, Access::open},  // who is not signed in stays so
    {"GET", "/api/v1/session", Action::session, Access::staff},
    {"GET", "/api/v1/session/today", Action::show_own_day, Access::staff},
    {"POST", "/api/v1/tickets", Action::take_ticket, Access::taker},
    {"GET", "/api/v1/tickets", Action::list_tickets, Access::staff},
    {"GET", "/api/v1/tickets/{}", Action::show_ticket, Access::staff},
    {"POST", "/api/v1/tickets/{}/reprint", Action::reprint_ticket, Access::staff},
    {"POST", "/api/v1/tickets/{}/resume", Action::resume_ticket, Access::counter},
    {"POST", "/api/v1/tickets/{}/return", Action::return_ticket, Access::counter},
    {"POST", "/api/v1/tickets/{}/cancel", Action::cancel_ticket, Access::counter},
    {"POST", "/api/v1/tickets/{}/add-service", Action::add_service, Access::clerk},
    {"POST", "/api/v1/tickets/{}/lane", Action::change_lane, Access::clerk},
    {"GET", "/api/v1/queues", Action::list_queues, Access::staff},
    {"GET", "/api/v1/counters", Action::list_counters, Access::staff},
    {"GET", "/api/v1/counters/{}", Action::show_counter, Access::staff},
    {"GET", "/api/v1/counters/{}/queue", Action::show_counter_queue, Access::staff},
    {"POST", "/api/v1/counters/{}/open", Action::open_counter, Access::counter},
    {"POST", "/api/v1/counters/{}/pause", Action::pause_counter, Access::counter},
    {"POST", "/api/v1/counters/{}/close", Action::close_counter, Access::counter},
    {"POST", "/api/v1/counters/{}/call-next", Action::call_next, Access::counter},
    {"POST", "/api/v1/counters/{}/call", Action::call_ticket, Access::counter},
    {"POST", "/api/v1/counters/{}/recall", Action::recall, Access::counter},
    {"POST", "/api/v1/counters/{}/start", Action::start_serving, Access::counter},
    {"POST", "/api/v1/counters/{}/finish", Action::finish_serving, Access::counter},
    {"POST", "/api/v1/counters/{}/no-show", Action::mark_no_show, Access::counter},
    {"POST", "/api/v1/counters/{}/hold", Action::hold_ticket, Access::counter},
    {"POST", "/api/v1/counters/{}/transfer", Action::transfer_ticket, Access::counter},
    {"GET", "/api/v1/counters/{}/rating", Action::show_rating, Access::open},
    {"POST", "/api/v1/ratings", Action::rate_visit, Access::open},
    {"POST", "/api/v1/appointments/check-in", Action::check_in, Access::taker},
    {"GET", "/api/v1/appointments", Action::list_appointments, Access::staff},
    {"POST", "/api/v1/assistance", Action::call_assistance, Access::taker},
    {"GET", "/api/v1/assistance", Action::list_assistance, Access::staff},
    {"GET", "/api/v1/estimates", Action::show_estimates, Access::staff},
    {"POST", "/api/v1/services/{}/close", Action::close_service, Access::manager},
    {"POST", "/api/v1/services/{}/reopen", Action::reopen_service, Access::manager},
    {"POST", "/api/v1/counters/{}/services", Action::reassign_counter, Access::manager},
    {"GET", "/api/v1/reports/day", Action::show_day_report, Access::manager},
    {"GET", "/api/v1/audit", Action::list_audit, Access::manager},
    {"GET", "/api/v1/alerts", Action::list_alerts, Access::manager},
    {"POST", "/api/v1/ratings/{}/answer", Action::answer_rating, Access::manager},
    {"POST", "/api/v1/assistance/{}/answer", Action::answer_assistance, Access::staff},
    {"POST", "/api/v1/repairs", Action::repairs, Access::taker, RepairAction::open},
    {"GET", "/api/v1/repairs", Action::repairs, Access::staff, RepairAction::list},
    {"GET", "/api/v1/repairs/catalogue", Action::repairs, Access::open, RepairAction::catalogue},
    {"GET", "/api/v1/repairs/devices", Action::repairs, Access::open, RepairAction::devices},
    {"POST", "/api/v1/repairs/status", Action::repairs, Access::open, RepairAction::status},
    {"POST", "/api/v1/repairs/status/answer", Action::repairs, Access::open, RepairAction::answer_quote},
    {"POST", "/api/v1/repairs/pickup", Action::repairs, Access::open, RepairAction::fetch},
    {"GET", "/api/v1/repairs/{}", Action::repairs, Access::staff, RepairAction::show},
    {"POST", "/api/v1/repairs/{}/receive", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/diagnose", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/quote", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/approve", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/decline", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/repair", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/wait-for-parts", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/send-out", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/take-back", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/test", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/ready", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/hand-over", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/return-unrepaired", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/abandon", Action::repairs, Access::technician, RepairAction::advance},
    {"POST", "/api/v1/repairs/{}/correct", Action::repairs, Access::technician, RepairAction::correct},
    {"POST", "/api/v1/repairs/{}/promise", Action::repairs, Access::technician, RepairAction::promise},
    {"POST", "/api/v1/repairs/{}/lend-loaner", Action::repairs, Access::technician, RepairAction::lend_loaner},
    {"POST", "/api/v1/repairs/{}/return-loaner", Action::repairs, Access::technician, RepairAction::return_loaner},
    {"POST", "/api/v1/repairs/{}/print", Action::repairs, Access::staff, RepairAction::print},
    {"POST", "/api/v1/repairs/{}/erase", Action::repairs, Access::manager, RepairAction::erase},
    {"POST", "/api/v1/loaners", Action::repairs, Access::manager, RepairAction::add_loaner},
    {"GET", "/api/v1/loaners", Action::repairs, Access::technician, RepairAction::list_loaners},
    {"POST", "/api/v1/loaners/{}/retire", Action::repairs, Access::manager, RepairAction::retire_loaner},
    {"POST", "/api/v1/notes/read", Action::repairs, Access::manager, RepairAction::read_notes},
    {"GET", "/api/v1/reports/repairs", Action::repairs, Access::manager, RepairAction::report},
});

/// What stands for "{}" when `path` is of this pattern (empty where it has none).
std::optional<std::string_view> item_of(std::string_view pattern, std::string_view path) {
  const std::size_t hole = pattern.find("{}");
  if (hole == std::string_view::npos) {
    if (path != pattern) return std::nullopt;
    return std::string_view();
  }
  const std::string_view before = pattern.substr(0, hole);
  const std::string_view behind = pattern.substr(hole + 2);
  if (path.size() <= before.size() + behind.size() || !path.starts_with(before) || !path.ends_with(behind)) {
    return std::nullopt;
  }
  const std::string_view item = path.substr(before.size(), path.size() - before.size() - behind.size());
  if (item.find('/') != std::string_view::npos) return std::nullopt;
  return item;
}

}  // namespace

std::span<const Route> routes() {
  return table;
}

Match find_route(std::string_view method, std::string_view path) {
  Match match;
  for (const Route& route : table) {
    const auto item = item_of(route.pattern, path);
    if (!item) continue;
    if (route.method == method) {
      match.route = &route;
      match.item = std::string(*item);
      return match;
    }
    if (!match.allow.empty()) match.allow += ", ";
    match.allow += route.method == "GET" ? "GET, HEAD" : std::string(route.method);
  }
  return match;
}

}  // namespace menting::lan

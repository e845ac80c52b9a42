#include <algorithm>
#include <set>

#include "kiosk/domain/estimate.h"
#include "kiosk/domain/queue.h"
#include "kiosk/domain/rules/rules.h"

namespace menting::domain {

int rules::next_number(const Branch& branch, const Service& service, BusinessDay day) {
  int number = std::max(branch.last_number(day, service.letter) + 1, service.first_number);
  std::set<int> held;
  const auto& active = branch.active();
  const std::string today = ticket_id(day, 'A', 0).substr(0, 8);
  const auto note = [&](auto from, auto to) {
    for (; from != to; ++from) {
      const Ticket& ticket = *branch.ticket(*from);
      if (ticket.letter == service.letter) held.insert(ticket.number);
    }
  };
  note(active.begin(), active.lower_bound(today));
  note(active.lower_bound(today + '~'), active.end());
  while (held.contains(number)) ++number;
  return number;
}

std::optional<Refusal> intake_obstacle(const Branch& branch, const Service& service, const Moment& moment) {
  const Plan& plan = branch.plan();
  if (const Break* pause = plan.break_at(moment.minute_of_day)) {
    return Refusal{RefusalCode::on_break, time_of_day(pause->to_minute)};
  }
  if (!plan.open_at(moment.minute_of_day)) return Refusal{RefusalCode::branch_closed, {}};
  if (moment.minute_of_day >= plan.last_number_minute) {
    return Refusal{RefusalCode::intake_over, time_of_day(plan.last_number_minute)};
  }
  if (branch.closure(service.letter) != nullptr) {
    return Refusal{RefusalCode::service_closed, std::string(1, service.letter)};
  }
  const bool used_up = service.quota > 0 && branch.index().accepted(moment.day, service.letter) >= service.quota;
  if (used_up || rules::next_number(branch, service, moment.day) > service.last_number) {
    return Refusal{RefusalCode::service_full, std::string(1, service.letter)};
  }
  return std::nullopt;
}

namespace rules {

Result<Decision> decide(const Branch& branch, const TakeTicket& command, const Moment& moment) {
  const Service* service = branch.plan().service(command.service);
  if (service == nullptr) return Refusal{RefusalCode::service_unknown, std::string(1, command.service)};
  if (const auto obstacle = intake_obstacle(branch, *service, moment)) return *obstacle;
  if (command.lane == Lane::appointment) return RefusalCode::lane_not_offered;
  const int number = next_number(branch, *service, moment.day);

  TicketTaken taken;
  taken.ticket_id = ticket_id(moment.day, service->letter, number);
  taken.day = moment.day;
  taken.service = service->letter;
  taken.number = number;
  taken.lane = command.lane;
  taken.code = command.code;
  taken.language = command.language.empty() ? "zh-CN" : command.language;
  taken.ahead = count_ahead(branch, service->letter, command.lane, moment);
  taken.estimate = estimate_wait(branch, service->letter, command.lane, moment);
  Decision decision;
  decision.ticket = taken.ticket_id;
  decision.facts.emplace_back(std::move(taken));
  return decision;
}

}  // namespace rules
}  // namespace menting::domain

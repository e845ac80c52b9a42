#include <algorithm>

#include "kiosk/domain/estimate.h"
#include "kiosk/domain/queue.h"
#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const TakeTicket& command, const Moment& moment) {
  const Service* service = branch.plan().service(command.service);
  if (service == nullptr) return Refusal{RefusalCode::service_unknown, std::string(1, command.service)};
  if (!branch.plan().open_at(moment.minute_of_day)) return RefusalCode::branch_closed;
  if (command.lane == Lane::appointment) return RefusalCode::lane_not_offered;
  // Numbers of a day go on from the last one given, whatever became of it: none is given twice.
  const int number = std::max(branch.last_number(moment.day, service->letter) + 1, service->first_number);
  if (number > service->last_number) return Refusal{RefusalCode::service_full, std::string(1, service->letter)};

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

}  // namespace menting::domain::rules

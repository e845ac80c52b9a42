#include <algorithm>

#include "kiosk/domain/estimate.h"
#include "kiosk/domain/queue.h"
#include "kiosk/domain/rules/rules.h"

// An appointment becomes a number in the queue.

namespace menting::domain::rules {
namespace {

constexpr std::int64_t minute_ms = 60'000;

/// Whether the command opens it: by its code, or by the telephone that goes with its number.
bool is_opened(const Branch& branch, const Appointment* appointment, const CheckIn& command) {
  if (appointment == nullptr) return false;
  const AppointmentSecrets* secrets = branch.secrets(appointment->id);
  if (secrets == nullptr) return false;
  if (!command.code.empty()) return secrets->code_hash == command.code_hash;
  return !command.phone_hash.empty() && secrets->phone_hash == command.phone_hash;
}

/// What stands in the way of one whose right is proven.
std::optional<Refusal> obstacle(const Branch& branch, const Appointment& one, const Moment& moment) {
  const AppointmentPlan& times = branch.plan().appointments;
  switch (one.state) {
    case AppointmentState::cancelled:
      return Refusal{RefusalCode::appointment_cancelled, {}};
    case AppointmentState::served:
      return Refusal{RefusalCode::appointment_used, {}};
    case AppointmentState::no_show:
      if (!one.ticket.empty()) return Refusal{RefusalCode::appointment_used, {}};
      return Refusal{RefusalCode::appointment_too_late, std::string(1, one.service)};
    case AppointmentState::booked:
    case AppointmentState::checked_in:
      break;
  }
  if (one.day > moment.day) {
    return Refusal{RefusalCode::appointment_other_day, to_string(one.day) + " " + time_of_day(one.from_minute)};
  }
  if (is_missed(one, times, moment)) {
    return Refusal{RefusalCode::appointment_too_late, std::string(1, one.service)};
  }
  const int opens = std::max(0, one.from_minute - times.early_minutes);
  if (moment.minute_of_day < opens) return Refusal{RefusalCode::appointment_too_early, time_of_day(opens)};
  return std::nullopt;
}

}  // namespace

bool is_missed(const Appointment& appointment, const AppointmentPlan& plan, const Moment& moment) {
  if (appointment.state != AppointmentState::booked) return false;
  if (appointment.day != moment.day) return appointment.day < moment.day;
  return moment.minute_of_day >= appointment.to_minute + plan.grace_minutes;
}

Result<Decision> decide(const Branch& branch, const CheckIn& command, const Moment& moment) {
  const Plan& plan = branch.plan();
  if (!command.branch.empty() && command.branch != plan.branch_id) {
    return Refusal{RefusalCode::appointment_elsewhere, command.branch};
  }
  const Appointment* one = command.code.empty() ? branch.appointment_by_number(command.number, moment.day)
                                                : branch.appointment_by_code(command.code_hash);
  if (!is_opened(branch, one, command)) return Refusal{RefusalCode::appointment_unknown, {}};
  Decision decision;
  const Ticket* before = branch.ticket(one->ticket);
  if (one->state == AppointmentState::checked_in && before != nullptr) {
    decision.ticket = before->id;  // pressed twice: the same number again
    return decision;
  }
  if (const auto refusal = obstacle(branch, *one, moment)) return *refusal;
  const Service* service = plan.service(one->service);
  if (service == nullptr) return Refusal{RefusalCode::service_unknown, std::string(1, one->service)};
  // A promised slot stands, though no more numbers are given: breaks, quotas and closings are for who comes without.
  const bool is_open = moment.minute_of_day >= plan.opens_minute && moment.minute_of_day < plan.closes_minute;
  if (!is_open) return Refusal{RefusalCode::branch_closed, {}};
  const int number = next_number(branch, *service, moment.day);
  if (number > service->last_number) return Refusal{RefusalCode::service_full, std::string(1, service->letter)};

  const std::int64_t due_steady_ms =
      moment.steady_ms + (one->from_minute - moment.minute_of_day) * minute_ms - moment.at_ms % minute_ms;
  TicketTaken taken;
  taken.ticket_id = ticket_id(moment.day, service->letter, number);
  taken.day = moment.day;
  taken.service = service->letter;
  taken.number = number;
  taken.lane = Lane::appointment;
  taken.code = command.ticket_code;
  taken.language = command.language.empty() ? "zh-CN" : command.language;
  taken.ahead = count_ahead(branch, service->letter, Lane::appointment, moment, due_steady_ms);
  taken.estimate = estimate_wait(branch, service->letter, Lane::appointment, moment, due_steady_ms);
  decision.ticket = taken.ticket_id;
  decision.facts.emplace_back(std::move(taken));
  decision.facts.emplace_back(
      AppointmentCheckedIn{one->id, decision.ticket, one->from_minute, one->to_minute, due_steady_ms});
  return decision;
}

Result<Decision> decide(const Branch& branch, const MissAppointments&, const Moment& moment) {
  Decision decision;
  for (const auto& [id, one] : branch.state().appointments) {
    if (is_missed(one, branch.plan().appointments, moment)) decision.facts.emplace_back(AppointmentMissed{id});
  }
  return decision;
}

}  // namespace menting::domain::rules

#include <set>

#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {
namespace {

/// Given up by a clock that was ahead, and its time is still to come.
bool comes_again(const Appointment& known, const AppointmentPlan& plan, const Moment& moment) {
  if (known.state != AppointmentState::no_show || !known.ticket.empty()) return false;
  Appointment again = known;
  again.state = AppointmentState::booked;
  return !is_missed(again, plan, moment);
}

}  // namespace

Result<Decision> decide(const Branch& branch, const NoteAppointments& command, const Moment& moment) {
  Decision decision;
  std::set<AppointmentId> listed;
  for (const BookedSlot& slot : command.slots) {
    const Appointment& one = slot.appointment;
    if (!listed.insert(one.id).second) continue;
    const Appointment* known = branch.appointment(one.id);
    if (known != nullptr && known->state == AppointmentState::booked && branch.secrets(one.id) == nullptr) {
      decision.appointment_secrets.push_back(slot.secrets);
    }
    if (known == nullptr ? one.day < moment.day : !comes_again(*known, branch.plan().appointments, moment)) continue;
    decision.facts.emplace_back(
        AppointmentNoted{one.id, one.number, one.day, one.from_minute, one.to_minute, one.service});
    decision.appointment_secrets.push_back(slot.secrets);
  }
  for (const auto& [id, known] : branch.state().appointments) {
    const bool gone = known.state == AppointmentState::booked && known.day >= command.from && !listed.contains(id);
    if (gone) decision.facts.emplace_back(AppointmentCancelled{id});
  }
  return decision;
}

}  // namespace menting::domain::rules

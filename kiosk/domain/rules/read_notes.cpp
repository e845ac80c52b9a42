#include "kiosk/domain/note_subject.h"
#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const ReadNotes& command, const Moment& moment) {
  if (!is_manager(branch, command.staff)) return RefusalCode::role_missing;
  const auto subject = note_subject(branch, command.subject, moment.day);
  if (!subject) return RefusalCode::ticket_unknown;
  Decision decision;
  decision.facts.emplace_back(NotesRead{command.staff, *subject});
  return decision;
}

}  // namespace menting::domain::rules

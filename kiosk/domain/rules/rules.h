#pragma once

#include <string>
#include <variant>

#include "kiosk/domain/decide.h"

/// One file a verb; decide() is the only caller.
namespace menting::domain::rules {

Result<Decision> decide(const Branch& branch, const TakeTicket& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const OpenCounter& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const PauseCounter& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const CloseCounter& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const CallNext& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const CallTicket& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const Recall& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const StartServing& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const FinishServing& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const MarkNoShow& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const RateVisit& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const ReprintTicket& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const RecordPrinted& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const RecordPrintFailed& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const CallAssistance& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const AnswerAssistance& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const SignIn& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const SignOut& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const StartBranch& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const TurnDay& command, const Moment& moment);

/// What stands in the way of this clerk at this counter; none: it is open and theirs. A paused one counts as theirs.
std::variant<Counter, Refusal> counter_of_clerk(const Branch& branch, CounterNumber number, const StaffId& staff);

/// The ticket at the clerk's counter, or what stands in the way.
std::variant<const Ticket*, Refusal> ticket_at(const Branch& branch, CounterNumber number, const StaffId& staff);

/// Somebody is at the counter already; names the ticket.
Refusal busy_with(const Branch& branch, const Counter& counter);

/// A known code stays; other text becomes the code "other" and a note, so that no free text gets into an event.
std::string code_or_note(const std::string& text, const std::string& kind, const std::string& empty_code,
                         Decision& decision);

}  // namespace menting::domain::rules

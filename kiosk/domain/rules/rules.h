#pragma once

#include <cstdint>
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
Result<Decision> decide(const Branch& branch, const HoldTicket& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const TransferTicket& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const ResumeTicket& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const ReturnTicket& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const LetPass& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const CancelTicket& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const AddService& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const ChangeLane& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const RateVisit& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const ReprintTicket& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const RecordPrinted& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const RecordPrintFailed& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const CallAssistance& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const AnswerAssistance& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const SignIn& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const SignOut& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const StartBranch& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const RefuseConfig& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const TurnDay& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const CloseIntake& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const ReopenIntake& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const ReassignCounter& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const AnswerRating& command, const Moment& moment);

Result<Decision> decide(const Branch& branch, const OpenRepair& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const CorrectRepair& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const AdvanceRepair& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const PromiseRepair& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const FetchRepair& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const EraseRepair& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const AddLoaner& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const LendLoaner& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const ReturnLoaner& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const RetireLoaner& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const ReadNotes& command, const Moment& moment);

Result<Decision> decide(const Branch& branch, const NoteAppointments& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const CheckIn& command, const Moment& moment);
Result<Decision> decide(const Branch& branch, const MissAppointments& command, const Moment& moment);

/// Booked, and its slot and the grace after it are over.
bool is_missed(const Appointment& appointment, const AppointmentPlan& plan, const Moment& moment);

/// Numbers of a day go on from the last one given, whatever became of it: none is given twice. Nor is one that
/// somebody of another day still holds, after midnight or when the clock jumped.
int next_number(const Branch& branch, const Service& service, BusinessDay day);

/// What stands in the way of this clerk at this counter; none: it is open and theirs. A paused one counts as theirs.
std::variant<Counter, Refusal> counter_of_clerk(const Branch& branch, CounterNumber number, const StaffId& staff);

/// The ticket at the clerk's counter, or what stands in the way.
std::variant<const Ticket*, Refusal> ticket_at(const Branch& branch, CounterNumber number, const StaffId& staff);

/// The same, also for a manager who helps out where the clerk cannot: browser dead, gone home.
std::variant<const Ticket*, Refusal> ticket_to_pass_on(const Branch& branch, CounterNumber number,
                                                       const StaffId& staff);

/// The ticket of that name whose visit is not over, or what stands in the way.
std::variant<const Ticket*, Refusal> ticket_here(const Branch& branch, const std::string& name, const Moment& moment);

/// Where the ticket is called or served; 0 nowhere.
CounterNumber counter_holding(const Branch& branch, const TicketId& id);

bool is_manager(const Branch& branch, const StaffId& staff);

/// How long this serving has taken until now; 0 when it has not begun.
std::int64_t served_until(const Ticket& ticket, const Moment& moment);

/// The end of a serving: of the visit, or of one service of it.
Fact finished(const Branch& branch, const Ticket& ticket, CounterNumber counter, const StaffId& staff,
              const std::string& outcome, const Moment& moment);

/// Waiting again after a call that came to nothing, or cancelled where the service is no longer offered.
Fact back_to_queue(const Branch& branch, const Ticket& ticket, CounterNumber counter, const StaffId& staff,
                   const std::string& reason);

/// Closes the counter; who was passed on to it alone waits for any counter again.
void close_counter(const Branch& branch, CounterNumber counter, const StaffId& staff, const std::string& reason,
                   Decision& decision);

/// Somebody is at the counter already; names the ticket.
Refusal busy_with(const Branch& branch, const Counter& counter);

/// A known code stays; other text becomes the code "other" and a note, so that no free text gets into an event.
std::string code_or_note(const std::string& text, const std::string& kind, const std::string& empty_code,
                         Decision& decision);

}  // namespace menting::domain::rules

#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/domain/appointment.h"
#include "kiosk/domain/assistance.h"
#include "kiosk/domain/ids.h"
#include "kiosk/domain/repair_command.h"
#include "kiosk/domain/ticket.h"

namespace menting::domain {

struct TakeTicket {
  ServiceLetter service = 'A';
  Lane lane = Lane::standard;
  std::string code;      ///< fresh, from crypto::random_code()
  std::string language;  ///< of the slip
};
struct OpenCounter {
  CounterNumber counter = 0;
  StaffId staff;
};
struct PauseCounter {
  CounterNumber counter = 0;
  StaffId staff;
  std::string reason;  ///< a known code, or free text that becomes a note
};
struct CloseCounter {
  CounterNumber counter = 0;
  StaffId staff;
};
struct CallNext {
  CounterNumber counter = 0;
  StaffId staff;
};
struct CallTicket {
  CounterNumber counter = 0;
  StaffId staff;
  std::string ticket;  ///< "A001" of today, or a ticket's id
};
struct Recall {
  CounterNumber counter = 0;
  StaffId staff;
};
struct StartServing {
  CounterNumber counter = 0;
  StaffId staff;
};
struct FinishServing {
  CounterNumber counter = 0;
  StaffId staff;
  std::string outcome;  ///< a known code, or free text that becomes a note; empty is "done"
};
struct MarkNoShow {
  CounterNumber counter = 0;
  StaffId staff;
};
/// The customer at the counter goes away for a while: to fetch papers, to fill in a form.
struct HoldTicket {
  CounterNumber counter = 0;
  StaffId staff;
  std::string reason;  ///< a known code, or free text that becomes a note
};
/// The customer at the counter is passed on to a service or to a counter: exactly one of them.
struct TransferTicket {
  CounterNumber counter = 0;
  StaffId staff;
  std::optional<ServiceLetter> to_service;
  CounterNumber to_counter = 0;
};
/// In these, `ticket` is "A001" of today or a ticket's id.
struct ResumeTicket {
  std::string ticket;
  StaffId staff;
};
struct ReturnTicket {
  std::string ticket;
  StaffId staff;
};
struct CancelTicket {
  std::string ticket;
  StaffId staff;
  std::string reason;  ///< a known code, or free text that becomes a note; empty is "customer_left"
};
struct AddService {
  std::string ticket;
  StaffId staff;
  ServiceLetter service = 'A';
};
struct ChangeLane {
  std::string ticket;
  StaffId staff;
  Lane lane = Lane::standard;
  std::string reason;  ///< a known code, or free text that becomes a note
};
/// The customer, who is late, lets the next ones of the own line go first.
struct LetPass {
  std::string ticket;
  int count = 0;
};
/// By one of code, ticket (its number today) and counter (its last visit); or by counter and ticket, when the last
/// visit there has to be that one.
struct RateVisit {
  std::string code;
  std::string ticket;
  CounterNumber counter = 0;
  int score = 0;
  std::vector<std::string> aspects;
  std::string comment;  ///< free text: kept sealed in a note, never in an event
};
/// A manager gives no more numbers of a service for the rest of the day.
struct CloseIntake {
  ServiceLetter service = 'A';
  StaffId staff;
  std::string reason;  ///< a known code, or free text that becomes a note; empty is "other"
};
struct ReopenIntake {
  ServiceLetter service = 'A';
  StaffId staff;
};
/// A manager lets a counter serve other services for the rest of the day.
struct ReassignCounter {
  CounterNumber counter = 0;
  StaffId staff;
  std::string services;  ///< letters, preferred first; empty: as configured
};
/// A manager says what was done about a rating.
struct AnswerRating {
  std::string ticket;  ///< "A001" of today or a ticket's id
  StaffId staff;
  std::string action;  ///< apologised, explained, solved, passed_on or none
  std::string note;    ///< free text: kept sealed in a note, never in an event
};
struct ReprintTicket {
  std::string ticket;
  StaffId staff;
};
struct RecordPrinted {
  TicketId ticket;
};
struct RecordPrintFailed {
  TicketId ticket;
  std::string
      reason;  ///< a code: paper_out, cover_open, offline, no_reply (sent, unconfirmed), stale, not_drawn, no_printer
};
/// While one from the same place is open, it stays the one: pressing again makes no second.
struct CallAssistance {
  std::string language;
  std::string place;  ///< a code, see AssistanceCall
};
struct AnswerAssistance {
  AssistanceNumber assistance = 0;
  StaffId staff;
};
struct SignIn {
  StaffId staff;
  std::string token_hash;  ///< what the session is known by; the token itself is only in the cookie
};
struct SignOut {
  StaffId staff;
  std::string token_hash;
};
/// At every start of the program: what configuration took away ends, what it says is on record.
struct StartBranch {
  std::string version;
  std::string config_digest;
  /// Repairs whose personal data was erased after the backup was made that was put back.
  std::vector<RepairNumber> owed_erasures = {};
  std::int64_t config_version = 0;  ///< of what headquarters sent and the branch took; 0: none
};
/// Puts on record that a configuration from headquarters was not taken.
struct RefuseConfig {
  std::int64_t version = 0;
  int fault_count = 0;
  std::vector<std::string> faults;  ///< keys only
};
/// Ends what an earlier business day left open. The desk asks for it whenever the day turns.
struct TurnDay {
  bool night = true;  ///< false: the clock jumped, or the day has turned before: only what is hours old is over
};

using Command =
    std::variant<TakeTicket, OpenCounter, PauseCounter, CloseCounter, CallNext, CallTicket, Recall, StartServing,
                 FinishServing, MarkNoShow, HoldTicket, TransferTicket, ResumeTicket, ReturnTicket, CancelTicket,
                 AddService, ChangeLane, RateVisit, ReprintTicket, RecordPrinted, RecordPrintFailed, CallAssistance,
                 AnswerAssistance, SignIn, SignOut, StartBranch, TurnDay, CloseIntake, ReopenIntake, ReassignCounter,
                 AnswerRating, OpenRepair, CorrectRepair, AdvanceRepair, PromiseRepair, FetchRepair, EraseRepair,
                 AddLoaner, LendLoaner, ReturnLoaner, RetireLoaner, ReadNotes, RefuseConfig, NoteAppointments, CheckIn,
                 MissAppointments, LetPass>;

}  // namespace menting::domain

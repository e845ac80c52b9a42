#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/domain/appointment.h"
#include "kiosk/domain/assistance.h"
#include "kiosk/domain/ids.h"
#include "kiosk/domain/repair_event.h"
#include "kiosk/domain/ticket.h"

namespace menting::domain {

struct TicketTaken {
  TicketId ticket_id;
  BusinessDay day;
  ServiceLetter service = 'A';
  int number = 0;
  Lane lane = Lane::standard;
  std::string code;
  std::string language;
  int ahead = 0;
  Estimate estimate;
};
struct TicketCalled {
  TicketId ticket_id;
  CounterNumber counter = 0;
  StaffId staff;
  std::int64_t waited_ms = 0;  ///< in all, `kept_ms` included
  Why why = Why::none;
  // Since version 2.
  std::int64_t kept_ms = 0;  ///< of earlier waits of this visit
  bool passed_over = false;  ///< somebody else of the standard lane waited whom this counter could have called
  // Since version 3.
  int target_minutes = -1;  ///< of its letter, told with its first call; 0: there is none; -1: it was called before
};
struct TicketRecalled {
  TicketId ticket_id;
  CounterNumber counter = 0;
  StaffId staff;
  int call = 0;  ///< 2 for the first recall
};
struct ServingStarted {
  TicketId ticket_id;
  CounterNumber counter = 0;
  StaffId staff;
};
struct VisitFinished {
  TicketId ticket_id;
  CounterNumber counter = 0;
  StaffId staff;
  std::string outcome;
  std::int64_t served_ms = 0;
};
struct NoShowMarked {
  TicketId ticket_id;
  CounterNumber counter = 0;
  StaffId staff;
};
struct TicketCancelled {
  TicketId ticket_id;
  CounterNumber counter = 0;
  StaffId staff;
  std::string reason;
};
/// Waiting again with its time kept: after a hold, or because the counter or the clerk it was called to is no more.
struct TicketResumed {
  TicketId ticket_id;
  CounterNumber counter = 0;
  StaffId staff;
  std::string reason;
};
struct CounterOpened {
  CounterNumber counter = 0;
  StaffId staff;
};
struct CounterPaused {
  CounterNumber counter = 0;
  StaffId staff;
  std::string reason;
};
struct CounterClosed {
  CounterNumber counter = 0;
  StaffId staff;
  std::string reason;
};
struct VisitRated {
  TicketId ticket_id;
  CounterNumber counter = 0;
  StaffId staff;
  int score = 0;
  std::vector<std::string> aspects;
};
struct TicketReprintAsked {
  TicketId ticket_id;
  StaffId staff;
};
struct TicketPrinted {
  TicketId ticket_id;
  int copy = 1;
};
struct PrintFailed {
  TicketId ticket_id;
  std::string reason;  ///< no_reply: it may be on paper, nobody said so
};
struct StaffSignedIn {
  StaffId staff;
};
struct StaffSignedOut {
  StaffId staff;
};
struct BranchStarted {
  std::string version;
  std::string timezone = {};  ///< IANA name; since version 2
};
struct ConfigApplied {
  std::string digest;
  std::int64_t version = 0;  ///< headquarters' number of what it sent; 0: the branch's own file alone
};
/// What headquarters sent is not fit for this branch, which goes on as it was.
struct ConfigRefused {
  std::int64_t version = 0;
  int fault_count = 0;
  std::vector<std::string> faults;  ///< the first of them: keys only, never what they say
};
struct AssistanceCalled {
  AssistanceNumber assistance = 0;
  BusinessDay day;
  std::string place;
  std::string language;
};
struct AssistanceAnswered {
  AssistanceNumber assistance = 0;
  StaffId staff;        ///< empty when nobody came
  std::string outcome;  ///< "answered", or "day_end" when nobody came
  std::int64_t waited_ms = 0;
};

/// Passed on: waiting for `service` with its time kept, at any counter that offers it or at `to_counter` alone.
struct TicketTransferred {
  TicketId ticket_id;
  CounterNumber counter = 0;
  StaffId staff;
  ServiceLetter service = 'A';
  CounterNumber to_counter = 0;
  std::int64_t served_ms = 0;  ///< here, until now
};
/// Away from the counter for a while; neither waiting nor served.
struct TicketHeld {
  TicketId ticket_id;
  CounterNumber counter = 0;
  StaffId staff;
  std::string reason;
  std::int64_t served_ms = 0;  ///< here, until now
};
/// The visit has one more service to come.
struct ServiceAdded {
  TicketId ticket_id;
  StaffId staff;
  ServiceLetter service = 'A';
};
/// One service of the visit is done; the same number waits for the next one.
struct ServingFinished {
  TicketId ticket_id;
  CounterNumber counter = 0;
  StaffId staff;
  std::string outcome;
  std::int64_t served_ms = 0;
  ServiceLetter next_service = 'A';
};
struct LaneChanged {
  TicketId ticket_id;
  StaffId staff;
  Lane lane = Lane::standard;
  std::string reason;
};
/// Back after a no-show: waiting again with a part of its time.
struct TicketReturned {
  TicketId ticket_id;
  StaffId staff;
  std::int64_t kept_ms = 0;
};

/// The customer let the next ones of the line go first: its place in the queue is so much later.
struct TicketLetPass {
  TicketId ticket_id;
  int passed = 0;
  std::int64_t later_ms = 0;
};

/// No more numbers of it today; who waits is still served.
struct ServiceClosed {
  ServiceLetter service = 'A';
  StaffId staff;
  std::string reason;
};
struct ServiceReopened {
  ServiceLetter service = 'A';
  StaffId staff;       ///< empty when nobody did
  std::string reason;  ///< "reopened", "day_end", "service_removed"
};
/// The counter serves these from now on.
struct CounterReassigned {
  CounterNumber counter = 0;
  StaffId staff;         ///< empty when nobody did
  std::string services;  ///< letters, preferred first; empty: as configured
  std::string reason;    ///< "moved", "day_end", "service_removed"
};
/// A manager said what was done about a rating.
struct RatingAnswered {
  TicketId ticket_id;
  StaffId staff;
  std::string action;
};

/// What happened, in the past tense. Kinds on the wire are these names in snake case.
using Fact = std::variant<
    TicketTaken, TicketCalled, TicketRecalled, ServingStarted, VisitFinished, NoShowMarked, TicketCancelled,
    TicketResumed, CounterOpened, CounterPaused, CounterClosed, VisitRated, TicketReprintAsked, TicketPrinted,
    PrintFailed, StaffSignedIn, StaffSignedOut, BranchStarted, ConfigApplied, AssistanceCalled, AssistanceAnswered,
    TicketTransferred, TicketHeld, ServiceAdded, ServingFinished, LaneChanged, TicketReturned, ServiceClosed,
    ServiceReopened, CounterReassigned, RatingAnswered, RepairOpened, RepairAdvanced, RepairCorrected, RepairPromised,
    RepairFetched, RepairErased, LoanerAdded, LoanerLent, LoanerReturned, LoanerRetired, NotesRead, ConfigRefused,
    AppointmentNoted, AppointmentCancelled, AppointmentCheckedIn, AppointmentMissed, AppointmentSettled, TicketLetPass>;

struct Event {
  Fact fact;
  std::int64_t at_ms = 0;
  std::int64_t steady_ms = 0;
};

}  // namespace menting::domain

#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/domain/assistance.h"
#include "kiosk/domain/ids.h"
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
  std::int64_t waited_ms = 0;
  Why why = Why::none;
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
/// Waiting again with its time kept, because the counter or the clerk it was called to is no more.
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
};
struct ConfigApplied {
  std::string digest;
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

/// What happened, in the past tense. Kinds on the wire are these names in snake case.
using Fact = std::variant<TicketTaken, TicketCalled, TicketRecalled, ServingStarted, VisitFinished, NoShowMarked,
                          TicketCancelled, TicketResumed, CounterOpened, CounterPaused, CounterClosed, VisitRated,
                          TicketReprintAsked, TicketPrinted, PrintFailed, StaffSignedIn, StaffSignedOut, BranchStarted,
                          ConfigApplied, AssistanceCalled, AssistanceAnswered>;

struct Event {
  Fact fact;
  std::int64_t at_ms = 0;
  std::int64_t steady_ms = 0;
};

}  // namespace menting::domain

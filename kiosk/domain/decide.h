#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/domain/branch.h"
#include "kiosk/domain/command.h"
#include "kiosk/domain/event.h"
#include "kiosk/domain/moment.h"
#include "kiosk/domain/result.h"

namespace menting::domain {

/// Free text or other personal data that goes with a decision into a sealed row of its own.
struct Note {
  TicketId ticket;  ///< or the repair order's number; empty where it is about a counter
  CounterNumber counter = 0;
  std::string kind;  ///< rating_comment, pause_reason, outcome, hold_reason, cancel_reason, lane_reason, rating_answer,
                     ///< service_reason_A (with the service's letter)
  std::string text;
};

/// Notes about a ticket or a repair order that are to be made unreadable: those of a kind, or all.
struct NoteErasure {
  std::string about;
  std::string kind;  ///< empty: every kind
};

/// What a rule decided: facts in order, and what does not belong into events.
struct Decision {
  std::vector<Fact> facts;
  std::vector<Note> notes;
  std::vector<NoteErasure> erasures;  ///< before the notes are written
  std::optional<Session> session_opened;
  std::vector<std::string> sessions_closed;             ///< token hashes
  std::vector<AppointmentSecrets> appointment_secrets;  ///< of those that are noted
  std::optional<RepairCodes> repair_codes;              ///< of the order that is opened
  RepairNumber repair;                                  ///< the repair order the answer speaks of; empty none
  LoanerNumber loaner = 0;                              ///< the loaner the answer speaks of; 0 none
  std::optional<Refusal> no_ticket;                     ///< why a repair came without a number in the queue
  TicketId ticket;                                      ///< the ticket the answer speaks of; empty none
  CounterNumber counter = 0;                            ///< the counter the answer speaks of; 0 none
  std::optional<AssistanceCall> assistance;             ///< the call the answer speaks of
  std::optional<ServiceLetter> service;                 ///< the service the answer speaks of
};

/// Whether it is a new day only because the clock was put forward since it was `seen` last: the people in the hall are
/// today's. Told by the branch's own timeline, which no clock moves. A `seen` without a time is no jump.
bool turned_by_jump(const Moment& seen, const Moment& moment);
/// Whether anybody of a day before `day` is still here.
bool has_leftovers(const Branch& branch, BusinessDay day);

/// Whether the time of an appointment is over that nobody checked in.
bool has_missed_appointments(const Branch& branch, const Moment& moment);

/// The one door to the rules: may this be done now, and what happens then. Changes nothing.
Result<Decision> decide(const Branch& branch, const Command& command, const Moment& moment);

}  // namespace menting::domain

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/domain/ids.h"

namespace menting::domain {

enum class Lane { standard, care, vip, appointment };
enum class TicketState { waiting, called, serving, held, no_show, cancelled, finished };

/// Why this ticket was called and not another.
enum class Why {
  none,
  first_come,          ///< waits longest of those this counter serves
  priority_lane,       ///< priority lanes go first
  priority_run_ended,  ///< enough priority calls in a row: standard's turn
  waited_too_long,     ///< beyond the longest wait allowed
  chosen_by_clerk,     ///< called by number
  sent_to_counter,     ///< a colleague passed it on to this counter
  appointment_due,     ///< its slot has begun
};

struct Estimate {
  int low_minutes = 0;
  int high_minutes = 0;
  bool operator==(const Estimate&) const = default;
};

/// Unconfirmed: the slip was sent, and the printer did not say whether it came out.
enum class PrintState { none, pending, printed, failed, unconfirmed };

/// One stay at a counter that is over.
struct Serving {
  ServiceLetter service = 'A';
  CounterNumber counter = 0;
  StaffId staff;
  std::int64_t started_at_ms = 0;
  std::int64_t served_ms = 0;
  std::string outcome;  ///< of the clerk, or "held", "transferred"; a code
  bool operator==(const Serving&) const = default;
};

/// One visit. A row in storage has the same fields; no personal data.
struct Ticket {
  TicketId id;
  BusinessDay day;
  ServiceLetter letter = 'A';   ///< of its number, for the whole visit
  ServiceLetter service = 'A';  ///< what it waits for or is served for now
  int number = 0;
  Lane lane = Lane::standard;
  std::string code;      ///< what the QR on the slip holds
  std::string language;  ///< the customer's, for the slip: "zh-CN", "en"
  TicketState state = TicketState::waiting;
  int ahead_when_taken = 0;
  Estimate estimate_when_taken;
  std::int64_t taken_at_ms = 0;
  std::int64_t taken_steady_ms = 0;

  /// Its place in the queue: when it would have come if it had done nothing but wait. What it waited before a further
  /// service, a transfer or a hold lies behind this time, what it did meanwhile does not.
  std::int64_t since_at_ms = 0;
  std::int64_t since_steady_ms = 0;
  std::int64_t kept_ms = 0;       ///< waiting time taken over into the wait it is in
  CounterNumber for_counter = 0;  ///< passed on to this counter alone; 0 any that offers the service
  std::string added;              ///< letters of the services still to come in this visit, in order
  std::vector<Serving> servings;  ///< so far, oldest first

  CounterNumber counter = 0;  ///< where it was last called to; 0 nowhere yet
  StaffId staff;              ///< who called it last
  int calls = 0;
  Why why = Why::none;
  std::int64_t called_at_ms = 0;  ///< newest call or recall
  std::int64_t called_steady_ms = 0;
  std::int64_t waited_ms = 0;  ///< in all, until the newest call that was no recall
  std::int64_t started_at_ms = 0;
  std::int64_t started_steady_ms = 0;
  std::int64_t ended_at_ms = 0;
  std::int64_t ended_steady_ms = 0;
  std::int64_t served_ms = 0;  ///< of all servings that are over
  std::string outcome;         ///< of a finished visit, or the reason of a cancelled one; a code, never free text

  int holds = 0;
  std::string hold_reason;  ///< of the newest hold; a code
  std::int64_t held_at_ms = 0;
  int lane_changes = 0;
  std::string lane_reason;  ///< of the newest change; a code
  int returns = 0;          ///< how often it came back after a no-show
  int let_passes = 0;       ///< how often it let others go first

  int score = 0;  ///< 1..5; 0 not rated
  std::vector<std::string> aspects;
  std::int64_t rated_at_ms = 0;
  std::string rating_answer;  ///< what a manager did about the rating; a code, empty: nobody answered yet
  StaffId answer_staff;
  std::int64_t answered_at_ms = 0;

  // Of the first call that was no recall: what the customer waited for the service they came for.
  CounterNumber first_counter = 0;
  StaffId first_staff;
  std::int64_t first_called_at_ms = 0;
  std::int64_t first_wait_ms = 0;

  // Of one that came by appointment.
  std::string appointment;         ///< its id; empty: none
  int slot_from_minute = 0;        ///< of the day
  int slot_to_minute = 0;          ///< exclusive
  std::int64_t due_steady_ms = 0;  ///< when the slot begins: from then on it goes before the standard lane

  PrintState print = PrintState::none;
  int print_copies = 0;  ///< slips asked for, the first included

  bool operator==(const Ticket&) const = default;
};

/// Whether it goes before the standard lane: one of a priority lane, an appointment from its slot's begin on.
inline bool has_priority(const Ticket& ticket, std::int64_t now_steady_ms) {
  if (ticket.lane == Lane::appointment) return now_steady_ms >= ticket.due_steady_ms;
  return ticket.lane != Lane::standard;
}

/// "A001": letter and at least three digits.
std::string ticket_name(ServiceLetter service, int number);
inline std::string ticket_name(const Ticket& t) {
  return ticket_name(t.letter, t.number);
}
TicketId ticket_id(BusinessDay day, ServiceLetter service, int number);

/// Waiting, called, serving or held: the visit is not over.
bool is_active(TicketState state);

std::string_view to_string(Lane lane);
std::string_view to_string(TicketState state);
std::string_view to_string(Why why);
std::string_view to_string(PrintState state);
bool from_string(std::string_view text, Lane& out);
bool from_string(std::string_view text, TicketState& out);
bool from_string(std::string_view text, Why& out);
bool from_string(std::string_view text, PrintState& out);

}  // namespace menting::domain

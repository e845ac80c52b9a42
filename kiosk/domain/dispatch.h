#pragma once

#include <cstdint>
#include <limits>

#include "kiosk/domain/plan.h"
#include "kiosk/domain/ticket.h"

// Who is next, on nothing but what the rule looks at. The branch asks it of its tickets, a forecast of a hall that it
// plays forward: both call in the same order because there is only this one rule.

namespace menting::domain::dispatch {

struct LineRule {
  std::int64_t longest_wait_ms = 0;  ///< who waited longer goes to the front
  int run_max = 0;                   ///< priority calls in a row while standard waits
};

inline LineRule line_rule(const Plan& plan, const Service& service) {
  return {static_cast<std::int64_t>(plan.max_wait_factor * service.target_wait_minutes * 60'000.0),
          plan.priority_run_max};
}

/// Nobody waits too long for a service that is no longer offered.
inline LineRule line_rule(const Plan& plan, ServiceLetter letter) {
  if (const Service* service = plan.service(letter)) return line_rule(plan, *service);
  return {std::numeric_limits<std::int64_t>::max(), plan.priority_run_max};
}

/// The first of both lines of one service.
struct LineHeads {
  bool standard = false;  ///< somebody waits in it
  bool priority = false;
  bool priority_came_first = false;  ///< where both wait
  std::int64_t standard_since_ms = 0;
  std::int64_t priority_since_ms = 0;
  int run = 0;  ///< priority calls in a row until now
};

/// Which line of a service is to be called next, and why. Why::none: nobody waits.
struct Turn {
  Why why = Why::none;
  bool priority = false;
  std::int64_t since_ms = 0;
};

inline Turn whose_turn(const LineHeads& heads, const LineRule& rule, std::int64_t now_ms) {
  if (!heads.standard && !heads.priority) return {};
  const bool oldest_is_priority = heads.priority && (!heads.standard || heads.priority_came_first);
  const std::int64_t oldest_ms = oldest_is_priority ? heads.priority_since_ms : heads.standard_since_ms;
  if (now_ms - oldest_ms > rule.longest_wait_ms) return {Why::waited_too_long, oldest_is_priority, oldest_ms};
  if (!heads.priority) return {Why::first_come, false, heads.standard_since_ms};
  if (!heads.standard || heads.run < rule.run_max) return {Why::priority_lane, true, heads.priority_since_ms};
  return {Why::priority_run_ended, false, heads.standard_since_ms};
}

/// After enough priority calls in a row at a counter: nobody of the priority line, unless they wait too long.
inline Turn whose_turn_without_priority(const LineHeads& heads, const LineRule& rule, std::int64_t now_ms) {
  const Turn usual = whose_turn(heads, rule, now_ms);
  if (usual.why == Why::waited_too_long) return usual;
  if (!heads.standard) return {};
  return {usual.priority ? Why::priority_run_ended : usual.why, false, heads.standard_since_ms};
}

/// Why a ticket of that turn is called: an appointment's priority is its slot.
inline Why why_of(const Ticket& ticket, Why why) {
  return why == Why::priority_lane && ticket.lane == Lane::appointment ? Why::appointment_due : why;
}

/// Of the first who was passed on to this counter alone.
inline Turn turn_of_sent(bool priority, std::int64_t since_ms, const LineRule& rule, std::int64_t now_ms) {
  return {now_ms - since_ms > rule.longest_wait_ms ? Why::waited_too_long : Why::sent_to_counter, priority, since_ms};
}

/// A run counts only while somebody of the standard lane is passed over.
inline int run_after(bool priority_called, bool standard_waits, int run) {
  return priority_called && standard_waits ? run + 1 : 0;
}

inline int urgency(const Turn& turn) {
  if (turn.why == Why::waited_too_long) return 0;
  if (turn.why == Why::sent_to_counter) return 1;
  return turn.priority ? 2 : 3;
}

/// A counter's first service wins only among equals, so a later one must be strictly better.
inline bool is_better(const Turn& turn, const Turn& best) {
  if (turn.why == Why::none) return false;
  if (best.why == Why::none || urgency(turn) < urgency(best)) return true;
  return urgency(turn) == urgency(best) && turn.since_ms < best.since_ms;
}

}  // namespace menting::domain::dispatch

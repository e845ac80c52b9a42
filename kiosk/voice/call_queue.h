#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "kiosk/desk/board.h"

namespace menting::voice {

struct Call {
  domain::TicketId ticket;
  domain::ServiceLetter service = 'A';
  int number = 0;
  domain::CounterNumber counter = 0;
  std::int64_t steady_ms = 0;  ///< when it was called, on the branch's own timeline
};

Call call_of(const domain::Ticket& ticket);
/// Whether a call made at `called_steady_ms` is still worth saying: nobody came yet, and it is under a minute old.
bool is_current(const domain::Ticket& ticket, std::int64_t called_steady_ms, std::int64_t now_steady_ms);

/// Which calls are still to be said, in the order in which they were made. One thread.
class CallQueue {
 public:
  /// What this Board shows as called already is old news.
  explicit CallQueue(const desk::Board& board);

  /// Takes in what is new. A ticket that waits here already keeps its place: it is not said twice in a row.
  void notice(const desk::Board& board);
  /// Whether next() has one.
  bool waiting(const desk::Board& board, std::int64_t now_steady_ms);
  /// The next to say. Calls that are over a minute old or were answered meanwhile are passed over.
  std::optional<Call> next(const desk::Board& board, std::int64_t now_steady_ms);

 private:
  void add(const domain::Ticket& ticket);

  std::map<domain::TicketId, std::int64_t> seen_;  ///< the newest call of each ticket of the Board
  std::deque<Call> calls_;
};

}  // namespace menting::voice

#include "kiosk/voice/call_queue.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace menting::voice {
namespace {

/// Who has not come after a minute is called again by the clerk, or gone.
constexpr std::int64_t old_after_ms = 60'000;
/// More cannot be said within that minute anyway.
constexpr std::size_t calls_max = 20;

bool was_called(const domain::Ticket& ticket) {
  return ticket.called_steady_ms > 0 || ticket.calls > 0;
}

}  // namespace

Call call_of(const domain::Ticket& ticket) {
  return {ticket.id, ticket.letter, ticket.number, ticket.counter, ticket.called_steady_ms};
}

bool is_current(const domain::Ticket& ticket, std::int64_t called_steady_ms, std::int64_t now_steady_ms) {
  return ticket.state == domain::TicketState::called && now_steady_ms - called_steady_ms <= old_after_ms;
}

CallQueue::CallQueue(const desk::Board& board) {
  for (const desk::TicketPtr& ticket : board.tickets) {
    if (was_called(*ticket)) seen_[ticket->id] = ticket->called_steady_ms;
  }
}

void CallQueue::notice(const desk::Board& board) {
  std::vector<const domain::Ticket*> fresh;
  std::map<domain::TicketId, std::int64_t> seen;
  for (const desk::TicketPtr& ticket : board.tickets) {
    if (!was_called(*ticket)) continue;
    seen.emplace_hint(seen.end(), ticket->id, ticket->called_steady_ms);
    const auto before = seen_.find(ticket->id);
    const bool heard_of = before != seen_.end() && before->second == ticket->called_steady_ms;
    if (!heard_of && ticket->state == domain::TicketState::called) fresh.push_back(ticket.get());
  }
  seen_ = std::move(seen);
  std::sort(fresh.begin(), fresh.end(), [](const domain::Ticket* a, const domain::Ticket* b) {
    return std::pair(a->called_steady_ms, a->id) < std::pair(b->called_steady_ms, b->id);
  });
  for (const domain::Ticket* ticket : fresh) add(*ticket);
}

void CallQueue::add(const domain::Ticket& ticket) {
  const Call call = call_of(ticket);
  const auto same = std::find_if(calls_.begin(), calls_.end(), [&](const Call& c) { return c.ticket == ticket.id; });
  if (same != calls_.end()) {
    *same = call;
    return;
  }
  if (calls_.size() == calls_max) calls_.pop_front();
  calls_.push_back(call);
}

bool CallQueue::waiting(const desk::Board& board, std::int64_t now_steady_ms) {
  while (!calls_.empty()) {
    const Call& call = calls_.front();
    const domain::Ticket* ticket = board.ticket(call.ticket);
    if (ticket != nullptr && is_current(*ticket, call.steady_ms, now_steady_ms)) return true;
    calls_.pop_front();
  }
  return false;
}

std::optional<Call> CallQueue::next(const desk::Board& board, std::int64_t now_steady_ms) {
  if (!waiting(board, now_steady_ms)) return std::nullopt;
  Call call = calls_.front();
  calls_.pop_front();
  return call;
}

}  // namespace menting::voice

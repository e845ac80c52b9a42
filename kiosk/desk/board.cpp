#include "kiosk/desk/board.h"

#include <algorithm>
#include <set>

#include "kiosk/domain/queue.h"

namespace menting::desk {

using namespace domain;

namespace {

constexpr std::size_t calls_shown = 12;

template <class List, class Key, class Member>
auto find_in(const List& list, const Key& key, Member member) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.*member == key; });
  return found == list.end() ? nullptr : &*found;
}

/// All of today, and of other days who is still here or was last at a counter. By id.
std::vector<Ticket> tickets_to_show(const Branch& branch, BusinessDay day) {
  const std::string today = ticket_id(day, 'A', 0).substr(0, 8);
  std::set<TicketId> others;
  for (const TicketId& id : branch.active()) {
    if (id.compare(0, today.size(), today) != 0) others.insert(id);
  }
  for (const auto& [number, counter] : branch.state().counters) others.insert(counter.last_ticket);
  std::vector<Ticket> shown;
  for (const TicketId& id : others) {
    const Ticket* ticket = branch.ticket(id);
    if (ticket != nullptr && ticket->day != day) shown.push_back(*ticket);
  }
  const bool only_today = shown.empty();
  const auto& all = branch.state().tickets;
  for (auto at = all.lower_bound(ticket_id(day, 'A', 0)); at != all.end() && at->second.day == day; ++at) {
    shown.push_back(at->second);
  }
  if (!only_today) {
    std::sort(shown.begin(), shown.end(), [](const Ticket& a, const Ticket& b) { return a.id < b.id; });
  }
  return shown;
}

std::vector<CallView> newest_calls(const std::vector<Ticket>& tickets) {
  std::vector<const Ticket*> called;
  for (const Ticket& ticket : tickets) {
    if (ticket.calls > 0) called.push_back(&ticket);
  }
  const auto newer = [](const Ticket* a, const Ticket* b) {
    return a->called_steady_ms != b->called_steady_ms ? a->called_steady_ms > b->called_steady_ms : a->id > b->id;
  };
  const std::size_t count = std::min(calls_shown, called.size());
  std::partial_sort(called.begin(), called.begin() + static_cast<std::ptrdiff_t>(count), called.end(), newer);
  std::vector<CallView> calls;
  for (std::size_t i = 0; i < count; ++i) {
    const Ticket& t = *called[i];
    calls.push_back({t.id, t.service, t.number, t.counter, t.called_at_ms, t.calls > 1});
  }
  return calls;
}

}  // namespace

const Ticket* Board::ticket(const TicketId& id) const {
  return find_in(tickets, id, &Ticket::id);
}

const Ticket* Board::find(std::string_view code_or_name) const {
  const auto found = std::find_if(tickets.begin(), tickets.end(), [&](const Ticket& ticket) {
    return ticket.code == code_or_name || ticket.id == code_or_name ||
           (ticket.day == day && ticket_name(ticket) == code_or_name);
  });
  return found == tickets.end() ? nullptr : &*found;
}

const Counter* Board::counter(CounterNumber number) const {
  return find_in(counters, number, &Counter::number);
}

const ServiceView* Board::service(ServiceLetter letter) const {
  return find_in(services, letter, &ServiceView::letter);
}

Board make_board(const Branch& branch, const Moment& moment, const JournalPosition& journal) {
  Board board;
  board.at_ms = moment.at_ms;
  board.day = moment.day;
  board.open = branch.plan().open_at(moment.minute_of_day);
  board.journal = journal;
  board.sessions = branch.sessions();
  for (const auto& [number, call] : branch.state().assistance) board.assistance.push_back(call);
  board.tickets = tickets_to_show(branch, moment.day);
  board.calls = newest_calls(board.tickets);
  for (const Service& service : branch.plan().services) {
    const auto order = waiting_in_order(branch, service.letter, moment);
    for (const Ticket* ticket : order) board.waiting.push_back(ticket->id);
    const int ahead = count_ahead(branch, service.letter, Lane::standard, moment);
    const bool full = branch.last_number(moment.day, service.letter) >= service.last_number;
    board.services.push_back({service.letter, service.name, service.group, static_cast<int>(order.size()),
                              estimate_wait(branch, service.letter, ahead, moment), board.open && !full});
  }
  for (const CounterPlan& plan : branch.plan().counters) board.counters.push_back(branch.counter(plan.number));
  std::sort(board.counters.begin(), board.counters.end(),
            [](const Counter& a, const Counter& b) { return a.number < b.number; });
  std::vector<const Ticket*> unprinted;
  for (const Ticket& ticket : board.tickets) {
    if (ticket.print == PrintState::pending) unprinted.push_back(&ticket);
  }
  std::sort(unprinted.begin(), unprinted.end(),
            [](const Ticket* a, const Ticket* b) { return a->taken_steady_ms < b->taken_steady_ms; });
  for (const Ticket* ticket : unprinted) board.unprinted.push_back(ticket->id);
  return board;
}

BoardPtr BoardHolder::get() const {
  const std::lock_guard lock(mutex_);
  return board_;
}

void BoardHolder::publish(BoardPtr board) {
  std::vector<std::function<void()>> wakes;
  {
    const std::lock_guard lock(mutex_);
    board_ = std::move(board);
    wakes = wakes_;
  }
  for (const auto& wake : wakes) wake();
}

void BoardHolder::replace(BoardPtr board) {
  const std::lock_guard lock(mutex_);
  board_ = std::move(board);
}

void BoardHolder::subscribe(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wakes_.push_back(std::move(wake));
}

}  // namespace menting::desk
